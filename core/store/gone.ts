/**
 * What came out of a shop before and is no longer there: a refund or an order that somebody has deleted. No shop reports
 * that; it shows when the order is read again, by comparing with what left the trigger.
 */
import type { Emission } from '../posting/syncLog';
import { finding } from '../findings/finding';
import type { HeldDocument, ReadOrder } from './connector';

/** Kinds of events that do not cease to be once they have happened; what was held of other kinds may be settled. */
const LASTING = /^([^/]+)\/(.+)\/(order|refund|payment|transaction|payout)\/([^/]+)$/;

/** An order that its connector reports as removed needs no further word on its parts. */
const isRemoved = (order: ReadOrder): boolean => order.held.some(({ source }) => source.kind === 'removal');

function goneDocument(key: string, number: string, revision: string): HeldDocument | undefined {
	const [, platform, storeId, kind, externalId] = LASTING.exec(key) ?? [];
	if (platform === undefined || storeId === undefined || kind === undefined || externalId === undefined) {
		return undefined;
	}
	return {
		type: 'Held',
		id: `${key}/gone`,
		source: { platform, storeId, kind, externalId, externalNumber: number, revision },
		findings: [finding('DOCUMENT_GONE', { evidence: { document: `${kind} ${externalId}` } })],
	};
}

/**
 * @param emissions what left the trigger of this order before
 * @returns what of it the order no longer has
 */
export function goneFrom(order: ReadOrder, emissions: readonly Emission[]): HeldDocument[] {
	if (isRemoved(order)) return [];
	const present = new Set([...order.documents, ...order.held].map(({ id }) => id));
	return emissions
		.filter(({ businessKey }) => !present.has(businessKey))
		.flatMap(({ businessKey }) => goneDocument(businessKey, order.number, order.updatedAt) ?? []);
}

/** Emissions of orders that the shop does not give any more, as gone. */
export function goneWithOrder(emissions: readonly Emission[]): HeldDocument[] {
	return emissions.flatMap(
		({ businessKey, orderId, revision }) => goneDocument(businessKey, orderId, revision) ?? [],
	);
}
