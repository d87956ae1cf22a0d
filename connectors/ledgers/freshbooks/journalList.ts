/**
 * Reading journal entries: those of some days, or only the newest. The newer list has no filters and says nothing of its order,
 * so entries once read are kept for the session, and its count tells when all are known; entries are permanent there. The older
 * one lists legs, by day.
 */
import { isDecimal } from '../../../core/money/decimal';
import type { Clock } from '../../../core/transport/clock';
import { TransportError } from '../../../core/transport/http';
import type { FreshBooksClient } from './client';
import { idText, journalDetailSchema, journalPageSchema, type JournalDetailRow } from './payload';
import { parsedRows, type Reading } from './reading';

const MAX_PAGES = 2_000;
/** What was read so short a time ago shows what was there before the next write, as long as no write had an unclear end. */
const FRESH_MS = 5_000;

export interface JournalRowLeg {
	/** its account by business */
	readonly account?: string;
	/** its account in the older list */
	readonly subAccount?: string;
	readonly side: 'debit' | 'credit';
	/** decimal text */
	readonly amount: string;
	readonly currency?: string;
}

/** A journal entry as FreshBooks has it. */
export interface JournalRow {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	/** YYYY-MM-DD */
	readonly date: string;
	/** undefined where a leg cannot be read */
	readonly legs: readonly JournalRowLeg[] | undefined;
}

export interface JournalList {
	/**
	 * @param dates YYYY-MM-DD
	 * @param depth `newest`: enough to see what was written a moment ago; `recent`: the same, as it was read some seconds ago at
	 * most; `all`: nothing of these days is missed
	 */
	of(dates: readonly string[], depth: Depth): Promise<readonly JournalRow[]>;
	/** A write had an unclear end, or something is not where it was expected: what comes next is read anew, wherever it may be. */
	distrust(): void;
}

export type Depth = 'newest' | 'recent' | 'all';

const two = (value: number): string => String(value).padStart(2, '0');

function pageOf(body: unknown): {
	rows: readonly JournalRow[];
	pages: number | undefined;
	count: number | undefined;
} {
	const parsed = journalPageSchema.safeParse(body);
	if (!parsed.success) {
		const where = parsed.error.issues[0]?.path.join('.') ?? '';
		throw new TransportError('rejected', `FreshBooks' answer cannot be read: journal_entries.${where}`);
	}
	const { manualJournalEntries: entries, totalPages: pages, totalCount: count } = parsed.data;
	const rows = entries.map(
		({ id, name, description, userEnteredDate: { year, month, day }, details }): JournalRow => {
			const legs = details.map(({ accountId: account, amount: { amount, code }, type }) => ({
				account,
				side: type === 'TYPE_DEBIT' ? ('debit' as const) : ('credit' as const),
				amount: String(amount),
				...(typeof code === 'string' ? { currency: code } : {}),
			}));
			return {
				id,
				name: name ?? '',
				description: description ?? '',
				date: `${year}-${two(month)}-${two(day)}`,
				legs: legs.every(({ amount }) => isDecimal(amount)) ? legs : undefined,
			};
		},
	);
	return { rows, pages: pages ?? undefined, count: count ?? undefined };
}

function legOf({ debit, credit, sub_account: sub }: JournalDetailRow): JournalRowLeg | undefined {
	const isZero = (amount: string): boolean => /^-?0*(\.0*)?$/.test(amount);
	const side = debit !== null && debit !== undefined && !isZero(debit.amount) ? 'debit' : 'credit';
	const wire = side === 'debit' ? debit : credit;
	if (wire === null || wire === undefined || !isDecimal(wire.amount)) return undefined;
	const id = idText(sub?.sub_accountid) ?? idText(sub?.id);
	return {
		...(id === undefined ? {} : { subAccount: id }),
		side,
		amount: wire.amount,
		...(typeof wire.code === 'string' ? { currency: wire.code } : {}),
	};
}

