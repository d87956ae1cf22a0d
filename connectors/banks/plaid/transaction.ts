/** Plaid's transactions as bank lines. */
import {
	businessKey,
	SCHEMA_VERSION,
	type BankTransaction,
	type HeldDocument,
	type Source,
} from '../../../core/documents';
import { finding, type Finding } from '../../../core/findings/finding';
import { isCurrency } from '../../../core/money/currency';
import { parseMoney, type Money } from '../../../core/money/money';
import { createHash } from 'node:crypto';
import { identitySchema, transactionSchema, type PlaidTransaction } from './payload';

export const PLATFORM = 'plaid';

/** Names of accounts by their id. */
export type AccountNames = ReadonlyMap<string, string>;

/** Numbers of more digits than a double surely keeps are not taken for exact. */
const SURE_DIGITS = 15;

/**
 * A JSON number as the decimal text that was sent: the shortest text that means the number. Undefined where the number is too
 * long to be surely what was sent.
 */
export function decimalOf(value: number): string | undefined {
	const text = String(value);
	if (!/^-?\d+(\.\d+)?$/.test(text)) return undefined;
	return text.replace(/\D/g, '').replace(/^0+/, '').length > SURE_DIGITS ? undefined : text;
}

interface Sided {
	readonly amount: Money;
	readonly direction: 'in' | 'out';
}

/** Plaid's positive amounts are money that goes out. */
function moneyOf(transaction: PlaidTransaction): Sided | Finding {
	const currency = transaction.iso_currency_code ?? transaction.unofficial_currency_code ?? '';
	if (!isCurrency(currency))
		return finding('CURRENCY_UNKNOWN', { path: 'iso_currency_code', evidence: { value: currency } });
	const text = decimalOf(transaction.amount);
	const amount = text === undefined ? undefined : parseMoney(text.replace(/^-/, ''), currency);
	if (amount === undefined || typeof amount === 'string') {
		const evidence = { value: String(transaction.amount), currency };
		return finding('BANK_AMOUNT_INEXACT', { path: 'amount', evidence });
	}
	return { amount, direction: transaction.amount < 0 ? 'in' : transaction.amount > 0 ? 'out' : 'in' };
}

export function keyOf(accountId: string, transactionId: string): string {
	return businessKey({
		platform: PLATFORM,
		storeId: accountId,
		kind: 'transaction',
		externalId: transactionId,
	});
}

const MAX_TEXT = 2_000;
const cleaned = (text: string | null | undefined): string =>
	(text ?? '')
		.replace(/[\u0000-\u001f\s]+/g, ' ')
		.trim()
		.slice(0, MAX_TEXT);

/** Plaid gives no version: what it says of the line is one. */
const revisionOf = (transaction: unknown): string =>
	createHash('sha256').update(JSON.stringify(transaction)).digest('hex').slice(0, 16);

function sourceOf(accountId: string, externalId: string, revision: string): Source {
	return {
		platform: PLATFORM,
		storeId: accountId,
		kind: 'transaction',
		externalId,
		externalNumber: '',
		revision,
	};
}

function held(source: Source, findings: readonly Finding[]): HeldDocument {
	return { type: 'Held', id: businessKey(source), source, findings };
}

function momentOf({ date, datetime }: PlaidTransaction): string {
	const at = datetime == null ? Number.NaN : Date.parse(datetime);
	return Number.isNaN(at) ? `${date}T00:00:00.000Z` : new Date(at).toISOString();
}

/** The bank's own words, where Plaid passes them on; its cleaned name otherwise. */
function textsOf(
	transaction: PlaidTransaction,
): Pick<BankTransaction, 'description' | 'counterparty' | 'reference'> {
	const { payment_meta: meta } = transaction;
	const name = cleaned(transaction.name);
	const description = cleaned(transaction.original_description) || name;
	const counterparty = cleaned(transaction.merchant_name) || cleaned(meta?.payer) || cleaned(meta?.payee);
	const reference = cleaned(meta?.reference_number) || cleaned(transaction.check_number);
	return {
		description,
		...(counterparty === '' ? {} : { counterparty }),
		...(reference === '' ? {} : { reference }),
	};
}

const malformed = (problem: string, path: string): Finding =>
	finding('BANK_LINE_INVALID', { path, evidence: { problem } });

/** A transaction as a bank line; held where it is no amount of a currency, or has another shape than is known. */
export function toDocument(raw: unknown, names: AccountNames): BankTransaction | HeldDocument {
	const revision = revisionOf(raw);
	const parsed = transactionSchema.safeParse(raw);
	if (!parsed.success) {
		const identity = identitySchema.safeParse(raw);
		const source = identity.success
			? sourceOf(identity.data.account_id, identity.data.transaction_id, revision)
			: sourceOf('unknown', `unread.${revision}`, revision);
		const findings = parsed.error.issues
			.slice(0, 20)
			.map(({ message, path }) => malformed(message, path.join('.')));
		return held(source, findings);
	}
	const transaction = parsed.data;
	const { account_id: accountId, transaction_id: id, date, pending } = transaction;
	const source = sourceOf(accountId, id, revision);
	const money = moneyOf(transaction);
	if ('code' in money) return held(source, [money]);
	if (Number.isNaN(Date.parse(date))) return held(source, [malformed('it has no date', 'date')]);
	return {
		type: 'BankTransaction',
		schemaVersion: SCHEMA_VERSION,
		id: businessKey(source),
		source,
		channel: 'bank',
		occurredAt: momentOf(transaction),
		bookedOn: date,
		currency: money.amount.currency,
		account: { id: accountId, name: names.get(accountId) ?? accountId },
		...money,
		...textsOf(transaction),
		...(pending ? { pending: true } : {}),
	};
}
