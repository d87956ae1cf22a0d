/**
 * Batches: up to 30 operations in one request, each with its own answer or Fault inside HTTP 200. They run one after the
 * other, and no item sees what an earlier one of the same batch made.
 */
import { z } from 'zod';
import type { Company } from './books/company';
import {
	batchTooLarge,
	bodyErrors,
	businessRule,
	invalidBody,
	missingParameter,
	QuickBooksFault,
} from './faults';
import { performWrite } from './operations';
import { runQuery } from './query/run';
import type { Operation } from './rules/context';
import { entityNamed } from './schema/index';
import { check, isObject } from './schema/validate';

export const BATCH_LIMIT = 30;
/** with a requestid on the batch, each bId has at most so many characters */
const BID_LIMIT = 10;

const OPERATIONS: readonly string[] = ['create', 'update', 'delete', 'void'] satisfies Operation[];
const isOperation = (text: string): text is Operation => OPERATIONS.includes(text);

const request = z.object({ BatchItemRequest: z.array(z.looseObject({ bId: z.string() })) });

type Item = z.infer<typeof request>['BatchItemRequest'][number];

/** What a batch did, for the lab's own figures. */
export interface BatchResult {
	readonly body: { BatchItemResponse: object[] };
	readonly kinds: readonly string[];
}

/** Words of optionsData, which stand for include=... of a single request. */
const includeOf = (item: Item): Set<string> => {
	const data = item['optionsData'];
	return new Set(typeof data === 'string' ? data.split(',').map((word) => word.trim().toLowerCase()) : []);
};

const FRAME = new Set(['bId', 'operation', 'optionsData', 'Query']);

function runItem(company: Company, item: Item, hidden: Set<string>): { answer: object; kind: string } {
	if (typeof item['Query'] === 'string') {
		return { answer: { QueryResponse: runQuery(company, item['Query'], hidden) }, kind: 'query' };
	}
	const operation = item['operation'];
	if (typeof operation !== 'string') throw missingParameter('operation');
	const include = includeOf(item);
	const word = operation.toLowerCase();
	const meant = word === 'update' && include.has('void') ? 'void' : word;
	if (!isOperation(meant)) throw invalidBody([bodyErrors.enumeration('operation', operation)]);
	const [name, ...more] = Object.keys(item).filter((key) => !FRAME.has(key));
	if (name === undefined) throw missingParameter('entity');
	const type = entityNamed(name);
	if (type === undefined || more.length > 0) throw invalidBody([bodyErrors.unsupported(more[0] ?? name)]);
	const written = performWrite(company, { type, operation: meant, body: item[name], include, hidden });
	if (meant === 'create') hidden.add(written.key);
	return { answer: { [type]: written.object }, kind: `${meant} ${type}` };
}

function checkIds(items: readonly Item[], hasRequestId: boolean): void {
	const ids = new Set<string>();
	for (const { bId } of items) {
		if (ids.has(bId)) throw businessRule(`The bId ${bId} is used twice in the batch.`, 'bId');
		ids.add(bId);
		if (hasRequestId && bId.length > BID_LIMIT) {
			throw invalidBody([bodyErrors.length('bId', BID_LIMIT, bId.length)]);
		}
	}
}

/**
 * Runs a batch.
 * @throws QuickBooksFault 1040 too many items; 2010, 2020, 2050, 6000 the batch itself is malformed. What is wrong with an
 *   item stands in its answer.
 */
export function runBatch(company: Company, body: unknown, hasRequestId: boolean): BatchResult {
	if (
		isObject(body) &&
		Array.isArray(body['BatchItemRequest']) &&
		body['BatchItemRequest'].length > BATCH_LIMIT
	) {
		throw batchTooLarge(BATCH_LIMIT);
	}
	const { BatchItemRequest: items } = check(request, body);
	if (items.length === 0) throw missingParameter('BatchItemRequest');
	checkIds(items, hasRequestId);
	const hidden = new Set<string>();
	const kinds: string[] = [];
	const BatchItemResponse = items.map((item): object => {
		try {
			const { answer, kind } = runItem(company, item, hidden);
			kinds.push(kind);
			return { ...answer, bId: item.bId };
		} catch (error) {
			if (!(error instanceof QuickBooksFault)) throw error;
			kinds.push('refused');
			return { Fault: { Error: error.errors, type: error.type }, bId: item.bId };
		}
	});
	return { body: { BatchItemResponse }, kinds };
}
