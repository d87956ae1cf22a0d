/** A payout's balance transactions as transactions of the document. Pure. */
import { businessKey, type PayoutTransaction } from '../../../core/documents';
import { finding, type Finding } from '../../../core/findings/finding';
import { currencyOf, signedText } from '../../../core/gateway/reading';
import { payoutTransactions } from '../../../core/gateway/transactions';
import { fromMinorUnits, type Money } from '../../../core/money/money';
import { rateOf, unitsOf } from './amounts';
import { sourceOf, type MappingContext } from './context';
import { kindOf } from './kinds';
import type { BalanceTransaction, TransactionSource } from './payload';

const fieldOf = (source: TransactionSource | null | undefined, name: string): unknown =>
	source === null || source === undefined ? undefined : Reflect.get(source, name);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The charge: the payment itself, or the one that was refunded or disputed. */
function referenceOf({ source }: BalanceTransaction): string | undefined {
	const charge = fieldOf(source, 'charge');
	if (isText(charge)) return charge;
	const id = fieldOf(source, 'id');
	return isText(id) && /^(ch|py)_/.test(id) ? id : undefined;
}

/** What the shop sent along. https://docs.stripe.com/metadata */
export function orderOf(metadata: unknown): PayoutTransaction['order'] {
	if (typeof metadata !== 'object' || metadata === null) return undefined;
	const [id, number] = ['order_id', 'order_number'].map((name): unknown => Reflect.get(metadata, name));
	if (!isText(id) && !isText(number)) return undefined;
	return { ...(isText(id) ? { id } : {}), ...(isText(number) ? { number } : {}) };
}

/** What the customer paid or got back, where that is another currency. */
function originalOf(transaction: BalanceTransaction): PayoutTransaction['original'] {
	const currency = currencyOf(fieldOf(transaction.source, 'currency'));
	const amount = fieldOf(transaction.source, 'amount');
	if (currency === undefined || currency === transaction.currency || typeof amount !== 'number')
		return undefined;
	const units = unitsOf(Math.abs(amount), currency);
	if (units === undefined) return undefined;
	const rate = transaction.exchange_rate;
	const exchangeRate = typeof rate === 'number' ? rateOf(rate) : undefined;
	const original = { amount: fromMinorUnits(units, currency) };
	return exchangeRate === undefined ? original : { ...original, exchangeRate };
}

/** The part of the fee that is for changing currency. */
function conversionFeeOf({ fee_details: details, fee, currency }: BalanceTransaction): Money | undefined {
	const units = details
		.filter(({ description }) => /currency conversion/i.test(description ?? ''))
		.reduce((sum, { amount }) => sum + (unitsOf(Math.max(0, amount), currency) ?? 0n), 0n);
	return units > 0n && units <= fee ? fromMinorUnits(units, currency) : undefined;
}

/** What Stripe calls what is no charge or refund: its own sentence, or the type in words. */
function descriptionOf({ description, type, reporting_category: category }: BalanceTransaction): string {
	if (typeof description === 'string' && description !== '') return description;
	const words = (type === 'adjustment' ? category : type).replaceAll('_', ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The failure that it pays back. */
function returnOf(
	{ source }: BalanceTransaction,
	context: Pick<MappingContext, 'accountId'>,
): { settles?: string } {
	const id = fieldOf(source, 'id');
	return isText(id) && id.startsWith('po_')
		? { settles: businessKey(sourceOf('payout', id, context), 'failed') }
		: {};
}

export interface ReadTransaction {
	readonly transactions: readonly PayoutTransaction[];
	readonly findings: readonly Finding[];
}

/**
 * One balance transaction.
 * @param path where it stands among those of the payout, for findings
 * @returns as `payoutTransactions`, or PAYOUT_TRANSACTION_UNKNOWN, PAYOUT_TRANSACTION_UNCLEAR
 */
export function transactionsOf(
	transaction: BalanceTransaction,
	path: string,
	context: Pick<MappingContext, 'accountId'>,
): ReadTransaction {
	const { id, amount, fee, net, currency, type, reporting_category: category } = transaction;
	const kind = kindOf(type, category, amount >= 0n);
	const findings: Finding[] = [];
	if (kind === undefined) {
		const evidence = { type: `${type} (${category})`, net: signedText(net, currency), currency };
		findings.push(finding('PAYOUT_TRANSACTION_UNKNOWN', { path: `${path}.type`, evidence }));
	}
	if (amount - fee !== net) {
		const evidence = {
			amount: signedText(amount, currency),
			fee: signedText(fee, currency),
			net: signedText(net, currency),
			currency,
		};
		findings.push(finding('PAYOUT_TRANSACTION_UNCLEAR', { path: `${path}.net`, evidence }));
	}
	if (kind === undefined || findings.length > 0) return { transactions: [], findings };
	const reference = referenceOf(transaction);
	const order = orderOf(fieldOf(transaction.source, 'metadata'));
	const original = originalOf(transaction);
	const conversionFee = conversionFeeOf(transaction);
	const isPlain = kind === 'charge' || kind === 'refund';
	const transactions = payoutTransactions({
		id,
		type: kind,
		...(kind === 'payoutReturn' ? returnOf(transaction, context) : {}),
		...(reference === undefined ? {} : { reference }),
		...(order === undefined ? {} : { order }),
		...(original === undefined ? {} : { original }),
		units: amount,
		feeUnits: fee,
		currency,
		...(conversionFee === undefined ? {} : { conversionFee }),
		...(isPlain ? {} : { description: descriptionOf(transaction) }),
		occurredAt: transaction.created,
	});
	return { transactions, findings };
}
