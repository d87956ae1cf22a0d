/** From what was found in a file to bank lines: money of the account's currency, ids, and whether the balances are reached. */
import {
	businessKey,
	SCHEMA_VERSION,
	type BankTransaction,
	type HeldDocument,
	type Source,
} from '../../documents';
import { finding, type Finding } from '../../findings/finding';
import { currencyDigits, isCurrency, type CurrencyCode } from '../../money/currency';
import { parseMoney, type Money } from '../../money/money';
import { invalidField, type Draft, type DraftLine, type DraftStatement } from './draft';
import { balanceFinding } from './balance';
import { Counted, hashOf, keyPart, LineIds } from './ids';
import type { StatementOptions } from './options';

/** How the source of a line from a file is called in its business key. */
export const STATEMENT_PLATFORM = 'statement';

export interface StatementSummary {
	readonly account: string;
	readonly currency?: CurrencyCode;
	/** the first and last day of its lines */
	readonly from?: string;
	readonly to?: string;
	readonly lines: number;
	readonly held: number;
}

export interface ReadStatement {
	/** oldest first within an account as far as the file is */
	readonly documents: readonly (BankTransaction | HeldDocument)[];
	readonly statements: readonly StatementSummary[];
}

const isError = ({ severity }: Finding): boolean => severity === 'error';

function sourceOf(
	account: string,
	kind: string,
	externalId: string,
	number: string,
	revision: string,
): Source {
	return {
		platform: STATEMENT_PLATFORM,
		storeId: keyPart(account === '' ? 'unknown' : account),
		kind,
		externalId,
		externalNumber: number,
		revision,
	};
}

function heldOf(source: Source, findings: readonly Finding[]): HeldDocument {
	return { type: 'Held', id: businessKey(source), source, findings };
}

/** The amount as money, or the finding that says why it is none. */
function moneyOf(line: DraftLine, currency: string): Money | Finding {
	const amount = line.amount?.amount ?? '';
	const money = parseMoney(amount, currency);
	if (typeof money === 'object') return money;
	return money === 'unknownCurrency'
		? invalidField(line.line, 'currency', currency, 'is not a currency of ISO 4217')
		: invalidField(
				line.line,
				'amount',
				amount,
				`is not an amount of ${currency} (${currencyDigits(currency)} decimals)`,
			);
}

interface Account {
	readonly id: string;
	readonly name: string;
	readonly currency?: string;
	/** what holds the statement as a whole: without it no line can be known */
	readonly findings: readonly Finding[];
}

function accountOf(statement: DraftStatement, options: StatementOptions): Account {
	const filled = (text: string | undefined): string => text?.trim() ?? '';
	const id = filled(options.account) || filled(statement.account);
	const currency = (filled(options.currency) || filled(statement.currency)).toUpperCase();
	const path = `line ${statement.line}`;
	return {
		id,
		name: filled(options.accountName) || id,
		...(currency === '' ? {} : { currency }),
		findings: [
			...(id === '' ? [finding('STATEMENT_ACCOUNT_MISSING', { path })] : []),
			...(currency === '' && statement.lines.some((line) => line.currency === undefined)
				? [finding('STATEMENT_CURRENCY_MISSING', { path })]
				: []),
		],
	};
}

/** Makes the documents of one account's lines; several statements of one account share it. */
class AccountLines {
	private readonly ids = new LineIds();
	private readonly unread = new Counted();

	document(line: DraftLine, account: Account): BankTransaction | HeldDocument {
		const findings: Finding[] = [...line.findings];
		const currency = line.currency ?? account.currency;
		const money = currency === undefined || line.amount === undefined ? undefined : moneyOf(line, currency);
		if (money !== undefined && 'code' in money) findings.push(money);
		const { bookedOn } = line;
		if (
			findings.some(isError) ||
			bookedOn === undefined ||
			line.amount === undefined ||
			money === undefined ||
			'code' in money
		)
			return this.held(line, account, findings);
		return this.transaction({ ...line, bookedOn }, account, money, line.amount.direction, findings);
	}

