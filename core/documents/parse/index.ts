/**
 * Reads documents from the json of an n8n item: the shape, the version and the bounds of every value are checked, with
 * all findings at once. What passes is a document; that it adds up is for the checks (core/documents/check).
 */
import type { z } from 'zod';
import { finding, type Finding } from '../../findings/finding';
import type { JournalEntry } from '../../journal/entry';
import { done, held, type Outcome } from '../../outcome';
import { SCHEMA_VERSION } from '../header';
import type { BankTransaction, BookableDocument, PayoutMatch, SalesDocument, StoreDocument } from '../index';
import type { Dispute, Payout } from '../payout';
import { DOCUMENT_SCHEMAS } from './documents';
import { entrySchema } from './entry';
import { toFinding } from './findings';

/** More findings than this about one item help nobody. */
const MAX_FINDINGS = 50;

const malformed = (path: string, problem: string): Finding =>
	finding('DOCUMENT_MALFORMED', { path, evidence: { problem } });

function versionProblem(json: object): Finding | undefined {
	const version: unknown = Reflect.get(json, 'schemaVersion');
	if (version === SCHEMA_VERSION) return undefined;
	if (typeof version !== 'number') return malformed('schemaVersion', 'it has no schemaVersion');
	return finding('DOCUMENT_VERSION_UNKNOWN', {
		path: 'schemaVersion',
		evidence: { version, known: SCHEMA_VERSION },
	});
}

function parseWith<T>(schema: z.ZodType, json: object): Outcome<T> {
	const version = versionProblem(json);
	if (version !== undefined) return held([version]);
	const result = schema.safeParse(json);
	return result.success
		? done(result.data as T)
		: held(result.error.issues.slice(0, MAX_FINDINGS).map((issue) => toFinding(issue, json)));
}

function typeOf(json: unknown): { readonly json: object; readonly type: string } | Finding {
	if (typeof json !== 'object' || json === null || Array.isArray(json)) {
		return malformed('', 'it is not an object');
	}
	const type: unknown = Reflect.get(json, 'type');
	return typeof type === 'string' ? { json, type } : malformed('type', 'it has no type');
}

const isFinding = (value: object): value is Finding => 'code' in value;

const unexpected = (type: string, expected: readonly string[]): Outcome<never> =>
	held([malformed('type', `it is of the type "${type.slice(0, 60)}", expected is ${expected.join(', ')}`)]);

function parseOneOf<T>(json: unknown, types: readonly (keyof typeof DOCUMENT_SCHEMAS)[]): Outcome<T> {
	const typed = typeOf(json);
	if (isFinding(typed)) return held([typed]);
	const type = types.find((candidate) => candidate === typed.type);
	return type === undefined
		? unexpected(typed.type, types)
		: parseWith<T>(DOCUMENT_SCHEMAS[type], typed.json);
}

const SALES_TYPES = [
	'Sale',
	'Refund',
	'Payment',
	'OrderEdit',
	'Cancellation',
	'Fulfilment',
	'BalanceChange',
] as const;

/**
 * Any document that a store or gateway gives.
 * @returns the document, or DOCUMENT_MALFORMED, DOCUMENT_VERSION_UNKNOWN, AMOUNT_*, CURRENCY_UNKNOWN, QUANTITY_INVALID,
 * DATE_INVALID with paths
 */
export function parseDocument(json: unknown): Outcome<StoreDocument> {
	return parseOneOf(json, [...SALES_TYPES, 'Payout', 'Dispute', 'Product', 'Customer']);
}

/** A document of a sale's life: what the Tax Resolver takes. Findings as `parseDocument`. */
export function parseSalesDocument(json: unknown): Outcome<SalesDocument> {
	return parseOneOf(json, SALES_TYPES);
}

/** A document that is booked: a sale's, or what gateways and the bank tell: what the Account Mapper takes. Findings as `parseDocument`. */
export function parseBookableDocument(json: unknown): Outcome<BookableDocument> {
	return parseOneOf(json, [...SALES_TYPES, 'Payout', 'Dispute', 'PayoutMatch']);
}

/** Anything that says something about money at gateways and banks: what the Payout Reconciler takes. Findings as `parseDocument`. */
export function parseMoneyDocument(
	json: unknown,
): Outcome<SalesDocument | Payout | Dispute | BankTransaction | PayoutMatch> {
	return parseOneOf(json, [...SALES_TYPES, 'Payout', 'Dispute', 'BankTransaction', 'PayoutMatch']);
}

/** A journal entry: what the posters take. Findings as `parseDocument`. */
export function parseJournalEntry(json: unknown): Outcome<JournalEntry> {
	const typed = typeOf(json);
	if (isFinding(typed)) return held([typed]);
	return typed.type === 'JournalEntry'
		? parseWith<JournalEntry>(entrySchema, typed.json)
		: unexpected(typed.type, ['JournalEntry']);
}
