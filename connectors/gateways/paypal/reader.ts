/** Runs through PayPal's records in the order in which they happened, and gives out a payout for each withdrawal. Pure. */
import { finding, type Finding } from '../../../core/findings/finding';
import type { ReadPayout } from '../../../core/gateway/connector';
import type { CurrencyCode } from '../../../core/money/currency';
import { Balance, type Withdrawal } from './balance';
import { NAME, type MappingContext } from './context';
import { kindOf, movesBalance } from './kinds';
import { parseRecord, type BalanceRecord, type SignedMoney } from './payload';
import { returnedDocument, toDocuments } from './toDocuments';
import { netOf, type Converted } from './transactions';

/** What has happened longer ago than this is not asked for any more: conversions and returns come within days. */
const REMEMBERED_MS = 31 * 86_400_000;

/** A payout with the instant at which it was issued, or sent back. */
export interface Given {
	readonly at: string;
	readonly read: ReadPayout;
}

const byTime = (a: BalanceRecord, b: BalanceRecord): number => Date.parse(a.at) - Date.parse(b.at);

export class BalanceReader {
	private readonly balances = new Map<CurrencyCode, Balance>();
	private readonly recent = new Map<string, BalanceRecord>();
	private readonly withdrawals = new Map<string, Withdrawal>();
	private readonly why: readonly Finding[];

	/** @param openings what is in each balance when reading begins; @param from that instant */
	constructor(
		openings: readonly SignedMoney[],
		from: string,
		private readonly context: MappingContext,
	) {
		const evidence = { from: from.slice(0, 10), gateway: NAME };
		this.why = [finding('PAYOUT_HISTORY_MISSING', { evidence })];
		for (const { units, currency } of openings) this.balances.set(currency, new Balance(units, this.why));
	}

	/** Whether of all that is in the balances it is known what it is. */
	get isKnown(): boolean {
		return [...this.balances.values()].every((balance) => balance.isKnown);
	}

	/** @param payloads of a stretch of time that follows the one before, in any order */
	take(payloads: readonly unknown[]): readonly Given[] {
		const records: BalanceRecord[] = [];
		for (const payload of payloads) {
			const parsed = parseRecord(payload);
			if (parsed.ok) records.push(parsed.value);
			else this.unreadable(parsed.findings);
		}
		records.sort(byTime);
		const pairs = pairsOf(records, this.recent);
		const given: Given[] = [];
		for (const record of records) {
			this.recent.set(record.id, record);
			if (movesBalance(record)) given.push(...this.move(record, pairs.get(record)));
		}
		this.forget(records.at(-1)?.at);
		return given;
	}

	private move(record: BalanceRecord, converted: Converted | undefined): readonly Given[] {
		const kind = kindOf(record);
		if (kind === 'ignored') return [];
		const balance = this.balanceOf(record.currency);
		const isDeposit = record.code.startsWith('T03');
		const withdrawal =
			kind === 'withdrawal' ? balance.withdraw(record) : isDeposit ? balance.collect(record) : undefined;
		if (withdrawal !== undefined) {
			this.withdrawals.set(record.id, withdrawal);
			return [{ at: record.at, read: toDocuments(withdrawal, this.context) }];
		}
		balance.add({ net: netOf(record), record, ...(converted === undefined ? {} : { converted }) });
		return kind === 'payoutReturn' ? this.returned(record) : [];
	}

	private returned({ about, at }: BalanceRecord): readonly Given[] {
		const withdrawal = about === undefined ? undefined : this.withdrawals.get(about);
		if (withdrawal === undefined) return [];
		return returnedDocument(withdrawal, at, this.context).map((read) => ({ at, read }));
	}

	/** Nobody knows whose balance it is in: all are uncertain until they have been emptied. */
	private unreadable(findings: readonly Finding[]): void {
		for (const balance of this.balances.values()) balance.add({ net: 0n, findings });
	}

	private balanceOf(currency: CurrencyCode): Balance {
		const known = this.balances.get(currency);
		if (known !== undefined) return known;
		const opened = new Balance(0n, this.why);
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
