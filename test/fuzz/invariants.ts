/** What must hold whatever comes in: no other errors than the meant ones, no negative money, no changed prototype, and entries balance. */
import { CATALOGUE } from '../../core/findings/catalogue';
import { journalize } from '../../core/journal/journalize';
import { balances } from '../../core/journal/balancedEntry';
import type { JournalEntry } from '../../core/journal/entry';
import { parseBookableDocument } from '../../core/documents/parse';
import { TransportError } from '../../core/transport/http';
import { CANARY } from './mutate/hostile';
import type { FuzzTarget } from './target';

/** Something that must not be: the text says what and where. */
export class BrokenPromise extends Error {
	override readonly name = 'BrokenPromise';
}

const AMOUNT = /^\d{1,40}(\.\d{1,10})?$/;
const LONGEST_SENTENCE = 3_000;
const DEEPEST = 60;

type Plain = Readonly<Record<string, unknown>>;

function checkMoney(value: Plain, path: string): void {
	const { amount, currency } = value;
	if (amount === undefined || currency === undefined || Object.keys(value).length !== 2) return;
	if (typeof amount !== 'string' || !AMOUNT.test(amount))
		throw new BrokenPromise(`money ${JSON.stringify(amount)} ${String(currency)} at ${path}`);
}

function checkFinding(value: Plain, path: string): void {
	const { code, message, fix, severity } = value;
	if (typeof severity !== 'string' || typeof code !== 'string' || fix === undefined) return;
	if (!Object.hasOwn(CATALOGUE, code))
		throw new BrokenPromise(`finding ${code} at ${path} is in no catalogue`);
	for (const text of [message, fix])
		if (typeof text === 'string' && text.length > LONGEST_SENTENCE)
			throw new BrokenPromise(`a finding's sentence of ${text.length} characters at ${path} (${code})`);
}

/** Entries that came out of a document must balance, in each currency. */
function checkBooks(value: Plain, path: string): void {
	if (typeof value['type'] !== 'string' || value['schemaVersion'] === undefined) return;
	const entry = value['type'] === 'JournalEntry' ? (value as unknown as JournalEntry) : entryOf(value);
	if (entry === undefined) return;
	for (const [currency, { debit, credit }] of balances(entry.lines))
		if (debit !== credit || debit < 0n)
			throw new BrokenPromise(`the entry at ${path} does not balance: ${debit} ${credit} ${currency}`);
}

function entryOf(document: Plain): JournalEntry | undefined {
	const parsed = parseBookableDocument(document);
	if (!parsed.ok) return undefined;
	const entry = journalize(parsed.value);
	return entry.ok ? entry.value : undefined;
}

/** Looks through everything that came out. @param isResult false for what a document took over as it came */
function walk(value: unknown, path: string, depth: number): void {
	if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
	if (value instanceof Map) {
		for (const [key, one] of value) walk(one, `${path}.${String(key)}`, depth + 1);
		return;
	}
	if (Array.isArray(value)) {
		value.forEach((one, index) => walk(one, `${path}[${index}]`, depth + 1));
		return;
	}
	const prototype: unknown = Object.getPrototypeOf(value);
	if (typeof prototype === 'object' && prototype !== null && Object.hasOwn(prototype, CANARY))
		throw new BrokenPromise(`the prototype of ${path} came from outside`);
	const plain = value as Plain;
	checkMoney(plain, path);
	checkFinding(plain, path);
	checkBooks(plain, path);
	for (const [key, one] of Object.entries(plain)) walk(one, `${path}.${key}`, depth + 1);
}

const PROTOTYPES: readonly object[] = [
	Object.prototype,
	Array.prototype,
	Function.prototype,
	String.prototype,
	Map.prototype,
	Promise.prototype,
];
const KEYS = PROTOTYPES.map((prototype) => Reflect.ownKeys(prototype).length);

function checkPrototypes(): void {
	PROTOTYPES.forEach((prototype, index) => {
		if (Reflect.ownKeys(prototype).length !== KEYS[index] || CANARY in prototype)
			throw new BrokenPromise('a prototype of the language was changed');
	});
}

/** @throws BrokenPromise */
export function checkResult(result: unknown): void {
	walk(result, 'result', 0);
	checkPrototypes();
}

/** Whether an error is one that a person is meant to see. */
export function isMeant(error: unknown, { allows }: FuzzTarget): boolean {
	if (error instanceof BrokenPromise) return false;
	if (error instanceof TransportError) return error.message.length <= LONGEST_SENTENCE;
	return allows?.(error) === true;
}
