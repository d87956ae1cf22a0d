/**
 * The documents that correct an event whose order changed after it was posted: what is posted stays as it is, and the
 * difference is booked beside it, on the day of the change.
 */
import type { JournalEntry, JournalLine, Side } from '../journal/entry';
import { composeDocuments } from '../ledger/compose';
import type { LedgerCapabilities } from '../ledger/connector';
import type { LedgerDocument, PostingKey } from '../ledger/documents';
import { fromMinorUnits, size } from '../money/money';
import { done, held, type Outcome } from '../outcome';
import { finding } from '../findings/finding';
import { opposite } from '../journal/lines';
import { contentDifference, type Content, type Leg, type LegTax } from './content';
import { underKey } from './generations';
import { keyWord } from './keys';

const MARK = '/correction/';

/** The key of an event's correction, by the event's own key and its count from 1. */
export const correctionKey = (key: PostingKey, count: number): PostingKey => `${key}${MARK}${count}`;

/** Which correction of its event a key names; undefined when it names none. */
export function correctionOf(key: PostingKey): number | undefined {
	const count = /\/correction\/(\d+)(\/|$)/.exec(key)?.[1];
	return count === undefined ? undefined : Number(count);
}

/** The event as it is now, what it is to be composed for, and what it corrects. */
export interface CorrectionContext {
	readonly entry: JournalEntry;
	readonly capabilities: LedgerCapabilities;
	readonly ledger: string;
	readonly tenant: string;
	/** the key of the event's main document, in its current generation */
	readonly mainKey: PostingKey;
	readonly count: number;
	/** YYYY-MM-DD: the day of the change */
	readonly date: string;
	/** what a credit or payment of the difference applies to: the sale's invoice */
	readonly appliesTo: PostingKey | undefined;
	/** for people: "SalesReceipt 1001-ABCDEFGH of 2026-03-01" */
	readonly original: string;
}

/** Not a business key: what applies to it is told apart from what applies to the correction's own documents. */
const ORIGINAL = '#original';

const sideOf = (units: bigint): Side => (units < 0n ? 'credit' : 'debit');
/** A leg as lines of an entry: itself, and its tax where the ledger books that by the tax code. */
function linesOf(leg: Leg, index: number, currency: string): JournalLine[] {
	const { role, account, taxCode, dimensions, description, units, taxes, kind } = leg;
	const all = [...taxes.values()];
	const side = sideOf(units === 0n ? (all.find((tax) => tax.units !== 0n)?.units ?? 0n) : units);
	const money = (of: bigint) => fromMinorUnits(size(of), currency);
	const code = taxCode === undefined ? {} : { taxCode };
	const common = { description, facts: {}, origin: `difference[${index}]` };
	const line = (of: bigint, on: Side, taxed: readonly LegTax[]): JournalLine => ({
		...common,
		role,
		...(account === undefined ? {} : { account }),
		side: on,
		amount: money(of),
		...code,
		...(dimensions === undefined ? {} : { dimensions }),
		...(taxed.length === 0
			? {}
			: { taxes: taxed.map(({ tax, units: each }) => ({ ...tax, amount: money(each) })) }),
		...(kind === 'money' && account !== undefined
			? { payment: { id: account.id, method: '', capturedAt: '1970-01-01T00:00:00Z' } }
			: {}),
	});
	// tax that moves against its amount stands on a line of its own
	const along = all.filter((tax) => tax.units === 0n || sideOf(tax.units) === side);
	const against = all.filter((tax) => !along.includes(tax));
	const booked = taxCode === undefined ? [] : all.filter((tax) => tax.units !== 0n);
	return [
		line(units, side, along),
		...(against.length === 0 ? [] : [line(0n, opposite(side), against)]),
		...booked.map(({ tax, units: of }): JournalLine => ({
			...common,
			role: 'taxPayable',
			side: sideOf(of),
			amount: money(of),
			description: tax.name,
			...code,
		})),
	];
}

/** Whether amount and taxes of a leg move in one direction, so that it can stand on one document. */
function isOneWay({ units, taxes }: Leg): boolean {
	const all = [units, ...[...taxes.values()].map((tax) => tax.units)];
	return all.every((each) => each >= 0n) || all.every((each) => each <= 0n);
}

