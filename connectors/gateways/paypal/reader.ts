/** Runs through PayPal's records in the order in which they happened, and gives out a payout for each withdrawal. Pure. */
import type { SignedAmount } from '../../../core/gateway/parsing';
import type { Finding } from '../../../core/findings/finding';
import type { ReadPayout } from '../../../core/gateway/connector';
import type { CurrencyCode } from '../../../core/money/currency';
import { Balance, type Withdrawal } from './balance';
import type { MappingContext } from './context';
import { kindOf, movesBalance } from './kinds';
import { parseRecord, type BalanceRecord } from './payload';
import { toDocuments } from './toDocuments';
import { netOf, type Converted } from './transactions';

/** What has happened longer ago than this is not asked for any more: conversions and returns come within days. */
const REMEMBERED_MS = 31 * 86_400_000;

/** A payout with the instant at which it was issued. */
export interface Given {
	readonly at: string;
	readonly read: ReadPayout;
}

const byTime = (a: BalanceRecord, b: BalanceRecord): number => Date.parse(a.at) - Date.parse(b.at);

export class BalanceReader {
	private readonly balances = new Map<CurrencyCode, Balance>();
	private readonly recent = new Map<string, BalanceRecord>();
	private readonly withdrawals = new Map<string, Withdrawal>();
	/** of records that cannot be read: nobody knows whose balance they moved, so the next withdrawal of each tells of them */
	private readonly unread: Finding[] = [];
	private readonly told = new Map<CurrencyCode, number>();

	/** @param openings what is in each balance when reading begins */
	constructor(
		openings: readonly SignedAmount[],
		private readonly context: MappingContext,
	) {
		for (const { units, currency } of openings) this.balances.set(currency, new Balance(units));
	}

	/** Whether it is certain where the next withdrawal of each balance begins. */
	get isKnown(): boolean {
		return [...this.balances.values()].every((balance) => balance.isKnown);
	}

	/**
	 * @param payloads of a stretch of time that follows the one before, in any order
	 * @returns the payouts of the stretch, oldest first; one that came back within it or since the stretch before as failed
	 */
	take(payloads: readonly unknown[]): readonly Given[] {
		const records: BalanceRecord[] = [];
		for (const payload of payloads) {
			const parsed = parseRecord(payload);
			if (parsed.ok) records.push(parsed.value);
			else this.unread.push(...parsed.findings);
		}
		records.sort(byTime);
		const pairs = pairsOf(records, this.recent);
		const returns = new Map(
			records.flatMap((record) =>
				kindOf(record) === 'payoutReturn' && record.about !== undefined ? [[record.about, record.at]] : [],
			),
		);
		const given: Given[] = [...returns].flatMap(([id, at]) => this.give(this.withdrawals.get(id), at));
		for (const record of records) {
			this.recent.set(record.id, record);
			if (!movesBalance(record)) continue;
			const withdrawal = this.move(record, pairs.get(record));
			if (withdrawal === undefined) continue;
			this.withdrawals.set(record.id, withdrawal);
			given.push(...this.give(withdrawal, returns.get(record.id)));
		}
		this.forget(records.at(-1)?.at);
		return given;
	}

	/** @returns the withdrawal, where the record is one */
	private move(record: BalanceRecord, converted: Converted | undefined): Withdrawal | undefined {
		const kind = kindOf(record);
		if (kind === 'ignored') return undefined;
		const balance = this.balanceOf(record.currency);
		if (kind === 'withdrawal') return this.withUnread(balance.withdraw(record));
		const collected = record.code.startsWith('T03') ? balance.collect(record) : undefined;
		if (collected === undefined)
			balance.add({ net: netOf(record), record, ...(converted === undefined ? {} : { converted }) });
		return collected === undefined ? undefined : this.withUnread(collected);
	}

	private give(withdrawal: Withdrawal | undefined, returnedAt: string | undefined): Given[] {
		if (withdrawal === undefined) return [];
		return [{ at: withdrawal.record.at, read: toDocuments(withdrawal, this.context, returnedAt) }];
	}

	private withUnread(withdrawal: Withdrawal): Withdrawal {
		const { currency } = withdrawal.record;
		const findings = this.unread.slice(this.told.get(currency) ?? 0);
		this.told.set(currency, this.unread.length);
		return findings.length === 0
			? withdrawal
			: { ...withdrawal, entries: [...withdrawal.entries, { net: 0n, findings }] };
	}

	private balanceOf(currency: CurrencyCode): Balance {
		const known = this.balances.get(currency);
		if (known !== undefined) return known;
		const opened = new Balance(0n);
		this.balances.set(currency, opened);
		return opened;
	}

	private forget(last: string | undefined): void {
		if (last === undefined) return;
		const before = Date.parse(last) - REMEMBERED_MS;
		for (const [id, { at }] of this.recent) if (Date.parse(at) < before) this.recent.delete(id);
		for (const [id, { record }] of this.withdrawals)
			if (Date.parse(record.at) < before) this.withdrawals.delete(id);
	}
}

/**
 * Conversions that belong to one payment or refund: both sides name it, and what was converted is all of it. Those that somebody
 * asked for (of what had gathered in a balance) belong to none.
 */
function pairsOf(
	records: readonly BalanceRecord[],
	recent: ReadonlyMap<string, BalanceRecord>,
): ReadonlyMap<BalanceRecord, Converted> {
	const byId = new Map([...recent, ...records.map((record) => [record.id, record] as const)]);
	const legs = records.filter((record) => kindOf(record) === 'conversion');
	const pairs = new Map<BalanceRecord, Converted>();
	for (const leg of legs) {
		const of = leg.about === undefined ? undefined : byId.get(leg.about);
		if (of === undefined || of.currency === leg.currency) continue;
		const otherSide = legs.find(
			(other) => other.about === leg.about && other.currency === of.currency && other.amount === -netOf(of),
		);
		if (otherSide !== undefined) pairs.set(leg, { of, otherSide });
	}
	return pairs;
}
