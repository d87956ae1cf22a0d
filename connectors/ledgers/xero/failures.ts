/**
 * What the failures of Xero mean. It has no codes, so the words decide: of one element of a batch (answered with 200), or of a
 * whole request. Its own words go into the finding, without anything that looks like a token.
 * https://developer.xero.com/documentation/api/accounting/responsecodes
 */
import { finding, type Finding } from '../../../core/findings/finding';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { TransportError, type HttpResponse } from '../../../core/transport/http';
import { adviceFor } from './advice';
import { elementProblemsSchema, errorBodySchema } from './payload';

export const LEDGER_NAME = 'Xero';

/** How long to wait after a refusal for speed that does not say it: the longest a minute's window can last. */
export const MINUTE_MS = 60_000;
/** After too many requests at once: those that run will have been answered. */
const CONCURRENT_MS = 2_000;
const LONGEST_WAIT_MS = 86_400_000;
const LONGEST_TEXT = 600;

/**
 * duplicate: the number or token is known there. periodClosed: the books are locked. staleReference: something named was
 * archived or deleted. currency: not one the organisation has. nameTaken: of a contact. refused: a person must look.
 */
export type ProblemKind =
	'duplicate' | 'periodClosed' | 'staleReference' | 'currency' | 'nameTaken' | 'refused';

