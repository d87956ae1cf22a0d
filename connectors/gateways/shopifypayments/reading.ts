/** Which payouts and disputes are read, and in what way: page by page, oldest first. */
import type { Dispute, HeldDocument } from '../../../core/documents';
import type { PayoutWindow } from '../../../core/gateway/connector';
import type { ShopifyPaymentsClient } from './client';
import type { MappingContext } from './context';
import { heldDispute, isLost, lostDispute, movedMoney, type UnreadableDispute } from './disputes';
import { idOf, parseBalanceTransaction, parseDispute, parsePayout, type DisputePayload } from './payload';
import { BALANCE_TRANSACTIONS, DISPUTES, PAYOUTS } from './queries';
import type { WholePayout } from './toDocuments';
import { DISPUTE_REVERSAL, DISPUTE_WITHDRAWAL } from './types';

const SECOND = 1_000;
const DAY_MS = 86_400_000;

/** At first; the size follows what Shopify takes. */
const PAYOUTS_AT_ONCE = 20;
const TRANSACTIONS_AT_ONCE = 50;
/** Ids in one search. */
const IDS_AT_ONCE = 25;
/** From its beginning to its end a dispute takes at most about four months; Shopify can be asked for the beginning only. */
const LONGEST_DISPUTE_MS = 270 * DAY_MS;

/** Banks send money back within some days. */
const LONGEST_RETURN_MS = 30 * DAY_MS;
const RETURN_TYPES: Readonly<Record<string, string>> = {
	FAILED: 'TRANSFER_FAILURE',
	CANCELED: 'TRANSFER_CANCEL',
};

const sourceIdOf = (payload: unknown): string | undefined => {
	const parsed = parseBalanceTransaction(payload, '');
	return parsed.ok ? parsed.value.sourceId : undefined;
};

const shopifyTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Whether an instant is in a window; from inclusive, to exclusive. */
export function isWithin(instant: string, { from, to }: PayoutWindow): boolean {
	const at = Date.parse(instant);
	return at >= Date.parse(from) && (to === undefined || at < Date.parse(to));
}

/** Shopify keeps times by the second: the search is a little wider than the window. */
function searchFor(field: string, { from, to }: PayoutWindow): string {
	const since = `${field}:>='${shopifyTime(Date.parse(from))}'`;
	if (to === undefined) return since;
	return `${since} ${field}:<'${shopifyTime(Math.ceil(Date.parse(to) / SECOND) * SECOND)}'`;
}

export class PaymentsReader {
	constructor(private readonly client: ShopifyPaymentsClient) {}

	async *payouts(window: PayoutWindow): AsyncGenerator<readonly WholePayout[]> {
		const query = searchFor('issued_at', window);
		for await (const page of this.client.pages(PAYOUTS, 'payouts', query, PAYOUTS_AT_ONCE)) {
			const wanted = page.filter((payout) => {
				const parsed = parsePayout(payout);
				return !parsed.ok || isWithin(parsed.value.issuedAt, window);
			});
			if (wanted.length > 0) yield await this.whole(wanted);
		}
	}

	async byId(ids: readonly string[]): Promise<readonly WholePayout[]> {
		const numbers = [...new Set(ids.map((id) => /(\d{1,20})\D*$/.exec(id.trim())?.[1] ?? ''))].filter(
			(id) => id !== '',
		);
		const found: WholePayout[] = [];
		for (let start = 0; start < numbers.length; start += IDS_AT_ONCE) {
			const query = numbers
				.slice(start, start + IDS_AT_ONCE)
				.map((id) => `id:${id}`)
				.join(' OR ');
			for await (const page of this.client.pages(PAYOUTS, 'payouts', query, IDS_AT_ONCE))
				found.push(...(await this.whole(page)));
		}
		return found;
	}

