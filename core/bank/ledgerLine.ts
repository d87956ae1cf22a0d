/** What a ledger has on a bank account, as a line of that account. */
import { createHash } from 'node:crypto';
import {
	businessKey,
	SCHEMA_VERSION,
	type BankTransaction,
	type HeldDocument,
	type Source,
} from '../documents';
import { finding } from '../findings/finding';
import { parseMoney } from '../money/money';

export interface LedgerLine {
	readonly ledger: string;
	readonly tenant: string;
	readonly account: { readonly id: string; readonly name: string };
	/** the ledger's own name for it, and its id there */
	readonly entity: string;
	readonly id: string;
	readonly number: string;
	readonly url?: string | undefined;
	/** YYYY-MM-DD */
	readonly on: string;
	/** from the account's side; signed decimal text, undefined where the ledger gives none that is exact */
	readonly amount: string | undefined;
	/** of the account */
	readonly currency: string;
	readonly description: string;
	readonly counterparty?: string | undefined;
	readonly reference?: string | undefined;
}

const MAX_TEXT = 2_000;
const cleaned = (text: string | undefined): string =>
	(text ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_TEXT);

/**
 * The line; held with BANK_AMOUNT_INEXACT where its amount is none of the account's currency. One transaction can stand on two
 * accounts (a transfer), so the account is part of its key.
 */
export function ledgerBankLine(line: LedgerLine): BankTransaction | HeldDocument {
	const { ledger, tenant, account, on, currency, url } = line;
	const revision = createHash('sha256').update(JSON.stringify(line)).digest('hex').slice(0, 16);
	const source: Source = {
		platform: ledger,
		storeId: tenant,
		kind: 'bankTransaction',
		externalId: `${line.entity}.${line.id}`,
		externalNumber: line.number,
		revision,
		...(url === undefined ? {} : { url }),
	};
	const id = businessKey(source, account.id);
	const amount = line.amount === undefined ? undefined : parseMoney(line.amount.replace(/^-/, ''), currency);
	if (amount === undefined || typeof amount === 'string') {
		const evidence = { value: line.amount ?? '', currency };
		return {
			type: 'Held',
			id,
			source,
			findings: [finding('BANK_AMOUNT_INEXACT', { path: 'amount', evidence })],
		};
	}
	const [counterparty, reference] = [cleaned(line.counterparty), cleaned(line.reference)];
	return {
		type: 'BankTransaction',
		schemaVersion: SCHEMA_VERSION,
		id,
		source,
		channel: 'ledger',
		occurredAt: `${on}T00:00:00.000Z`,
		bookedOn: on,
		currency: amount.currency,
		account,
		amount,
		direction: line.amount?.startsWith('-') === true ? 'out' : 'in',
		description: cleaned(line.description),
		...(counterparty === '' ? {} : { counterparty }),
		...(reference === '' ? {} : { reference }),
	};
}

/** Oldest first; within a day by id, so that the order is always the same. */
export function byDay(
	lines: readonly (BankTransaction | HeldDocument)[],
): readonly (BankTransaction | HeldDocument)[] {
	const key = (line: BankTransaction | HeldDocument): string =>
		`${line.type === 'Held' ? '' : line.bookedOn} ${line.id}`;
	return [...lines].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