const KINDS: readonly (readonly [words: RegExp, kind: ProblemKind])[] = [
	[/(invoice|credit note) (#|number) must be unique|idempotency key .* different request/i, 'duplicate'],
	[/(period|year) lock date|lock(ed)? (date|period)/i, 'periodClosed'],
	[/not subscribed to currency/i, 'currency'],
	[/already assigned to another contact|contact name must be unique/i, 'nameTaken'],
	[/archived|has been .*deleted|not a valid (account )?code/i, 'staleReference'],
];

/** What to do about a refusal, by its words. */
export function problemKind(messages: readonly string[]): ProblemKind {
	for (const [words, kind] of KINDS) if (messages.some((message) => words.test(message))) return kind;
	return 'refused';
}

const texts = (list: readonly { Message?: string | null | undefined }[] | null | undefined): string[] =>
	(list ?? []).flatMap(({ Message }) => (typeof Message === 'string' && Message !== '' ? [Message] : []));

/** What Xero says is wrong with an element, its own reasons first, then those of its lines; none when it is good. */
export function problemsOf(element: unknown): readonly string[] {
	const parsed = elementProblemsSchema.safeParse(element);
	if (!parsed.success) return [];
	const { StatusAttributeString, HasErrors, HasValidationErrors, ValidationErrors, LineItems, JournalLines } =
		parsed.data;
	const lines = [...(LineItems ?? []), ...(JournalLines ?? [])];
	const messages = [
		...new Set([...texts(ValidationErrors), ...lines.flatMap((line) => texts(line.ValidationErrors))]),
	];
	if (messages.length > 0) return messages;
	const failed = StatusAttributeString === 'ERROR' || HasErrors === true || HasValidationErrors === true;
	return failed ? ['no reason was given'] : [];
}

const SECRETS: readonly RegExp[] = [
	/\b(bearer|basic)\s+[\w.~+/=-]+/gi,
	/\b((?:access|refresh)?[_ -]?token|secret|authorization)(\s*[:=]\s*)[^\s,;]+/gi,
	/\beyJ[\w-]+\.[\w.-]+/g,
	/\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{40,}\b/g,
];

/** A text of the ledger without tokens, on one line, not too long. */
export function withoutSecrets(text: string): string {
	let clean = text.replace(/\s+/g, ' ').trim();
	for (const pattern of SECRETS) clean = clean.replace(pattern, '[removed]');
	return clean.length > LONGEST_TEXT ? `${clean.slice(0, LONGEST_TEXT)}…` : clean;
}

/** The ledger's own words, all reasons. */
export function problemText(messages: readonly string[]): string {
	return withoutSecrets(messages.length === 0 ? 'no reason was given' : messages.join('; '));
}

/** REJECTED_BY_LEDGER with the ledger's words and what to do. */
export function refusal(reason: string, advice = adviceFor(reason)): Finding {
	return finding('REJECTED_BY_LEDGER', { evidence: { ledger: LEDGER_NAME, reason, advice } });
}

/** The finding for a document that was refused. @param known the lock date and base currency, when they are known */
export function findingOfProblems(
	messages: readonly string[],
	document: LedgerDocument,
	known: { readonly closedUntil?: string | undefined; readonly home?: string | undefined } = {},
): Finding {
	const reason = problemText(messages);
	switch (problemKind(messages)) {
		case 'duplicate':
			return finding('NUMBER_TAKEN', {
				path: 'number',
				evidence: { number: document.number, detail: reason },
			});
		case 'periodClosed':
			return finding('PERIOD_CLOSED', {
				path: 'date',
				evidence: {
					closedUntil: known.closedUntil ?? 'the lock date set in Xero',
					bookedOn: document.date,
					reason,
				},
			});
		case 'currency':
			return finding('CURRENCY_NOT_ENABLED', {
				path: 'currency',
				evidence: { currency: document.currency, home: known.home ?? 'other currencies', reason },
			});
		default:
			return refusal(reason);
	}
}

/** The finding for a document whose fate the answer leaves open. */
export function uncertain(document: LedgerDocument): Finding {
	return finding('POSTING_UNCERTAIN', { evidence: { document: document.type, number: document.number } });
}

/** What the body of a failed request says, in words; empty when it says nothing. */
export function messagesIn(body: unknown): readonly string[] {
	const parsed = errorBodySchema.safeParse(body);
	if (!parsed.success) return [];
	const { Message, Title, Detail, Elements, ValidationErrors } = parsed.data;
	const reasons = [...texts(ValidationErrors), ...(Elements ?? []).flatMap(problemsOf)];
	if (reasons.length > 0) return [...new Set(reasons)];
	return [Message, Detail, Title].flatMap((text) => (typeof text === 'string' && text !== '' ? [text] : []));
}

/** The elements of a refused batch, in the order in which they were sent. */
export function elementsIn(body: unknown): readonly unknown[] {
	const parsed = errorBodySchema.safeParse(body);
	return parsed.success ? (parsed.data.Elements ?? []) : [];
}

/** How long to wait: as the answer says, otherwise as long as its kind of limit can last. */
function waitOf({ headers }: HttpResponse): number {
	const seconds = Number(headers['retry-after']);
	if (Number.isFinite(seconds) && seconds > 0) return Math.min(seconds * 1_000, LONGEST_WAIT_MS);
	return /concurrent/i.test(headers['x-rate-limit-problem'] ?? '') ? CONCURRENT_MS : MINUTE_MS;
}

function tooFast(response: HttpResponse): TransportError {
	const wait = waitOf(response);
	const what = response.headers['x-rate-limit-problem']?.toLowerCase() ?? '';
	if (what === 'day') {
		const hours = Math.max(1, Math.round(wait / 3_600_000));
		return new TransportError(
			'rateLimited',
			`Xero's limit of requests a day is used up for this organisation; it takes more in about ${hours} hours.`,
			wait,
		);
	}
	return new TransportError('rateLimited', 'Xero asks to slow down.', wait);
}

/** The error of an answer as a whole; undefined when the answer is good. */
export function transportErrorOf(response: HttpResponse): TransportError | undefined {
	const { status, body } = response;
	if (status >= 200 && status < 300) return undefined;
	if (status === 429) return tooFast(response);
	if (status === 401) {
		const isScope = messagesIn(body).some((message) => /AuthorizationUnsuccessful/i.test(message));
		return new TransportError(
			'unauthorized',
			isScope
				? 'The credential lacks a scope for this: add it in the credential and connect it again.'
				: 'Xero no longer accepts the credential: reconnect it.',
		);
	}
	if (status >= 500 || status === 408)
		return new TransportError('uncertain', `Xero failed to answer (status ${status}).`);
	const messages = messagesIn(body);
	if (status === 403)
		return new TransportError(
			'unauthorized',
			`Xero does not let this credential do that (${problemText(messages)}): check the organisation it is connected to, and its scopes.`,
		);
	const reason = messages.length === 0 ? `status ${status}` : problemText(messages);
	return new TransportError('rejected', `Xero refused the request: ${reason}. ${adviceFor(reason)}`);
}
