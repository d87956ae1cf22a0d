/** What tests of summaries share: a policy, entries by way of tax codes, and a ledger that only counts what was posted. */
import type { SalesDocument } from '../../core/documents';
import type { JournalEntry } from '../../core/journal/entry';
import { journalize } from '../../core/journal/journalize';
import { mapAccounts } from '../../core/accounts/mapAccounts';
import { planEntries } from '../../core/posting/plan';
import { claimOf } from '../../core/posting/work';
import type { SyncLog } from '../../core/posting/syncLog';
import type { LedgerCapabilities } from '../../core/ledger/connector';
import { effects, type Effects } from '../../core/ledger/effects';
import { accountName } from '../../core/summary/figures';
import { summarizeEvents, type Summarized, type SummaryPolicy } from '../../core/summary';
import type { Payout } from '../../core/documents';
import { minorUnits } from '../../core/money/money';
import { resolveTax } from '../../core/tax/resolve';
import { mappingOf, QUICKBOOKS, taxCode } from './ledger';
import { valueOf } from './outcome';

export const TARGET = { ledger: 'quickbooks', tenant: '9130' };
export const LATER = Date.parse('2030-01-01T00:00:00Z');

export function policyOf(more: Partial<SummaryPolicy> = {}): SummaryPolicy {
	return {
		period: 'day',
		cut: 'shop',
		timeZone: 'Europe/London',
		weekStartsOn: 'monday',
		emit: 'over',
		delayMs: 0,
		divideBy: [],
		singly: { companies: true },
		...more,
	};
}

const CODES = [taxCode('10', '10% S', '10'), taxCode('0', 'No VAT', '0')];
const ACCOUNTS = mappingOf(['shopify_payments', 'paypal', 'stripe']);

/** The mapped entry of a document; `us`: taxes without codes that the ledger knows. */
export function entryOf(
	document: SalesDocument,
	taxModel: 'codes' | 'usAutomated' = 'codes',
	capabilities: LedgerCapabilities = QUICKBOOKS,
): JournalEntry | undefined {
	const options = { ledger: 'quickbooks', taxModel, matchByRate: true } as const;
	const entry = valueOf(journalize(valueOf(resolveTax(document, [], CODES, options))));
	return entry === undefined ? undefined : valueOf(mapAccounts(entry, ACCOUNTS, capabilities));
}

export async function summarize(
	syncLog: SyncLog,
	entries: readonly JournalEntry[],
	policy: SummaryPolicy = policyOf(),
	more: {
		readonly now?: number;
		readonly payouts?: readonly Payout[];
		capabilities?: LedgerCapabilities;
	} = {},
): Promise<Summarized> {
	const { now = LATER, payouts = [], capabilities = QUICKBOOKS } = more;
	const options = { syncLog, target: TARGET, capabilities, policy, now, runId: 'run' };
	return await summarizeEvents(entries, options, payouts);
}

const move = (moved: Effects, account: string, units: bigint): void => {
	const sum = (moved.get(account) ?? 0n) + units;
	if (sum === 0n) moved.delete(account);
	else moved.set(account, sum);
};

/** What entries move, account by account. */
export function movedBy(entries: readonly JournalEntry[]): [string, bigint][] {
	const moved: Effects = new Map();
	for (const line of entries.flatMap(({ lines }) => lines)) {
		const units = minorUnits(line.amount);
		move(moved, accountName(line), line.side === 'debit' ? units : -units);
	}
	return [...moved].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A ledger that takes everything, by way of the claims of the sync log. */
export class CountingLedger {
	private readonly moved: Effects = new Map();
	readonly keys: string[] = [];
	/** keys that came with other content than was posted */
	readonly changed: string[] = [];
	private runs = 0;

	constructor(
		private readonly syncLog: SyncLog,
		private readonly capabilities: LedgerCapabilities = QUICKBOOKS,
	) {}

	async post(entries: readonly JournalEntry[]): Promise<void> {
		const { ledger, tenant } = TARGET;
		for (const { documents, possible } of planEntries(entries, this.capabilities, TARGET)) {
			if (!possible) throw new Error('cannot be composed');
			const runId = `post-${this.runs++}`;
			const claims = await this.syncLog.claim(
				documents.map((document) => claimOf(document, ledger, tenant)),
				runId,
				60_000,
			);
			for (const [index, document] of documents.entries()) {
				const { postingKey, number, type } = document;
				const claim = claims[index];
				if (claim?.state === 'changed') this.changed.push(postingKey);
				if (claim?.state !== 'claimed') continue;
				effects(document, this.moved);
				this.keys.push(postingKey);
				const posted = { postingKey, ledgerId: number, ledgerEntity: type, number, findings: [] };
				await this.syncLog.posted([posted], runId);
			}
		}
	}

	get balances(): [string, bigint][] {
		return [...this.moved].filter(([, units]) => units !== 0n).sort(([a], [b]) => (a < b ? -1 : 1));
	}
}
