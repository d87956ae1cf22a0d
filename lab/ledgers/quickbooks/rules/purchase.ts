/** Purchases: expenses that were paid at once, from a bank account, a clearing account or a credit card. */
import type { Change } from '../books/change';
import { decimal, roundTo, sum, toNumber } from '../decimals';
import { businessRule, missingParameter, wrongLineAmount } from '../faults';
import { postPurchase } from '../posting/deposit';
import type { PurchaseLine } from '../schema/lines';
import type { Body, Stored } from '../schema/index';
import { globalTax } from '../tax/global';
import type { TaxResult } from '../tax/result';
import type { Rules } from './context';
import { currencyOf, type DocumentCurrency } from './currency';
import { checkOpen, dayOf } from './dates';
import { refTo, resolve, resolveName, withNamedRefs, withoutUntracked } from './references';

const PAYING: Readonly<Record<Body<'Purchase'>['PaymentType'], readonly string[]>> = {
	Cash: ['Bank', 'Other Current Asset'],
	Check: ['Bank'],
	CreditCard: ['Credit Card'],
};

function payingAccount(change: Change, { AccountRef, PaymentType }: Body<'Purchase'>): Stored<'Account'> {
	const account = resolve(change, 'Account', AccountRef, 'AccountRef');
	if (!PAYING[PaymentType].includes(account.AccountType ?? '')) {
		throw businessRule(
			`A purchase paid by ${PaymentType} needs an account of the type ${PAYING[PaymentType].join(' or ')}.`,
			'AccountRef',
		);
	}
	return account;
}

function completeLine(change: Change, line: PurchaseLine, index: number, digits: number): PurchaseLine {
	const common = { Id: String(index + 1), Amount: toNumber(roundTo(decimal(line.Amount), digits)) };
	if (line.DetailType === 'AccountBasedExpenseLineDetail') {
		const detail = line.AccountBasedExpenseLineDetail;
		const account = resolve(
			change,
			'Account',
			detail.AccountRef,
			'Line.AccountBasedExpenseLineDetail.AccountRef',
		);
		return { ...line, ...common, AccountBasedExpenseLineDetail: { ...detail, AccountRef: refTo(account) } };
	}
	const detail = line.ItemBasedExpenseLineDetail;
	if (detail.ItemRef === undefined) throw missingParameter('Line.ItemBasedExpenseLineDetail.ItemRef');
	const item = resolve(change, 'Item', detail.ItemRef, 'Line.ItemBasedExpenseLineDetail.ItemRef');
	if (item.ExpenseAccountRef === undefined)
		throw businessRule(`${item.Name} has no expense account.`, 'Line');
	if (detail.Qty !== undefined && detail.UnitPrice !== undefined) {
		const product = roundTo(decimal(detail.Qty).times(detail.UnitPrice), digits);
		if (!product.eq(common.Amount)) throw wrongLineAmount(String(line.Amount));
	}
	return { ...line, ...common, ItemBasedExpenseLineDetail: { ...detail, ItemRef: refTo(item) } };
}

const codeOf = (line: PurchaseLine): string | undefined =>
	line.DetailType === 'AccountBasedExpenseLineDetail'
		? line.AccountBasedExpenseLineDetail.TaxCodeRef?.value
		: line.ItemBasedExpenseLineDetail.TaxCodeRef?.value;

/** US companies pay sales tax inside the expense; elsewhere it is reclaimed by code. */
function taxOf(
	change: Change,
	body: Body<'Purchase'>,
	lines: readonly PurchaseLine[],
	currency: DocumentCurrency,
	day: string,
): TaxResult {
	const taxable = lines.map((line) => ({
		net: decimal(line.Amount),
		gross: undefined,
		code: codeOf(line),
		taxableItem: false,
	}));
	const input = {
		lines: taxable,
		discount: decimal(0),
		sent: body.TxnTaxDetail,
		day,
		digits: currency.digits,
	};
	if (!change.company.isUS) {
		return globalTax(change, input, body.GlobalTaxCalculation ?? 'TaxExcluded', 'Purchase');
	}
	return {
		lines: taxable.map(({ code, net }) => ({ code, net })),
		detail: undefined,
		total: sum(taxable.map(({ net }) => net)),
	};
}

export const purchase: Rules<'Purchase'> = {
	operations: ['create', 'update', 'delete'],
	save(change, body, { existing }) {
		if (existing !== undefined) checkOpen(change, existing.TxnDate ?? '');
		const day = dayOf(change, body);
		checkOpen(change, day);
		const currency = currencyOf(change, body, day);
		const account = payingAccount(change, body);
		if (body.Credit === true && body.PaymentType !== 'CreditCard') {
			throw businessRule('Only a purchase by credit card can be a credit.', 'Credit');
		}
		const lines = body.Line.map((line, index) => completeLine(change, line, index, currency.digits));
		const tax = taxOf(change, body, lines, currency, day);
		if (tax.total.lt(0)) throw businessRule('Transaction amount must be 0 or greater.');
		const type = body.EntityRef?.type ?? 'Vendor';
		const entity =
			body.EntityRef === undefined
				? undefined
				: { ...resolveName(change, type, body.EntityRef, 'EntityRef'), type };
		const refs = { PaymentMethodRef: 'PaymentMethod', DepartmentRef: 'Department' } as const;
		return {
			...withNamedRefs(change, withoutUntracked(change, body), refs),
			TxnTaxDetail: tax.detail,
			...currency.fields,
			EntityRef: entity,
			AccountRef: refTo(account),
			TxnDate: day,
			Line: lines,
			PrintStatus: body.PrintStatus ?? 'NotSet',
			TotalAmt: toNumber(tax.total),
		};
	},
	post: postPurchase,
};
