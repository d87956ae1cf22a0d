/**
 * Adding an account to the chart. FreshBooks wants a name, a sub type and the group it stands below
 * (https://www.freshbooks.com/api/chart-of-accounts; a recorded refusal names the three), and its sub types are listed nowhere:
 * the new account stands below a group of the business's own chart, and has that group's sub type.
 */
import { finding } from '../../../core/findings/finding';
import type { LedgerAccount, NewAccount } from '../../../core/ledger/connector';
import { existingAccount, sameName } from '../../../core/ledger/existingAccount';
import { held, type Outcome } from '../../../core/outcome';
import { TransportError } from '../../../core/transport/http';
import { isGroup, kindOfGroup, type FreshBooksAccount } from './accounts';
import type { FreshBooksClient } from './client';
import { LEDGER_NAME, problemText } from './failures';
import type { LedgerAccountRow } from './payload';
import type { Chart, Reading } from './reading';

const NAME_LENGTH = 100;
const COST_OF_SALES = /cost of (goods|sales)/i;
const SPECIAL = /other|tax|credit|payroll|loan|long|inventory|receivable/i;
/** kinds that a new account may have; a bank account wants its own details, receivables and payables are FreshBooks' own */
const KINDS: readonly LedgerAccount['kind'][] = ['currentAsset', 'asset', 'liability', 'income', 'expense'];

const words = ({ name, sub_type: subType }: LedgerAccountRow): string => `${subType ?? ''} ${name}`;

/** Groups of the kind, the most fitting first: for costs of sales those of that name, and for the rest the plainest. */
function groupsFor({ kind, role }: NewAccount, rows: readonly LedgerAccountRow[]): LedgerAccountRow[] {
	const isCost = (row: LedgerAccountRow): boolean => COST_OF_SALES.test(words(row));
	const rank = (row: LedgerAccountRow): number =>
		(isCost(row) === (role === 'cogs') ? 0 : 2) + (SPECIAL.test(words(row)) ? 1 : 0);
	return rows
		.filter((row) => isGroup(row) && kindOfGroup(row) === kind && typeof row.sub_type === 'string')
		.filter((row) => row.state === undefined || row.state === null || row.state === 'active')
		.sort((a, b) => rank(a) - rank(b));
}

/** The next number below a group, as FreshBooks itself counts: 1000-1, 1000-2. Undefined where the group has none. */
function numberBelow({ number }: LedgerAccountRow, rows: readonly LedgerAccountRow[]): string | undefined {
	if (typeof number !== 'string' || number === '') return undefined;
	const used = new Set(rows.map((row) => row.number));
	let next = 1;
	while (used.has(`${number}-${next}`)) next++;
	return `${number}-${next}`;
}

function notCreated(name: string, reason: string): Outcome<LedgerAccount> {
	return held([finding('ACCOUNT_NOT_CREATED', { evidence: { ledger: LEDGER_NAME, name, reason } })]);
}

function plain({ subAccountId: _sub, systemName: _system, ...account }: FreshBooksAccount): LedgerAccount {
	return account;
}

/** See `LedgerSession.createAccount`. FreshBooks has no idempotency: after a lost answer the chart tells. */
export async function createAccount(
	{ client, reading }: { readonly client: FreshBooksClient; readonly reading: Reading },
	wanted: NewAccount,
): Promise<Outcome<LedgerAccount>> {
	const name = wanted.name
		.replace(/[\p{Cc}<>]+/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, NAME_LENGTH)
		.trim();
	const named = ({ accounts }: Chart) => accounts.find((account) => sameName(account.name, name));
	const chart = await reading.refreshChart();
	const there = named(chart);
	if (there !== undefined) return existingAccount(plain(there), wanted, LEDGER_NAME);
	if (!KINDS.includes(wanted.kind))
		return notCreated(name, `accounts of the kind "${wanted.kind}" need more than a name`);
	const { businessUuid } = await reading.business();
	if (businessUuid === undefined || chart.rows.length === 0)
		return notCreated(name, 'this business has no chart of accounts that can be changed from outside');
	const [group] = groupsFor(wanted, chart.rows);
	if (group === undefined)
		return notCreated(name, `its chart has no group of the kind "${wanted.kind}" that it could stand below`);
	const number = numberBelow(group, chart.rows);
	let refusal = 'the answer does not say whether the account was created';
	try {
		const result = await client.createLedgerAccount(businessUuid, {
			name,
			sub_type: group.sub_type,
			parent_account: group.uuid,
			...(number === undefined ? {} : { number }),
		});
		if (result.kind !== 'done') refusal = problemText(result.problems);
	} catch (error) {
		if (!(error instanceof TransportError) || error.failure !== 'uncertain') throw error;
	}
	const created = named(await reading.refreshChart());
	return created === undefined
		? notCreated(name, refusal)
		: existingAccount(plain(created), wanted, LEDGER_NAME);
}
