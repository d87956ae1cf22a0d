/**
 * What the failures of QuickBooks mean. A Fault comes with any status, 200 included, in two spellings, for a whole request or
 * for one item of a batch. Its own words go into the finding, without anything that looks like a token.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
import { finding, type Finding } from '../../../core/findings/finding';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { TransportError, type HttpResponse } from '../../../core/transport/http';
import { adviceFor } from './advice';
import { faultSchema } from './payload';

export const LEDGER_NAME = 'QuickBooks';

/** How long Intuit asks to wait after a throttle. */
export const THROTTLE_MS = 60_000;
const LONGEST_WAIT_MS = 3_600_000;
const LONGEST_TEXT = 600;
const LONGEST_XML = 20_000;

export interface FaultError {
	readonly code: string;
	readonly message: string;
	readonly detail: string;
	/** the field it is about, when QuickBooks says so */
	readonly element: string;
}

export interface Fault {
	readonly type: string;
	readonly errors: readonly FaultError[];
}

/**
 * throttled: nothing was done, wait. unauthorized: reconnect. busy: QuickBooks itself failed, the outcome is unknown.
 * duplicate: the number or request is known there. periodClosed: the books are closed. staleReference: something named
 * does not exist (any more). refused: a person must look.
 */
export type FaultKind =
	'throttled' | 'unauthorized' | 'busy' | 'duplicate' | 'periodClosed' | 'staleReference' | 'refused';

/** Some gateways answer in XML although JSON was asked for. */
function xmlFaultIn(text: string): Fault | undefined {
	const fault = /<Fault type="(\w*)"/.exec(text);
	if (fault === null) return undefined;
	const errors = [...text.matchAll(/<Error code="(\w*)"(?: element="([^"]*)")?>([\s\S]*?)<\/Error>/g)];
	const child = (inner: string, name: string): string =>
		new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(inner)?.[1] ?? '';
	return {
		type: fault[1] ?? '',
		errors: errors.map(([, code = '', element = '', inner = '']) => ({
			code,
			message: child(inner, 'Message'),
			detail: child(inner, 'Detail'),
			element,
		})),
	};
}

/** The Fault in an answer or in one item of a batch, in any spelling; undefined when there is none. */
export function faultIn(body: unknown): Fault | undefined {
	if (typeof body === 'string') return xmlFaultIn(body.slice(0, LONGEST_XML));
	const parsed = faultSchema.safeParse(body);
	if (!parsed.success) return undefined;
	return {
		type: parsed.data.type,
		errors: parsed.data.errors.map((error) => ({
			code: (error.code ?? '').trim(),
			message: error.Message ?? error.message ?? '',
			detail: error.Detail ?? error.detail ?? '',
			element: error.element ?? '',
		})),
	};
}

const KIND_BY_CODE: Readonly<Record<string, FaultKind>> = {
	'3001': 'throttled',
	'3100': 'unauthorized',
	'3200': 'unauthorized',
	'3202': 'unauthorized',
	'10000': 'busy',
	'600': 'duplicate',
	'6140': 'duplicate',
	'6200': 'periodClosed',
	'6210': 'periodClosed',
	'610': 'staleReference',
	'620': 'staleReference',
	'2500': 'staleReference',
};

/** 6240 and 6210 have been seen for a duplicate number too, so the words decide. */
const DUPLICATE_NUMBER =
	/duplicate (doc(ument)?\.? ?(num|no)|request)|document number.*(already|used|duplicate)/i;

function kindOfError(error: FaultError): FaultKind | undefined {
	if (DUPLICATE_NUMBER.test(`${error.message} ${error.detail}`)) return 'duplicate';
	return KIND_BY_CODE[error.code];
}

/** What to do about a Fault. */
export function faultKind(fault: Fault): FaultKind {
	for (const error of fault.errors) {
		const kind = kindOfError(error);
		if (kind !== undefined) return kind;
	}
	if (/^authentication/i.test(fault.type)) return 'unauthorized';
	return /^system/i.test(fault.type) ? 'busy' : 'refused';
}

const SECRETS: readonly RegExp[] = [
	/\b(bearer|basic)\s+[\w.~+/=-]+/gi,
	/\b((?:access|refresh)?[_ -]?token(?: expired)?|secret|authorization)(\s*[:=]\s*)[^\s,;]+/gi,
	/\beyJ[\w-]+\.[\w.-]+/g,
	/\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{40,}\b/g,
];

/** A text of the ledger without tokens, on one line, not too long. */
export function withoutSecrets(text: string): string {
	let clean = text.replace(/\s+/g, ' ').trim();
	for (const pattern of SECRETS) clean = clean.replace(pattern, '[removed]');
	return clean.length > LONGEST_TEXT ? `${clean.slice(0, LONGEST_TEXT)}…` : clean;
}

/** The ledger's own words, all errors of the Fault, each with its code and field. */
export function faultText(fault: Fault): string {
	const sentences = fault.errors.map(({ code, message, detail, element }) => {
		const words = detail === '' || detail === message ? message : `${message}: ${detail}`;
		const marks = [code === '' ? '' : `code ${code}`, element === '' ? '' : `field ${element}`].filter(
			(mark) => mark !== '',
		);
		return marks.length === 0 ? words : `${words} (${marks.join(', ')})`;
	});
	return withoutSecrets(sentences.length === 0 ? 'no reason was given' : sentences.join('; '));
}

/** The finding for a document that a Fault is about. @param closedUntil the company's closing date, when it is known */
export function findingOfFault(fault: Fault, document: LedgerDocument, closedUntil?: string): Finding {
	const reason = faultText(fault);
	const codes = fault.errors.map(({ code }) => code);
	switch (faultKind(fault)) {
		case 'duplicate':
			return finding('NUMBER_TAKEN', { evidence: { number: document.number, detail: reason } });
		case 'periodClosed':
			return finding('PERIOD_CLOSED', {
				evidence: {
					closedUntil: closedUntil ?? 'the closing date set in QuickBooks',
					bookedOn: document.date,
					reason,
				},
			});
		case 'busy':
			return uncertain(document);
		default:
			return finding('REJECTED_BY_LEDGER', {
				evidence: {
					ledger: LEDGER_NAME,
					reason,
					advice: adviceFor(codes, reason),
					codes: codes.join(' '),
				},
			});
	}
}

/** The finding for a document whose fate the answer leaves open. */
export function uncertain(document: LedgerDocument): Finding {
	return finding('POSTING_UNCERTAIN', { evidence: { document: document.type, number: document.number } });
}

/** How long to wait: as the answer says, otherwise a minute. */
function waitOf(response: HttpResponse): number {
	const seconds = Number(response.headers['retry-after']);
	return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1_000, LONGEST_WAIT_MS) : THROTTLE_MS;
}

