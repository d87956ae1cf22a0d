/**
 * What the failures of FreshBooks mean. Refusals have numbers, in an old and a new shape, and in a third one where accounts and
 * journals are kept by business. Its own words go into the finding, without anything that looks like a token.
 * https://www.freshbooks.com/api/errors
 */
import { finding, type Finding } from '../../../core/findings/finding';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { TransportError, type HttpResponse } from '../../../core/transport/http';
import { adviceFor } from './advice';
import { errorBodySchema, type ErrorBody } from './payload';

export const LEDGER_NAME = 'FreshBooks';

/** How long to wait after a refusal for speed that does not say it. */
const DEFAULT_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 86_400_000;
const LONGEST_TEXT = 600;

export interface Problem {
	/** the number of the refusal as text; absent where it has none */
	readonly errno?: string;
	readonly field?: string;
	readonly message: string;
}

/**
 * duplicate: it is there already, FreshBooks says. periodClosed: a day that is closed. stale: something named is gone or
 * inactive. noRight: not for this user, scope or plan. refused: a person must look.
 */
export type ProblemKind = 'duplicate' | 'periodClosed' | 'stale' | 'noRight' | 'refused';

const STALE = new Set(['1006', '1011', '1012', '1015', '1016', '1031', '1033', '1042']);
const TAKEN = /already (been )?(used|taken|exists?)|duplicate|must be unique|not unique/i;
/** No closing of periods is published; should one be met, its words say so. */
const CLOSED =
	/(closed|locked).{0,40}(period|books|year|date)|(period|books|year|date).{0,40}(closed|locked)/i;

/** Words count only where the number says nothing more definite (1019: a tax twice on a line). */
function isTaken({ errno, message }: Problem): boolean {
	return errno === '409' || ((errno === undefined || errno === '1004') && TAKEN.test(message));
}

/** What to do about a refusal, by its number and words. */
export function problemKind(problems: readonly Problem[]): ProblemKind {
	if (problems.some(({ message }) => CLOSED.test(message))) return 'periodClosed';
	if (problems.some(isTaken)) return 'duplicate';
	if (problems.some(({ errno }) => errno === '1003' || errno === '403')) return 'noRight';
	if (problems.some(({ errno }) => errno !== undefined && STALE.has(errno))) return 'stale';
	return 'refused';
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

const given = (text: unknown): string | undefined => {
	if (typeof text === 'number') return String(text);
	return typeof text === 'string' && text !== '' ? text : undefined;
};

function problem(errno: unknown, field: unknown, message: unknown): Problem {
	const [number, name] = [given(errno), given(field)];
	return {
		...(number === undefined ? {} : { errno: number }),
		...(name === undefined ? {} : { field: name }),
		message: given(message) ?? 'no reason was given',
	};
}

function fromBody(body: ErrorBody): readonly Problem[] {
	const { response, details, errors, code, errno, message, error, error_description: description } = body;
	const old = (response?.errors ?? []).map((each) => problem(each.errno, each.field, each.message));
	if (old.length > 0) return old;
	const byBusiness = (errors?.details ?? []).map(({ reason, metadata }) =>
		problem(undefined, metadata?.field, metadata?.message ?? reason),
	);
	if (byBusiness.length > 0) return byBusiness;
	if (errors?.message !== undefined && errors.message !== null)
		return [problem(errors.status, undefined, errors.message)];
	const modern = (details ?? []).flatMap((each) =>
		typeof each === 'string'
			? [problem(errno, undefined, each)]
			: each.metadata === undefined && each.reason === undefined
				? []
				: [problem(each.reason, each.metadata?.field, each.metadata?.message ?? message)],
	);
	if (modern.length > 0) return modern;
	const text = description ?? message ?? (typeof error === 'string' ? error : error?.description);
	return given(text) === undefined ? [] : [problem(errno ?? code, undefined, text)];
}

/** What the body of a refusal says; empty when it says nothing. */
export function problemsIn(body: unknown): readonly Problem[] {
	const parsed = errorBodySchema.safeParse(body);
	return parsed.success ? fromBody(parsed.data) : [];
}

/** The ledger's own words, all reasons. */
export function problemText(problems: readonly Problem[]): string {
	if (problems.length === 0) return 'no reason was given';
	const texts = problems.map(({ errno, field, message }) => {
		const where = [errno, field].filter((each) => each !== undefined).join(', ');
		return where === '' ? message : `${message} (${where})`;
	});
	return withoutSecrets([...new Set(texts)].join('; '));
}

/** REJECTED_BY_LEDGER with the ledger's words and what to do. */
export function refusal(problems: readonly Problem[]): Finding {
	const errno = problems.find((each) => each.errno !== undefined)?.errno;
	const advice = adviceFor(problemKind(problems) === 'noRight' ? '1003' : errno);
	return finding('REJECTED_BY_LEDGER', {
		evidence: { ledger: LEDGER_NAME, reason: problemText(problems), advice },
	});
}

/** The finding for a document that was refused. */
export function findingOfProblems(problems: readonly Problem[], document: LedgerDocument): Finding {
	const reason = problemText(problems);
	switch (problemKind(problems)) {
		case 'duplicate':
			return finding('NUMBER_TAKEN', {
				path: 'number',
				evidence: { number: document.number, detail: reason },
			});
		case 'periodClosed':
			return finding('PERIOD_CLOSED', {
				path: 'date',
				evidence: { closedUntil: 'a day set in FreshBooks', bookedOn: document.date, reason },
			});
		default:
			return refusal(problems);
	}
}

/** The finding for a document whose fate the answer leaves open. */
export function uncertain(document: Pick<LedgerDocument, 'type' | 'number'>): Finding {
	return finding('POSTING_UNCERTAIN', { evidence: { document: document.type, number: document.number } });
}

function waitOf({ headers }: HttpResponse): number {
	const seconds = Number(headers['retry-after']);
	return Number.isFinite(seconds) && seconds > 0
		? Math.min(seconds * 1_000, LONGEST_WAIT_MS)
		: DEFAULT_WAIT_MS;
}

/** The error of an answer as a whole; undefined when the answer is good. */
export function transportErrorOf(response: HttpResponse): TransportError | undefined {
	const { status, body } = response;
	if (status >= 200 && status < 300) return undefined;
	if (status === 429)
		return new TransportError('rateLimited', `${LEDGER_NAME} asks to slow down.`, waitOf(response));
	if (status === 401)
		return new TransportError(
			'unauthorized',
			`${LEDGER_NAME} no longer accepts the credential: reconnect it.`,
		);
	if (status >= 500 || status === 408)
		return new TransportError('uncertain', `${LEDGER_NAME} failed to answer (status ${status}).`);
	const problems = problemsIn(body);
	const reason = problems.length === 0 ? `status ${status}` : problemText(problems);
	if (status === 403)
		return new TransportError(
			'unauthorized',
			`${LEDGER_NAME} does not let this credential do that (${reason}): check its scopes, and the role of the user in the business.`,
		);
	return new TransportError(
		'rejected',
		`${LEDGER_NAME} refused the request: ${reason}. ${adviceFor(problems[0]?.errno)}`,
	);
}
