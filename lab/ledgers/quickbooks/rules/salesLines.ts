/** The lines of sales forms: products, the discount, comments. QuickBooks numbers them and adds the subtotal. */
import type { Change } from '../books/change';
import { systemAccount } from '../books/accounts';
import { decimal, roundTo, sum, toNumber, ZERO, type Decimal } from '../decimals';
import {
	beforeInventoryStart,
	businessRule,
	emptyDiscount,
	inactiveReference,
	missingParameter,
	wrongLineAmount,
} from '../faults';
import type { DiscountLine, SalesItemLine, SalesLine } from '../schema/lines';
import type { Stored } from '../schema/index';
import { refTo, resolve } from './references';

/** Shipping for the whole transaction: no item of the list, but a word. */
export const SHIPPING = 'SHIPPING_ITEM_ID';

/** A product line with what it refers to. `account` is where its income goes. */
export interface ProductLine {
	readonly line: SalesItemLine;
	readonly net: Decimal;
	readonly account: Stored<'Account'>;
	readonly itemRef: { readonly value: string; readonly name?: string };
	/** undefined for shipping */
	readonly item: Stored<'Item'> | undefined;
}

export interface SalesLines {
	readonly products: readonly ProductLine[];
	/** on the whole transaction, a positive amount */
	readonly discount: Decimal;
	/** all lines but subtotals, in their order: a product is its position in `products` */
	readonly layout: readonly (number | OtherLine)[];
}

type OtherLine = Extract<SalesLine, { DetailType: 'DescriptionOnly' } | { DetailType: 'DiscountLineDetail' }>;

function checkAmount(
	{ Amount, SalesItemLineDetail: { Qty, UnitPrice } }: SalesItemLine,
	digits: number,
): void {
	if (Qty === undefined || UnitPrice === undefined) return;
	const product = roundTo(decimal(Qty).times(UnitPrice), digits);
	if (!product.eq(roundTo(decimal(Amount), digits))) throw wrongLineAmount(String(Amount));
}

function product(change: Change, line: SalesItemLine, day: string, digits: number): ProductLine | undefined {
	const { ItemRef, DiscountAmt, DiscountRate } = line.SalesItemLineDetail;
	// "When a line lacks an ItemRef it is treated as documentation and the Line.Amount attribute is ignored."
	if (ItemRef === undefined) return undefined;
	checkAmount(line, digits);
	if (DiscountAmt !== undefined || DiscountRate !== undefined) {
		throw businessRule('Discounts on single lines are not available in this company.', 'Line');
	}
	const net = roundTo(decimal(line.Amount), digits);
	if (ItemRef.value === SHIPPING) {
		if (!change.company.preferences.allowShipping)
			throw businessRule('Shipping is switched off.', 'Line.ItemRef');
		const account = resolve(change, 'Account', { value: systemAccount(change, 'shipping') }, 'Line.ItemRef');
		return { line, net, account, itemRef: { value: SHIPPING }, item: undefined };
	}
	const item = resolve(change, 'Item', ItemRef, 'Line.SalesItemLineDetail.ItemRef');
	if (item.IncomeAccountRef === undefined) {
		throw businessRule(
			`${item.Name} cannot be sold: it has no income account.`,
			'Line.SalesItemLineDetail.ItemRef',
		);
	}
	const account = change.get('Account', item.IncomeAccountRef.value);
	if (account === undefined || account.Active === false)
		throw inactiveReference('Line.SalesItemLineDetail.ItemRef');
	if (item.Type === 'Inventory' && item.InvStartDate !== undefined && day < item.InvStartDate) {
		throw beforeInventoryStart(item.Name);
	}
	return { line, net, account, itemRef: refTo(item), item };
}

function discountAmount(line: DiscountLine, subtotal: Decimal, digits: number): Decimal {
	const { PercentBased, DiscountPercent } = line.DiscountLineDetail;
	const byPercent = PercentBased === true;
	if (byPercent ? DiscountPercent === undefined : line.Amount === undefined) throw emptyDiscount();
	const amount = byPercent ? subtotal.times(decimal(DiscountPercent)).div(100) : decimal(line.Amount);
	if (amount.lt(0)) throw businessRule('A discount is a positive amount.', 'Line.Amount');
	return roundTo(amount, digits);
}

