/**
 * Orders through a bulk operation: Shopify collects them into a file, which costs no points. For long periods.
 * https://shopify.dev/docs/api/usage/bulk-operations/queries
 */
import type { Clock } from '../../../core/transport/clock';
import { TransportError } from '../../../core/transport/http';
import { at, isPlain, listAt, textAt, type Plain } from './answers';
import type { ShopifyClient } from './client';
import { JsonlFile } from './jsonl';
import { BULK_CANCEL, BULK_RUN, BULK_STATUS, bulkOrdersQuery, type Wanted } from './queries';

/** Shopify runs no bulk operation for us now; the ordinary queries do. */
export class BulkUnavailableError extends Error {
	override readonly name = 'BulkUnavailableError';
}

/** What orders are found and sorted by: when they changed, or when they were placed. */
export interface OrderField {
	readonly filter: 'updated_at' | 'processed_at';
	readonly sortKey: 'UPDATED_AT' | 'PROCESSED_AT';
	readonly name: 'updatedAt' | 'processedAt';
}

const FIRST_POLL_MS = 500;
const LONGEST_POLL_MS = 10_000;
const PATIENCE_MS = 60 * 60_000;
const ORDERS_A_BATCH = 50;
/** How much of the file is loaded at once when orders that follow each other are read. */
const READ_AHEAD_BYTES = 4 * 1024 * 1024;

interface FinishedFile {
	readonly url: string;
	readonly size: number;
}

/** Where an order is in the file, with the instant it is sorted by. */
interface Entry {
	readonly time: string;
	readonly start: number;
	readonly end: number;
}

export class BulkOrders {
	constructor(
		private readonly client: ShopifyClient,
		private readonly clock: Clock,
		private readonly wanted: Wanted = {},
	) {}

	/**
	 * The orders of a search, earliest first, in batches. Memory holds one batch and some forty bytes an order.
	 * @throws BulkUnavailableError before the first batch, when Shopify does not run it
	 */
	async *orders(search: string, field: OrderField): AsyncGenerator<readonly Plain[]> {
		const finished = await this.finish(await this.start(bulkOrdersQuery(search, field.sortKey, this.wanted)));
		if (finished === undefined) return;
		const file = new JsonlFile(
			async (start, end) => await this.client.download(finished.url, start, end),
			finished.size,
		);
		const entries = await indexOf(file, field);
		for (let position = 0; position < entries.length; position += ORDERS_A_BATCH) {
			const batch: Plain[] = [];
			for (let index = position; index < Math.min(position + ORDERS_A_BATCH, entries.length); index++) {
				const entry = entries[index];
				if (entry !== undefined)
					batch.push(assemble(await file.read(entry.start, entry.end, runEnd(entries, index))));
			}
			yield batch;
		}
	}

	private async start(query: string): Promise<string> {
		const data = await this.client.run(BULK_RUN, { query });
		const [problem] = listAt(data, 'bulkOperationRunQuery', 'userErrors');
		if (problem !== undefined) {
			throw new BulkUnavailableError(`Shopify runs no bulk operation: ${String(at(problem, 'message'))}`);
		}
		return textAt(data, 'bulkOperationRunQuery', 'bulkOperation', 'id');
	}

	/** Waits until the operation is done. Undefined when it found nothing. */
	private async finish(id: string): Promise<FinishedFile | undefined> {
		const patience = this.clock.now() + PATIENCE_MS;
		for (
			let wait = FIRST_POLL_MS;
			this.clock.now() < patience;
			wait = Math.min(wait * 1.5, LONGEST_POLL_MS)
		) {
			await this.clock.sleep(Math.round(wait));
			const operation = at(await this.client.run(BULK_STATUS, { id }), 'bulkOperation');
			const status = textAt(operation, 'status');
			if (status === 'CREATED' || status === 'RUNNING' || status === 'CANCELING') continue;
			if (status !== 'COMPLETED') {
				throw new BulkUnavailableError(
					`the bulk operation ended as ${status} (${String(at(operation, 'errorCode'))})`,
				);
			}
			const url = at(operation, 'url');
			if (typeof url !== 'string') return undefined;
			const size = Number(at(operation, 'fileSize'));
			if (!Number.isSafeInteger(size) || size <= 0) throw new BulkUnavailableError('the file has no size');
			return { url, size };
		}
		await this.client.run(BULK_CANCEL, { id });
		throw new BulkUnavailableError('the bulk operation took too long');
	}
}

/** Where each order is in the file, sorted by time. Children follow their order, because the file is asked for grouped. */
async function indexOf(file: JsonlFile, field: OrderField): Promise<Entry[]> {
	const entries: { time: string; start: number; end: number }[] = [];
	for await (const line of file.lines()) {
		const last = entries.at(-1);
		const object = line.text.includes('"__parentId"') ? undefined : parseLine(line.text);
		if (object !== undefined && object['__parentId'] === undefined) {
			const time = object[field.name];
			entries.push({ time: typeof time === 'string' ? time : '', start: line.start, end: line.end });
		} else if (last === undefined) {
			throw new TransportError(
				'rejected',
				"Shopify's file begins with a part of an order; its format may have changed.",
			);
		} else last.end = line.end;
	}
	return entries.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : a.start - b.start));
}

/** Up to where the orders from `index` on follow each other in the file. */
function runEnd(entries: readonly Entry[], index: number): number {
	const first = entries[index];
	if (first === undefined) return 0;
	let { end } = first;
	for (let next = entries[index + 1], position = index + 1; next?.start === end; next = entries[++position]) {
		if (next.end - first.start > READ_AHEAD_BYTES) break;
		end = next.end;
	}
	return end;
}

function parseLine(text: string): Plain {
	try {
		const object: unknown = JSON.parse(text);
		if (isPlain(object)) return object;
	} catch {
		// told below
	}
	throw new TransportError(
		'rejected',
		"Shopify's file has a line that is not JSON; its format may have changed.",
	);
}

const complete = (nodes: readonly unknown[]) => ({
	nodes,
	pageInfo: { hasNextPage: false, endCursor: null },
});

/** An order and the lines that follow it, in the form that queries give. */
function assemble(text: string): Plain {
	const [order, ...parts] = text
		.split('\n')
		.filter((line) => line.trim() !== '')
		.map(parseLine);
	if (order === undefined)
		throw new TransportError('rejected', "Shopify's file has changed while it was read.");
	const ofType = (type: string): Plain[] => parts.filter((part) => part['__typename'] === type);
	const terms = order['paymentTerms'];
	const known = ['LineItem', 'ShippingLine', 'PaymentSchedule'].flatMap(ofType).length;
	if (known !== parts.length) {
		throw new TransportError(
			'rejected',
			"Shopify's file holds parts of an unknown kind; its format may have changed.",
		);
	}
	return {
		...order,
		lineItems: complete(ofType('LineItem')),
		shippingLines: complete(ofType('ShippingLine')),
		paymentTerms: isPlain(terms) ? { paymentSchedules: complete(ofType('PaymentSchedule')) } : null,
	};
}
