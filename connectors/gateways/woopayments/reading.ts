/** Which payouts and disputes are read, and in what way: page by page, oldest first. */
import type { Dispute, HeldDocument } from '../../../core/documents';
import type { PayoutWindow } from '../../../core/gateway/connector';
import { TransportError } from '../../../core/transport/http';
import type { Query, WooPaymentsClient } from './client';
import type { MappingContext } from './context';
import { disputeStages } from './disputes';
import { idOf, parseDeposit, parseListedDispute, rowsOf } from './payload';
import type { WholeDeposit } from './toDocuments';

const DAY_MS = 86_400_000;
const PAYOUTS_AT_ONCE = 25;
const ROWS_AT_ONCE = 100;
/** A list without an end is a defect of the answer. */
const MOST_PAGES = 5_000;
/** From its beginning to its end a dispute takes at most about four months; it can be asked for by its beginning only. */
const LONGEST_DISPUTE_MS = 270 * DAY_MS;

const timeOf = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

function isWithin(at: number, { from, to }: PayoutWindow): boolean {
	return at >= Date.parse(from) && (to === undefined || at < Date.parse(to));
}

/** Whether the bounds belong to a search is not documented, nor is the zone: it is a day wider on both sides. */
function searchFor({ from, to }: PayoutWindow): Query {
	return {
		date_after: timeOf(Date.parse(from) - DAY_MS),
		...(to === undefined ? {} : { date_before: timeOf(Date.parse(to) + DAY_MS) }),
	};
}

export class PaymentsReader {
	constructor(private readonly client: WooPaymentsClient) {}

	async *deposits(window: PayoutWindow): AsyncGenerator<readonly WholeDeposit[]> {
		const query = { ...searchFor(window), sort: 'date' };
		for await (const page of this.pages('/payments/deposits', query, PAYOUTS_AT_ONCE, 'pagesize')) {
			const wanted = page.filter((payload) => {
				const parsed = parseDeposit(payload);
				return !parsed.ok || isWithin(parsed.value.date, window);
			});
			const whole: WholeDeposit[] = [];
			for (const deposit of wanted) whole.push(await this.whole(deposit));
			if (whole.length > 0) yield whole;
		}
	}

	async byId(ids: readonly string[]): Promise<readonly WholeDeposit[]> {
		const found: WholeDeposit[] = [];
		for (const id of new Set(ids)) {
			if (!/^\w{1,100}$/.test(id)) continue;
			const deposit = await this.client.find(`/payments/deposits/${id}`);
			if (deposit !== undefined) found.push(await this.whole(deposit));
		}
		return found;
	}

	/** Stages that changed something in the window, of disputes that may have begun long before it. */
	async *disputes(
		window: PayoutWindow,
		context: MappingContext,
	): AsyncGenerator<readonly (Dispute | HeldDocument)[]> {
		const begun = { ...window, from: new Date(Date.parse(window.from) - LONGEST_DISPUTE_MS).toISOString() };
		const query = { ...searchFor(begun), sort: 'created' };
		for await (const page of this.pages('/payments/disputes', query, PAYOUTS_AT_ONCE, 'pagesize')) {
			const documents: (Dispute | HeldDocument)[] = [];
			for (const listed of page) {
				const id = parseListedDispute(listed)?.dispute_id;
				const details = id === undefined ? listed : await this.client.find(`/payments/disputes/${id}`);
				if (details !== undefined) documents.push(...disputeStages(details, context));
			}
			const wanted = documents.filter(
				(document) => document.type === 'Held' || isWithin(Date.parse(document.occurredAt), window),
			);
			if (wanted.length > 0) yield wanted;
		}
	}

	private async whole(deposit: unknown): Promise<WholeDeposit> {
		const id = idOf(deposit);
		const transactions: unknown[] = [];
		if (id !== 'unknown') {
			const query = { deposit_id: id, sort: 'date' };
			for await (const page of this.pages('/payments/reports/transactions', query, ROWS_AT_ONCE, 'per_page'))
				transactions.push(...page);
		}
		return { deposit, transactions };
	}

	/** @param sizeName how the route calls the size of a page */
	private async *pages(
		route: string,
		query: Query,
		size: number,
		sizeName: 'pagesize' | 'per_page',
	): AsyncGenerator<readonly unknown[]> {
		for (let page = 1; page <= MOST_PAGES; page++) {
			const asked = { ...query, direction: 'asc', page: String(page), [sizeName]: String(size) };
			const rows = rowsOf(await this.client.get(route, asked));
			if (rows === undefined) {
				throw new TransportError(
					'rejected',
					`The answer of ${this.client.shop} to ${route} is no list; its format may have changed.`,
				);
			}
			if (rows.length > 0) yield rows;
			if (rows.length < size) return;
		}
		throw new TransportError('rejected', `The list ${route} of ${this.client.shop} has no end.`);
	}
}