	private transaction(
		line: DraftLine & { readonly bookedOn: string },
		account: Account,
		amount: Money,
		direction: 'in' | 'out',
		findings: readonly Finding[],
	): BankTransaction {
		const { bookedOn, valueOn, description, counterparty, reference } = line;
		const externalId = this.ids.next({
			...line,
			account: account.id,
			amount: amount.amount,
			currency: amount.currency,
			direction,
		});
		const content = [
			bookedOn,
			valueOn,
			direction,
			amount.amount,
			amount.currency,
			description,
			counterparty,
			reference,
		];
		const source = sourceOf(account.id, 'line', externalId, line.bankId ?? '', hashOf(content).slice(0, 16));
		return {
			type: 'BankTransaction',
			schemaVersion: SCHEMA_VERSION,
			id: businessKey(source),
			source,
			channel: 'bank',
			occurredAt: line.occurredAt ?? `${bookedOn}T00:00:00.000Z`,
			bookedOn,
			currency: amount.currency,
			account: { id: account.id, name: account.name },
			amount,
			direction,
			description,
			...(counterparty === undefined ? {} : { counterparty }),
			...(reference === undefined ? {} : { reference }),
			...(valueOn === undefined || valueOn === bookedOn ? {} : { valueOn }),
			...(line.pending === true ? { pending: true } : {}),
			...(findings.length === 0 ? {} : { findings }),
		};
	}

	/** Known by what stands in the line, so that the same damaged line is the same in every file. */
	private held(line: DraftLine, account: Account, findings: readonly Finding[]): HeldDocument {
		const base = hashOf([
			line.bankId,
			line.part,
			line.bookedOn,
			line.amount?.amount,
			line.description,
			...findings.map(({ evidence }) => String(evidence?.['value'] ?? '')),
		]).slice(0, 20);
		const content = this.unread.next(base);
		return heldOf(sourceOf(account.id, 'line', `unread.${content}`, line.bankId ?? '', ''), findings);
	}
}

function summaryOf(
	account: Account,
	documents: readonly (BankTransaction | HeldDocument)[],
): StatementSummary {
	const days = documents.flatMap((one) => (one.type === 'Held' ? [] : [one.bookedOn])).sort();
	const [from, to] = [days[0], days.at(-1)];
	return {
		account: account.id,
		...(account.currency !== undefined && isCurrency(account.currency) ? { currency: account.currency } : {}),
		...(from === undefined ? {} : { from }),
		...(to === undefined ? {} : { to }),
		lines: documents.filter(({ type }) => type !== 'Held').length,
		held: documents.filter(({ type }) => type === 'Held').length,
	};
}

/** One held document for what is wrong with a statement, or with the file. */
function heldStatement(account: string, findings: readonly Finding[]): HeldDocument {
	const id = hashOf(findings.map(({ code, message }) => `${code} ${message}`)).slice(0, 20);
	return heldOf(sourceOf(account, 'statement', id, account, ''), findings);
}

/**
 * The bank lines of a file. Lines that cannot be read are held with their findings; what is wrong with a statement (its lines
 * do not lead to its closing balance) or with the file is one held document more.
 */
export function toDocuments(draft: Draft, options: StatementOptions): ReadStatement {
	const documents: (BankTransaction | HeldDocument)[] = [];
	const statements: StatementSummary[] = [];
	const byAccount = new Map<string, AccountLines>();
	for (const statement of draft.statements) {
		const account = accountOf(statement, options);
		const lines = byAccount.get(account.id) ?? new AccountLines();
		byAccount.set(account.id, lines);
		const own =
			account.findings.length > 0 ? [] : statement.lines.map((line) => lines.document(line, account));
		const wrong = [
			...account.findings,
			...statement.findings,
			...(account.findings.length > 0 ? [] : balanceFinding(statement, account.currency)),
		];
		documents.push(...own);
		if (wrong.length > 0) documents.push(heldStatement(account.id, wrong));
		statements.push(summaryOf(account, own));
	}
	if (draft.findings.length > 0) documents.push(heldStatement(options.account ?? '', draft.findings));
	return { documents, statements };
}
