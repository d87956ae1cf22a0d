/** Adding an account to the chart. Names and codes are unique, so a repeated call finds what the first one made. */
import type { AccountRole } from '../../../core/accounts/roles';
import { finding } from '../../../core/findings/finding';
import type { LedgerAccount, NewAccount } from '../../../core/ledger/connector';
import { existingAccount, sameName } from '../../../core/ledger/existingAccount';
import { held, type Outcome } from '../../../core/outcome';
import type { Clock } from '../../../core/transport/clock';
import type { XeroAccount } from './accounts';
import type { XeroClient } from './client';
import { newKey, repeated } from './create';
import { LEDGER_NAME, problemText, refusal } from './failures';
import type { Reading } from './reading';

const NAME_LENGTH = 150;

const BY_KIND: Readonly<Partial<Record<LedgerAccount['kind'], string>>> = {
	income: 'REVENUE',
	expense: 'EXPENSE',
	liability: 'CURRLIAB',
	currentAsset: 'CURRENT',
	asset: 'NONCURRENT',
};
const BY_ROLE: Readonly<Partial<Record<AccountRole, string>>> = { cogs: 'DIRECTCOSTS' };
/** Where Xero's own charts have these types. */
const FIRST_CODE: Readonly<Record<string, number>> = {
	REVENUE: 200,
	DIRECTCOSTS: 310,
	EXPENSE: 400,
	CURRENT: 620,
	NONCURRENT: 700,
	CURRLIAB: 825,
};

/** The first free number from where accounts of the type stand. */
function freeCode(type: string, chart: readonly XeroAccount[], taken: ReadonlySet<string>): string {
	const used = new Set(chart.map(({ number }) => number));
	let code = FIRST_CODE[type] ?? 900;
	while (used.has(String(code)) || taken.has(String(code))) code++;
	return String(code);
}

/** Nothing may be in the way of what is wanted: a system account, payments that are not enabled. */
function existing(account: XeroAccount, wanted: NewAccount): Outcome<LedgerAccount> {
	const open = !wanted.takesPayments || account.takesPayments === true;
	const problem =
		account.reserved === true
			? 'it is a system account'
			: open
				? undefined
				: 'payments to it are not enabled';
	return existingAccount(account, wanted, LEDGER_NAME, problem);
}

/** A code can be taken by an account that the chart does not show (an archived or deleted one). */
const ATTEMPTS = 5;
const isCodeTaken = (messages: readonly string[]): boolean =>
	messages.some((message) => /unique Code/i.test(message));

/** See `LedgerSession.createAccount`. Accounts of Xero other than bank accounts hold any currency. */
export async function createAccount(
	{
		client,
		clock,
		reading,
	}: { readonly client: XeroClient; readonly clock: Clock; readonly reading: Reading },
	wanted: NewAccount,
): Promise<Outcome<LedgerAccount>> {
	const Type = BY_ROLE[wanted.role] ?? BY_KIND[wanted.kind];
	if (Type === undefined) {
		const reason = `accounts of the kind "${wanted.kind}" need more than a name`;
		const evidence = { ledger: LEDGER_NAME, name: wanted.name, reason };
		return held([finding('ACCOUNT_NOT_CREATED', { evidence })]);
	}
	const Name = wanted.name
		.replace(/[\p{Cc}<>]+/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, NAME_LENGTH)
		.trim();
	const named = (chart: readonly XeroAccount[]) => chart.find((account) => sameName(account.name, Name));
	let chart = await reading.refreshAccounts();
	const there = named(chart);
	if (there !== undefined) return existing(there, wanted);
	const taken = new Set<string>();
	for (let attempt = 1; ; attempt++) {
		const Code = freeCode(Type, chart, taken);
		const body = { Code, Name, Type, ...(wanted.takesPayments ? { EnablePaymentsToAccount: true } : {}) };
		const key = newKey();
		const result = await repeated(clock, async () => await client.createAccount(body, key));
		chart = await reading.refreshAccounts();
		const created = named(chart);
		if (created !== undefined) return existing(created, wanted);
		if (result.kind !== 'refused')
			return held([refusal('the answer does not say whether the account was created')]);
		if (!isCodeTaken(result.messages) || attempt === ATTEMPTS)
			return held([refusal(problemText(result.messages))]);
		taken.add(Code);
	}
}