	/** Stages that moved money in the window, then disputes that were lost in it. */
	async *disputes(
		window: PayoutWindow,
		context: MappingContext,
	): AsyncGenerator<readonly (Dispute | HeldDocument)[]> {
		for (const type of [DISPUTE_WITHDRAWAL, DISPUTE_REVERSAL]) {
			for await (const page of this.moves(type, window)) {
				const documents = page.flatMap((payload) => movedMoney(payload, context) ?? []);
				const wanted = documents.filter(
					(document) => document.type === 'Held' || isWithin(document.occurredAt, window),
				);
				if (wanted.length > 0) yield wanted;
			}
		}
		for await (const lost of this.lostIn(window)) {
			const documents: (Dispute | HeldDocument)[] = [];
			for (const dispute of lost) {
				const document =
					'findings' in dispute
						? heldDispute(dispute, context)
						: lostDispute(dispute, await this.withdrawals(dispute), context);
				if (document !== undefined) documents.push(document);
			}
			if (documents.length > 0) yield documents;
		}
	}

	private moves(type: string, window: PayoutWindow): AsyncGenerator<readonly unknown[]> {
		const query = `transaction_type:${type.toLowerCase()} ${searchFor('processed_at', window)}`;
		return this.client.pages(BALANCE_TRANSACTIONS, 'balanceTransactions', query, TRANSACTIONS_AT_ONCE);
	}

	private async *lostIn(
		window: PayoutWindow,
	): AsyncGenerator<readonly (DisputePayload | UnreadableDispute)[]> {
		const begun = { ...window, from: new Date(Date.parse(window.from) - LONGEST_DISPUTE_MS).toISOString() };
		const query = searchFor('initiated_at', begun);
		for await (const page of this.client.pages(DISPUTES, 'disputes', query, TRANSACTIONS_AT_ONCE)) {
			yield page
				.map((payload) => {
					const parsed = parseDispute(payload);
					return parsed.ok ? parsed.value : { id: idOf(payload), findings: parsed.findings };
				})
				.filter(
					(dispute) =>
						'findings' in dispute ||
						(isLost(dispute) && dispute.finalizedOn !== undefined && isWithin(dispute.finalizedOn, window)),
				);
		}
	}

	/** Withdrawals of the time of a dispute. */
	private async withdrawals({ initiatedAt, finalizedOn }: DisputePayload): Promise<readonly unknown[]> {
		const from = new Date(Date.parse(initiatedAt) - DAY_MS).toISOString();
		const to = new Date(Date.parse(finalizedOn ?? initiatedAt) + DAY_MS).toISOString();
		const found: unknown[] = [];
		for await (const page of this.moves(DISPUTE_WITHDRAWAL, { from, to })) found.push(...page);
		return found;
	}

	/** What says when a payout came back: it is in a later payout, or in none yet. */
	private async returnOf(payload: unknown): Promise<readonly unknown[]> {
		const parsed = parsePayout(payload);
		const type = parsed.ok ? RETURN_TYPES[parsed.value.status] : undefined;
		if (!parsed.ok || type === undefined) return [];
		const { issuedAt: from, legacyResourceId: id } = parsed.value;
		const to = new Date(Date.parse(from) + LONGEST_RETURN_MS).toISOString();
		const found: unknown[] = [];
		for await (const page of this.moves(type, { from, to }))
			found.push(...page.filter((one) => sourceIdOf(one) === id));
		return found;
	}

	private async whole(payouts: readonly unknown[]): Promise<readonly WholePayout[]> {
		const whole: WholePayout[] = [];
		for (const payout of payouts) {
			const id = idOf(payout);
			const transactions: unknown[] = [];
			if (/^\d+$/.test(id)) {
				const query = `payments_transfer_id:${id}`;
				for await (const page of this.client.pages(
					BALANCE_TRANSACTIONS,
					'balanceTransactions',
					query,
					TRANSACTIONS_AT_ONCE,
				))
					transactions.push(...page);
			}
			transactions.push(...(await this.returnOf(payout)));
			whole.push({ payout, transactions });
		}
		return whole;
	}
}