function completeDiscount(change: Change, line: DiscountLine, amount: Decimal): DiscountLine {
	const ref = line.DiscountLineDetail.DiscountAccountRef ?? { value: systemAccount(change, 'discounts') };
	const account = resolve(change, 'Account', ref, 'Line.DiscountLineDetail.DiscountAccountRef');
	if (account.AccountType !== 'Income' || account.AccountSubType !== 'DiscountsRefundsGiven') {
		throw businessRule(
			`A discount account is of the type Income and the detail type DiscountsRefundsGiven; ${account.Name} is not.`,
			'Line.DiscountLineDetail.DiscountAccountRef',
		);
	}
	return {
		...line,
		Amount: toNumber(amount),
		DiscountLineDetail: {
			...line.DiscountLineDetail,
			PercentBased: line.DiscountLineDetail.PercentBased ?? false,
			DiscountAccountRef: refTo(account),
		},
	};
}

/**
 * Reads the lines of a sales form.
 * @throws QuickBooksFault 2020 no lines; 2500, 610 references; 6000; 6070 amount; 6090 discount; 6270 inventory
 */
export function readSalesLines(
	change: Change,
	lines: readonly SalesLine[],
	day: string,
	digits: number,
): SalesLines {
	const products: ProductLine[] = [];
	const layout: (number | OtherLine)[] = [];
	let discountAt = -1;
	for (const line of lines) {
		switch (line.DetailType) {
			case 'SubTotalLineDetail':
				break;
			case 'SalesItemLineDetail': {
				const read = product(change, line, day, digits);
				if (read === undefined) layout.push({ DetailType: 'DescriptionOnly', Description: line.Description });
				else layout.push(products.push(read) - 1);
				break;
			}
			case 'DiscountLineDetail':
				if (!change.company.preferences.allowDiscount)
					throw businessRule('Discounts are switched off.', 'Line');
				if (discountAt >= 0) throw businessRule('A transaction has one discount line.', 'Line');
				discountAt = layout.push(line) - 1;
				break;
			case 'DescriptionOnly':
				layout.push(line);
		}
	}
	if (layout.length === 0) throw missingParameter('Line');
	const sent = layout[discountAt];
	if (sent === undefined || typeof sent === 'number' || sent.DetailType !== 'DiscountLineDetail') {
		return { products, discount: ZERO, layout };
	}
	const discount = discountAmount(sent, sum(products.map(({ net }) => net)), digits);
	layout[discountAt] = completeDiscount(change, sent, discount);
	return { products, discount, layout };
}

/** The lines as they are kept, with QuickBooks' ids, names and subtotal. `nets` are the amounts without tax. */
export function storedLines(
	change: Change,
	{ products, layout }: SalesLines,
	taxed: readonly { readonly code: string | undefined; readonly net: Decimal }[],
): SalesLine[] {
	const tracksClasses = change.company.preferences.classTrackingPerTxnLine;
	const stored: SalesLine[] = [];
	const discounts: SalesLine[] = [];
	let number = 0;
	const next = () => ({ Id: String(++number), LineNum: number });
	for (const entry of layout) {
		if (typeof entry !== 'number') {
			if (entry.DetailType === 'DiscountLineDetail') discounts.push(entry);
			else stored.push({ ...entry, ...next(), DescriptionLineDetail: {}, CustomExtensions: [] });
			continue;
		}
		const read = products[entry];
		if (read === undefined) continue;
		const { code, net } = taxed[entry] ?? { code: undefined, net: read.net };
		const { ClassRef, TaxCodeRef: _sent, UnitPrice, Qty, ...detail } = read.line.SalesItemLineDetail;
		// with tax taken out of the price, price times quantity must give the new amount
		const price = net.eq(read.net) || !Qty ? UnitPrice : toNumber(net.div(Qty).round(7));
		const classRef =
			ClassRef === undefined || !tracksClasses
				? {}
				: { ClassRef: refTo(resolve(change, 'Class', ClassRef, 'Line.SalesItemLineDetail.ClassRef')) };
		stored.push({
			...read.line,
			...next(),
			Amount: toNumber(net),
			SalesItemLineDetail: {
				...detail,
				...classRef,
				...(UnitPrice === undefined ? {} : { UnitPrice: price }),
				...(Qty === undefined ? {} : { Qty }),
				ItemRef: read.itemRef,
				ItemAccountRef: refTo(read.account),
				...(code === undefined ? {} : { TaxCodeRef: { value: code } }),
			},
			CustomExtensions: [],
		});
	}
	const subtotal = sum(taxed.map(({ net }) => net));
	stored.push({ Amount: toNumber(subtotal), DetailType: 'SubTotalLineDetail', SubTotalLineDetail: {} });
	return [...stored, ...discounts.map((line) => ({ ...line, ...next() }))];
}