/** Intuit's support asks for this id. */
function supportId(response: HttpResponse): string {
	const tid = response.headers.intuit_tid;
	return tid === undefined || !/^[\w-]{1,80}$/.test(tid) ? '' : ` Intuit's support knows this as ${tid}.`;
}

/**
 * The error of an answer as a whole; undefined when the answer is good, or when its Fault is about a duplicate (which only
 * the sender of a document can act on).
 */
export function transportErrorOf(response: HttpResponse): TransportError | undefined {
	const { status } = response;
	const fault = faultIn(response.body);
	const kind = fault === undefined ? undefined : faultKind(fault);
	const note = supportId(response);
	if (status === 429 || kind === 'throttled')
		return new TransportError('rateLimited', `QuickBooks asks to slow down.${note}`, waitOf(response));
	if (status === 401 || kind === 'unauthorized')
		return new TransportError(
			'unauthorized',
			`QuickBooks no longer accepts the credential: reconnect it.${note}`,
		);
	if (status >= 500 || status === 408 || kind === 'busy')
		return new TransportError('uncertain', `QuickBooks failed to answer (status ${status}).${note}`);
	if (fault !== undefined) {
		if (kind === 'duplicate') return undefined;
		const reason = faultText(fault);
		const advice = adviceFor(
			fault.errors.map(({ code }) => code),
			reason,
		);
		return new TransportError('rejected', `QuickBooks refused the request: ${reason}. ${advice}${note}`);
	}
	if (status >= 200 && status < 300) return undefined;
	return new TransportError('rejected', `QuickBooks refused the request (status ${status}).${note}`);
}
