/** A day book posted order by order, and the same as daily summaries, each into a company of its own: for comparing both. */
import { accountMapper } from '../../core/accounts/mapAccounts';
import { parseAccountMapping } from '../../core/accounts/mapping';
import type { SalesDocument } from '../../core/documents';
import type { JournalEntry } from '../../core/journal/entry';
import { journalize } from '../../core/journal/journalize';
import type { LedgerAccount, LedgerConnector } from '../../core/ledger/connector';
import type { EntryResult } from '../../core/posting/postOnce';
import { summarizeEvents, type SummaryPolicy, type Summarized } from '../../core/summary';
import { taxResolver } from '../../core/tax/resolve';
import { parseTaxRules } from '../../core/tax/rules';
import { chooseAccounts, chooseUntaxedCode, type MappingRow } from '../../lab/demo/choices';
import { compareBooks, type Difference, type LedgerBalance } from '../../lab/demo/books';
import type { Balance } from '../../lab/daybook/expectedBooks';
import { freshBooksLab } from '../../lab/ledgers/freshbooks';
import { freshBooksKind } from '../../lab/ledgers/freshbooks/kind';
import type { LedgerKind } from '../../lab/kinds';
import { LEDGERS } from '../../lab/registry.generated';
import { ContractBooks, type LedgerRegistration } from './ledgerContract/books';
import { valueOf } from './outcome';

export const DAILY: SummaryPolicy = {
	period: 'day',
	cut: 'shop',
	timeZone: 'Europe/London',
	weekStartsOn: 'monday',
	emit: 'over',
	delayMs: 3 * 3_600_000,
	divideBy: [],
	singly: { companies: true },
};

/** When everything is over. */
const AFTERWARDS = Date.parse('2030-01-01T00:00:00Z');

function gatewaysOf(documents: readonly SalesDocument[]): string[] {
	const names = documents.flatMap((document) => {
		if (document.type === 'Payment') return [document.payment.gateway];
		return 'payments' in document ? document.payments.map(({ gateway }) => gateway) : [];
	});
	return [...new Set(names)].filter((name) => name !== 'gift_card' && name !== 'store_credit').sort();
}

/** FreshBooks takes one document a call, and few calls a second: a week would take half an hour of waiting. */
const UNHURRIED: Readonly<Record<string, LedgerKind>> = {
	freshbooks: {
		...freshBooksKind,
		make: ({ keys, tokens, shop: { name, country, currency, timeZone } }) =>
			freshBooksLab({
				accounts: [{ accountId: keys.tenant, name, country, currency, timeZone }],
				grantOf: (token) => tokens.grantOf(token),
				limits: 'off',
			}),
	},
};

/** A ledger's lab, and its connector as it is; both without limits where those are only waited for. */
function unhurried(connector: LedgerConnector): [LedgerConnector, LedgerRegistration] {
	const kind = UNHURRIED[connector.id];
	if (kind !== undefined) {
		const quota = { ...connector.quota, windows: [] };
		return [{ ...connector, quota }, { kind }];
	}
	const own = LEDGERS[connector.id];
	if (own === undefined) throw new Error(`no lab of ${connector.id}`);
	return [connector, { kind: own }];
}

/** Where the ledger books no tax from codes, a bookkeeper chooses the account that collects it. */
function withTaxAccount(
	mapping: readonly MappingRow[],
	accounts: readonly LedgerAccount[],
	{ capabilities }: LedgerConnector,
): readonly MappingRow[] {
	if (capabilities.postsTaxItself || mapping.some(({ role }) => role === 'taxPayable')) return mapping;
	const taken = new Set(mapping.map(({ account }) => account));
	const tax = accounts.find(
		({ id, name, kind }) => kind === 'liability' && !taken.has(id) && /vat|tax/i.test(name),
	);
	if (tax === undefined) throw new Error('the company has no account for tax');
	return [...mapping, { role: 'taxPayable', account: tax.id, when: {} }];
}

