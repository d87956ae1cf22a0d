/** One company of a ledger's lab with a session of its connector: what the tests of a connector against its lab share. */
import type { LedgerTaxCode } from '../../core/documents/parts';
import type {
	LedgerAccount,
	LedgerCache,
	LedgerConnector,
	LedgerOptions,
	LedgerRequest,
	LedgerSession,
	LedgerTaxCodeDetail,
	PostedDocument,
	SendResult,
} from '../../core/ledger/connector';
import type { LedgerDocument, PostingKey } from '../../core/ledger/documents';
import type { Clock } from '../../core/transport/clock';
import type { HttpRequest } from '../../core/transport/http';
import { fetchHttp } from './fetchHttp';

export const realClock: Clock = {
	now: () => Date.now(),
	sleep: async (ms) => await new Promise((resolve) => setTimeout(resolve, ms)),
};

/** What a session keeps, for one session. */
export function memoryCache(): LedgerCache {
	const entries = new Map<string, unknown>();
	return {
		get: async (key) => await Promise.resolve(entries.get(key)),
		set: async (key, value) => await Promise.resolve(void entries.set(key, structuredClone(value))),
		clear: async () => await Promise.resolve(entries.clear()),
	};
}

export function created(result: SendResult | undefined): PostedDocument {
	if (result?.kind !== 'created') throw new Error(JSON.stringify(result));
	return result.posted;
}

/** request ids are never used again, unless a test is about that */
let tokens = 0;

export const newToken = (): string => `test-${++tokens}`;

export interface ConnectorBooksSettings {
	readonly tenant: string;
	readonly baseUrl: string;
	readonly token: string;
	readonly options?: Partial<LedgerOptions>;
}

export class ConnectorBooks {
	readonly requests: HttpRequest[] = [];
	readonly session: LedgerSession;
	accounts: readonly LedgerAccount[] = [];
	codes: readonly LedgerTaxCodeDetail[] = [];
	protected readonly posted = new Map<PostingKey, PostedDocument>();

	protected constructor(
		connector: LedgerConnector,
		{ tenant, baseUrl, token, options = {} }: ConnectorBooksSettings,
	) {
		const http = fetchHttp({ Authorization: `Bearer ${token}` });
		this.session = connector.open(
			async (request) => {
				this.requests.push(request);
				return await http(request);
			},
			{ tenant, baseUrl },
			{ createMissing: true, customers: 'oneForShop', ...options },
			memoryCache(),
			realClock,
		);
	}

	/** Reads what tests name: accounts and tax codes. */
	protected async ready(): Promise<this> {
		this.accounts = await this.session.accounts();
		this.codes = await this.session.taxCodes();
		return this;
	}

	account(name: string): LedgerAccount {
		const found = this.accounts.find((account) => account.name === name);
		if (found === undefined) throw new Error(`no account ${name}`);
		return found;
	}

	protected codeWhere(what: string, fits: (code: LedgerTaxCodeDetail) => boolean): LedgerTaxCode {
		const found = this.codes.find((code) => code.sales && fits(code));
		if (found === undefined) throw new Error(`no tax code ${what}`);
		return found;
	}

	async prepare(documents: readonly LedgerDocument[]): Promise<LedgerRequest[]> {
		const outcomes = await this.session.prepare(documents, this.posted);
		return outcomes.map((outcome) => {
			if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings, null, 1));
			return outcome.value;
		});
	}

	/** Posts documents; each must be created, and be in the ledger as it was meant. */
	async post(...documents: readonly LedgerDocument[]): Promise<PostedDocument[]> {
		const results = await this.session.send(await this.prepare(documents), newToken());
		return documents.map((meant, index) => {
			const posted = created(results[index]);
			expect([meant.number, this.session.compare(meant, posted)]).toEqual([meant.number, []]);
			this.posted.set(meant.postingKey, posted);
			return posted;
		});
	}
}

/** Balances by account: debits are positive; accounts without one are left out. */
export function balancesOf(
	rows: readonly { readonly account: string; readonly debit: string; readonly credit: string }[],
): Record<string, string> {
	return Object.fromEntries(
		rows
			.filter(({ debit, credit }) => /[1-9]/.test(`${debit}${credit}`))
			.map(({ account, debit, credit }) => [account, /[1-9]/.test(debit) ? debit : `-${credit}`]),
	);
}