/** Debits less credits of a leg, with its tax. */
function weight({ units, taxes }: Leg): bigint {
	let sum = units;
	for (const tax of taxes.values()) sum += tax.units;
	return sum;
}

/** The difference in two parts, what is taken back first, when one document cannot say both; undefined when that is not possible. */
function inParts(difference: Content, is: Content): readonly Leg[] | undefined {
	const legs = [...difference.values()];
	const lines = legs.filter(({ kind }) => kind === 'line');
	const counters = legs.filter(({ kind }) => kind !== 'line');
	const back = lines.filter((leg) => weight(leg) > 0n || leg.units > 0n);
	if (!lines.every(isOneWay) || back.length === 0 || back.length === lines.length) return undefined;
	const money = [...is.values()].filter(({ kind }) => kind === 'money');
	const [counter = money.length === 1 ? money[0] : undefined, ...others] = counters;
	if (others.length > 0 || counter === undefined) return undefined;
	const sum = back.reduce((all, leg) => all + weight(leg), 0n);
	return [...back, { ...counter, units: -sum, taxes: new Map() }];
}

/** The part of an event's posting key that follows its own key: "/payment/1". */
function renamed(document: LedgerDocument, context: CorrectionContext, base: PostingKey): LedgerDocument {
	const { mainKey, count, capabilities, appliesTo: target, original } = context;
	const own = correctionKey(mainKey, count);
	const key = `${own}${document.postingKey.slice(base.length)}`;
	const applied = document.appliesTo;
	const appliesTo = applied === undefined ? undefined : applied === base ? own : target;
	const { appliesTo: _applied, ...bare } = document;
	const moved = underKey(bare, key, appliesTo, capabilities.numberLength);
	return {
		...moved,
		corrects: mainKey,
		memo: `Corrects ${original}: the order has changed.\n${moved.memo}`,
	};
}

function compose(legs: readonly Leg[], context: CorrectionContext): Outcome<readonly LedgerDocument[]> {
	const { entry, capabilities, ledger, tenant, date } = context;
	const target = { ledger, tenant };
	const { dueOn: _due, ...plain } = entry;
	const lines = legs.flatMap((leg, index) => linesOf(leg, index, entry.currency));
	const delta: JournalEntry = {
		...plain,
		bookedOn: date,
		relatesTo: `${entry.documentId}${ORIGINAL}`,
		lines,
	};
	const composed = composeDocuments(delta, capabilities, target, 'change');
	if (!composed.ok) return composed;
	const base = `${ledger}/${tenant}/${entry.documentId}/${keyWord(entry.purpose)}`;
	const documents = composed.value.map((document) => renamed(document, context, base));
	const lost = documents.some(
		({ appliesTo }, index) => composed.value[index]?.appliesTo !== undefined && appliesTo === undefined,
	);
	if (!lost) return done(documents);
	const reason = 'there is no invoice that the difference could be applied to';
	return held([finding('DOCUMENT_NOT_POSSIBLE', { path: 'lines', evidence: { ledger, reason } })]);
}

/**
 * The next documents of a correction. Where one set of documents can say the whole difference, that is it; otherwise what is
 * taken back comes first, and where not even that is possible, everything posted is taken back: what is missing after that
 * is the next correction.
 * @param was what is in the ledger of the event, corrections included
 * @param is what should be
 * @returns the documents; none when there is no difference; or DOCUMENT_NOT_POSSIBLE
 */
export function nextCorrection(
	was: Content,
	is: Content,
	context: CorrectionContext,
): Outcome<readonly LedgerDocument[]> {
	const difference = contentDifference(was, is);
	if (difference.size === 0) return done([]);
	const whole = compose([...difference.values()], context);
	if (whole.ok) return whole;
	const parts = inParts(difference, is);
	const first = parts === undefined ? whole : compose(parts, context);
	if (first.ok) return first;
	const everything = [...contentDifference(was, new Map()).values()];
	const away = everything.length === 0 ? whole : compose(everything, context);
	return away.ok && away.value.length > 0 ? away : whole;
}