/** A company of a ledger's lab, with the choices that a person makes for it in the nodes. */
export class ShopBooks {
	private constructor(
		readonly books: ContractBooks,
		readonly mapping: readonly MappingRow[],
		private readonly map: (entry: JournalEntry) => ReturnType<ReturnType<typeof accountMapper>>,
		private readonly untaxed: string,
	) {}

	static async open(connector: LedgerConnector, documents: readonly SalesDocument[]): Promise<ShopBooks> {
		const books = await ContractBooks.open(...unhurried(connector));
		const accounts = await books.session.accounts();
		const names = new Map(accounts.map(({ id, name }) => [id, name]));
		const mapping = chooseAccounts(
			accounts.filter(({ active }) => active),
			gatewaysOf(documents),
		);
		const rules = withTaxAccount(mapping, accounts, connector).map(({ role, account, when }) => ({
			role,
			when,
			account: { id: account, name: names.get(account) ?? account },
		}));
		const parsed = valueOf(parseAccountMapping({ accounts: {}, rules }));
		const map = accountMapper(parsed, connector.capabilities);
		const codes = (await books.session.taxCodes()).filter(({ active, sales }) => active && sales);
		return new ShopBooks(books, withTaxAccount(mapping, accounts, connector), map, chooseUntaxedCode(codes));
	}

	/** Tax Resolver and Account Mapper. */
	async entries(documents: readonly SalesDocument[]): Promise<JournalEntry[]> {
		const { session, connector } = this.books;
		const rules = valueOf(parseTaxRules([{ code: this.untaxed, when: { rate: 'none' } }]));
		const { taxModel } = await session.company();
		const options = { ledger: connector.id, taxModel, matchByRate: true };
		const resolvers = new Map<string, ReturnType<typeof taxResolver>>();
		for (const day of new Set(documents.map(({ bookedOn }) => bookedOn)))
			resolvers.set(day, taxResolver(rules, await session.taxCodes(day), options));
		return documents.flatMap((document) => {
			const resolve = resolvers.get(document.bookedOn);
			if (resolve === undefined) throw new Error('a resolver for each day');
			const entry = valueOf(journalize(valueOf(resolve(document))));
			return entry === undefined ? [] : [valueOf(this.map(entry))];
		});
	}

	/** Sales Summarizer. */
	async summarize(
		entries: readonly JournalEntry[],
		policy: SummaryPolicy = DAILY,
		now = AFTERWARDS,
	): Promise<Summarized> {
		const { connector, keys, log: syncLog, session } = this.books;
		return await summarizeEvents(entries, {
			syncLog,
			target: { ledger: connector.id, tenant: keys.tenant },
			capabilities: session.capabilities,
			policy,
			now,
			runId: 'summarize',
		});
	}

	/** Poster. */
	async post(entries: readonly JournalEntry[]): Promise<readonly EntryResult[]> {
		return await this.books.postAsIs(entries);
	}

	trialBalance(): readonly LedgerBalance[] {
		return this.books.lab.inspect()['trialBalance'] as readonly LedgerBalance[];
	}

	/** Differences from what the day book says; none when the books equal the shop. */
	differences(expected: readonly Balance[]): Difference[] {
		return compareBooks(expected, this.trialBalance(), this.mapping);
	}

	get documents(): Readonly<Record<string, number>> {
		return this.books.lab.inspect()['documents'] as Record<string, number>;
	}

	async close(): Promise<void> {
		await this.books.close();
	}
}

/** What did not get through, for messages. */
export function notPosted(results: readonly EntryResult[]): readonly string[] {
	return results
		.filter(({ outcome }) => outcome !== 'posted')
		.map(
			({ entryId, outcome, findings }) =>
				`${entryId} ${outcome} ${findings.map(({ message }) => message).join(' ')}`,
		);
}
