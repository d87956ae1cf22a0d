/** A record of the balance as transactions of the payout that it is in. Pure. */
import { businessKey, type PayoutTransaction } from '../../../core/documents';
import { finding, type Finding } from '../../../core/findings/finding';
import { signedText } from '../../../core/gateway/reading';
import { payoutTransactions } from '../../../core/gateway/transactions';
import { currencyDigits } from '../../../core/money/currency';
import { Big, toDecimal } from '../../../core/money/decimal';
import { fromMinorUnits, size } from '../../../core/money/money';
import { sourceOf, type MappingContext } from './context';
import { kindOf, wordsOf, type RecordKind } from './kinds';
import type { BalanceRecord } from './payload';

/** What a record did to the balance. */
export const netOf = ({ amount, fee }: Pick<BalanceRecord, 'amount' | 'fee'>): bigint => amount + fee;

/** A conversion that belongs to one payment or refund in another currency. */
export interface Converted {
	/** what was converted */
	readonly of: BalanceRecord;
	/** the conversion's other side: what left (or came to) the balance of the other currency */
	readonly otherSide: BalanceRecord;
}

/** What the shop sent along with the payment. */
function orderOf({ invoice, custom }: BalanceRecord): PayoutTransaction['order'] {
	const isName = (text: string | undefined): text is string =>
		text !== undefined && /^[\w#. -]{1,60}$/.test(text);
	if (!isName(invoice) && !isName(custom)) return undefined;
	return { ...(isName(custom) ? { id: custom } : {}), ...(isName(invoice) ? { number: invoice } : {}) };
}

/** The payment as shops know it (the capture's id): itself, or the one that was refunded, disputed or charged for. */
const referenceOf = (kind: RecordKind, { id, about }: BalanceRecord): string | undefined =>
	kind === 'charge' ? id : about;

/** `amount` and `fee` have PayPal's signs. */
function build(
	record: BalanceRecord,
	kind: PayoutTransaction['type'],
	{ amount, fee, currency }: Pick<BalanceRecord, 'amount' | 'fee' | 'currency'>,
	context: Pick<MappingContext, 'accountId'>,
	original?: PayoutTransaction['original'],
): PayoutTransaction[] {
	const reference = referenceOf(kind, record);
	const order = orderOf(record);
	const isPlain = kind === 'charge' || kind === 'refund';
	return payoutTransactions({
		id: record.id,
		type: kind,
		// the failure that it pays back
		...(kind === 'payoutReturn' && record.about !== undefined
			? { settles: businessKey(sourceOf('payout', record.about, context), 'failed') }
			: {}),
		...(reference === undefined ? {} : { reference }),
		...(order === undefined ? {} : { order }),
		...(original === undefined ? {} : { original }),
		units: amount,
		feeUnits: -fee,
		currency,
		...(isPlain ? {} : { description: record.subject ?? wordsOf(record.code) }),
		occurredAt: record.at,
	});
}

/** The fee at the conversion's own rate, half up: what is left of the exact net is the amount, so nothing is lost. */
function convertedParts({ of, otherSide }: Converted, leg: BalanceRecord) {
	const digits = (currency: string): number => currencyDigits(currency) ?? 2;
	const whole = (units: bigint, currency: string): Big => new Big(signedText(units, currency));
	const rate = whole(leg.amount, leg.currency).div(whole(-otherSide.amount, otherSide.currency));
	const fee = whole(of.fee, of.currency).times(rate);
	const feeUnits = BigInt(
		fee
			.round(digits(leg.currency), 1)
			.times(new Big(10).pow(digits(leg.currency)))
			.toFixed(0),
	);
	return {
		amount: leg.amount - feeUnits,
		fee: feeUnits,
		exchangeRate: toDecimal(rate.round(10, 1)),
	};
}

export interface ReadRecord {
	readonly transactions: readonly PayoutTransaction[];
	readonly findings: readonly Finding[];
}

/** @param path where the record stands among those of the payout. Finding: PAYOUT_TRANSACTION_UNKNOWN */
export function transactionsOf(
	record: BalanceRecord,
	converted: Converted | undefined,
	path: string,
	context: Pick<MappingContext, 'accountId'>,
): ReadRecord {
	const kind = kindOf(record);
	if (kind === 'conversion' && converted !== undefined) {
		const ofKind = kindOf(converted.of);
		if (ofKind === 'charge' || ofKind === 'refund') {
			const { amount, fee, exchangeRate } = convertedParts(converted, record);
			const original = {
				amount: fromMinorUnits(size(converted.of.amount), converted.of.currency),
				exchangeRate,
			};
			const { currency } = record;
			return {
				transactions: build(converted.of, ofKind, { amount, fee, currency }, context, original),
				findings: [],
			};
		}
	}
	if (kind === 'ignored') return { transactions: [], findings: [] };
	if (kind === 'unknown' || kind === 'conversion' || kind === 'withdrawal') {
		const evidence = {
			type: record.code,
			net: signedText(netOf(record), record.currency),
			currency: record.currency,
		};
		return { transactions: [], findings: [finding('PAYOUT_TRANSACTION_UNKNOWN', { path, evidence })] };
	}
	return { transactions: build(record, kind, record, context), findings: [] };
}