/** Legs put together to entries. */
function entriesOf(details: readonly JournalDetailRow[]): readonly JournalRow[] {
	const byEntry = new Map<string, JournalDetailRow[]>();
	for (const row of details) {
		const id = idText(row.entry?.entryid) ?? idText(row.entry?.id);
		if (id !== undefined) byEntry.set(id, [...(byEntry.get(id) ?? []), row]);
	}
	return [...byEntry].map(([id, rows]) => {
		const legs = rows.map(legOf);
		return {
			id,
			name: rows[0]?.name ?? '',
			description: rows[0]?.description ?? '',
			date: rows[0]?.user_entered_date ?? '',
			legs: legs.every((leg) => leg !== undefined) ? legs : undefined,
		};
	});
}

export function createJournalList(
	client: FreshBooksClient,
	reading: Reading,
	clock: Pick<Clock, 'now'>,
): JournalList {
	const known = new Map<string, JournalRow>();
	/** when the newest were read */
	let readAt = Number.NEGATIVE_INFINITY;
	/** where the newest stand, once new ones were seen there: on the first page, or on the last, which is then this one */
	let newestOn: 'first' | number | undefined;

	/** Reads pages until all are known, or only those where the newest are. @returns false where there is no such list */
	async function readByBusiness(uuid: string, depth: 'newest' | 'all'): Promise<boolean> {
		const page = async (number: number) => {
			const body = await client.ledgerJournals(uuid, number);
			if (body === undefined) return undefined;
			const read = pageOf(body);
			const before = known.size;
			for (const row of read.rows) known.set(row.id, row);
			return { ...read, news: known.size - before };
		};
		if (depth === 'newest' && typeof newestOn === 'number') {
			const read = await page(newestOn);
			if (read === undefined) return false;
			if (read.pages !== undefined && read.pages > newestOn) await page((newestOn = read.pages));
			return true;
		}
		const isFirstLook = known.size === 0;
		const first = await page(1);
		if (first === undefined) return false;
		const { count, pages: said } = first;
		const isComplete = (): boolean => count !== undefined && known.size >= count;
		if (!isFirstLook && first.news > 0) newestOn = 'first';
		if (isComplete() || first.rows.length === 0) return true;
		// whether it begins or ends with the newest is not said, only seen when something new is there
		const last = said ?? MAX_PAGES;
		if (depth === 'newest') {
			if (said === undefined || said <= 1 || newestOn === 'first') return true;
			const end = await page(said);
			if (!isFirstLook && first.news === 0 && (end?.news ?? 0) > 0) newestOn = said;
			return true;
		}
		const upwards = first.news > 0 || said === undefined;
		for (let step = 2; step <= last && !isComplete(); step++) {
			const read = await page(upwards ? step : last - step + 2);
			if (read === undefined || read.rows.length === 0) break;
			if (step >= MAX_PAGES)
				throw new TransportError('rejected', 'FreshBooks has more journal entries than can be read.');
		}
		return true;
	}

	async function isRead(uuid: string, depth: Depth): Promise<boolean> {
		if (depth === 'recent' && clock.now() - readAt < FRESH_MS) return true;
		const isThere = await readByBusiness(uuid, depth === 'all' ? 'all' : 'newest');
		if (isThere && depth !== 'all') readAt = clock.now();
		return isThere;
	}

	async function readByAccount(first: string, last: string): Promise<readonly JournalRow[]> {
		const query = { 'search[start_date]': first, 'search[end_date]': last };
		const rows = await client.list('journalDetails', query);
		return entriesOf(parsedRows(journalDetailSchema, rows, 'journal_entry_details'));
	}

	return {
		async of(dates, depth) {
			const sorted = dates.toSorted();
			const [first, last] = [sorted[0], sorted.at(-1)];
			if (first === undefined || last === undefined) return [];
			const { businessUuid } = await reading.business();
			const form = await reading.journalForm();
			const isNewer =
				form !== 'byAccount' && businessUuid !== undefined && (await isRead(businessUuid, depth));
			const rows = isNewer ? [...known.values()] : await readByAccount(first, last);
			return rows.filter(({ date }) => date === '' || (date >= first && date <= last));
		},
		distrust() {
			readAt = Number.NEGATIVE_INFINITY;
			newestOn = undefined;
		},
	};
}
