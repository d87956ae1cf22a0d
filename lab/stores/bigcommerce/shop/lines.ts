/** The day book's lines as BigCommerce keeps them: order products, gift certificates, fees, and shipping of an address. */
import Big from 'big.js';
import type { DayBookLine, DayBookTax } from '../../../daybook/events';
import { LabCannotShow } from '../errors';
import { idWithin } from './ids';
import { roundTo, sum, ZERO } from './money';
import type { LineKind, StoreLine } from './order';

export interface LineContext {
	readonly orderKey: string;
	readonly orderId: number;
	readonly currency: string;
	readonly pricesIncludeTax: boolean;
}

/** A fee of BigCommerce has neither discounts nor names of taxes: a service with either is sold as a custom product. */
function kindOf(line: DayBookLine): LineKind {
	switch (line.type) {
		case 'item':
			return 'product';
		case 'giftCard':
			return 'giftCertificate';
		case 'shipping':
			return 'shipping';
		case 'fee':
			return line.taxes.length > 0 || new Big(line.discount).gt(0) ? 'product' : 'fee';
		case 'tip':
		case 'duty':
		case 'importTax':
			return 'fee';
	}
}

function refuse(line: DayBookLine, kind: LineKind, { orderKey }: LineContext): void {
	const where = `order ${orderKey}, line ${line.id}`;
	const isDiscounted = new Big(line.discount).gt(0);
	if (kind === 'fee' && isDiscounted)
		throw new LabCannotShow(`${where}, discount`, `a ${line.type} is a fee here, and fees have no discounts`);
	if (kind === 'fee' && line.taxes.length > 0)
		throw new LabCannotShow(
			`${where}, taxes`,
			`a ${line.type} is a fee here, and fees do not name their taxes`,
		);
	if (kind === 'giftCertificate' && line.taxes.length > 0)
		throw new LabCannotShow(`${where}, taxes`, 'gift certificates are sold without tax');
	if (kind === 'shipping' && isDiscounted && line.discountCode === undefined)
		throw new LabCannotShow(
			`${where}, discount`,
			'shipping is only reduced by a coupon: it needs a discountCode',
		);
	for (const [index, { rate }] of line.taxes.entries()) {
		const percent = new Big(rate).times(100);
		if (!percent.eq(percent.round(4)))
			throw new LabCannotShow(`${where}, taxes[${index}].rate`, 'rates have four decimals of a per cent');
	}
}

/** Whether a tax is in the day book's price. */
export const isInPrice = (tax: DayBookTax, pricesIncludeTax: boolean): boolean =>
	pricesIncludeTax && tax.collectedBy === 'merchant';

/** @param position from 1, of all lines that the order ever had */
export function storeLine(book: DayBookLine, position: number, context: LineContext): StoreLine {
	const { currency, pricesIncludeTax, orderId } = context;
	const kind = kindOf(book);
	refuse(book, kind, context);
	const exact = new Big(book.quantity).times(book.unitPrice);
	// prices with tax contain all of it here; the day book has a marketplace's on top
	const onTop = pricesIncludeTax ? book.taxes.filter((tax) => !isInPrice(tax, true)) : [];
	const gross = roundTo(exact, currency).plus(sum(onTop.map(({ amount }) => amount)));
	const isWhole = new Big(book.quantity).eq(new Big(book.quantity).round(0));
	const quantity = isWhole ? Number(book.quantity) : 1;
	const ownPrice = isWhole && onTop.length === 0;
	return {
		key: book.id,
		id: idWithin(orderId, position),
		kind,
		book,
		quantity,
		unitPrice: ownPrice ? new Big(book.unitPrice) : gross.div(quantity),
		gross,
		discount: new Big(book.discount),
		taxes: book.taxes.map((tax) => ({ tax, amount: new Big(tax.amount) })),
		quantityRefunded: 0,
		refunded: ZERO,
	};
}

/** What the customer pays for a line: with tax. */
export function paidFor(line: StoreLine, pricesIncludeTax: boolean): Big {
	const net = line.gross.minus(line.discount);
	return pricesIncludeTax ? net : net.plus(sum(line.taxes.map(({ amount }) => amount)));
}

/** A line from which a part was taken before anything was paid back: what is left is what the order says now. */
export function lessened(
	line: StoreLine,
	taken: { quantity: Big; worth: Big; taxes: ReadonlyMap<string, Big> },
	currency: string,
): StoreLine | undefined {
	const net = line.gross.minus(line.discount).minus(taken.worth);
	const left = new Big(line.book.quantity).minus(taken.quantity);
	const taxes = line.taxes.map(({ tax, amount }) => ({
		tax,
		amount: amount.minus(taken.taxes.get(tax.name) ?? 0),
	}));
	if (left.lte(0) && net.lte(0)) return undefined;
	const quantity = left.gt(0) && left.eq(left.round(0)) ? Number(left.toFixed()) : 1;
	const priced = roundTo(line.unitPrice.times(quantity), currency);
	const gross = priced.lt(net) || line.discount.eq(0) ? net : priced;
	return {
		...line,
		book: { ...line.book, quantity: left.gt(0) ? left.toFixed() : '1' },
		quantity,
		unitPrice: gross.eq(priced) ? line.unitPrice : gross.div(quantity),
		gross,
		discount: gross.minus(net),
		taxes,
	};
}
