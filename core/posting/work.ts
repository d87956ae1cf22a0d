/** A document on its way into the ledger, within one run. */
import type { Finding } from '../findings/finding';
import type { LedgerRequest } from '../ledger/connector';
import type { LedgerDocument, PostingKey } from '../ledger/documents';
import type { Money } from '../money/money';
import { fingerprint } from './fingerprint';
import { requestIdOf } from './requestId';
import { snapshotOf } from './snapshot';
import type { Claim, ClaimRequest } from './syncLog';

/** What may have been sent of this document last, by this run or an earlier one. */
export interface Sent {
	readonly requestId?: string;
	readonly fingerprint: string;
	readonly total?: Money;
	readonly bookedOn: string;
	/** the day it was sent with, where that was another */
	readonly postedOn?: string;
	readonly snapshot: unknown;
	/** when it was last heard of, by `elapsedOf` */
	readonly at: number;
}

export interface Work {
	readonly document: LedgerDocument;
	readonly claim: ClaimRequest;
	/** the document as it is sent, where that differs: its own day is in a closed period */
	sendAs?: LedgerDocument;
	/** the ledger has refused it for a closed period that was not known: its words, and how often */
	refusedAsClosed?: { readonly finding: Finding; readonly times: number };
	/** when it was claimed, by `elapsedOf` */
	readonly claimedAt: number;
	/** whether it is still to be looked for in the ledger before anything else */
	lookFirst: boolean;
	sent?: Sent;
	/** it may be in the ledger: it was sent, and no answer has settled it */
	unresolved: boolean;
	/** how often it was sent, over all runs */
	attempts: number;
	/** how often the ledger was busy with just this one, in this run */
	busy: number;
	/** set by preparing it */
	request?: LedgerRequest;
	/** remarks of preparing it, which go with the posted document */
	remarks: readonly Finding[];
}

/** What must be in the ledger before the document is. */
export function dependenciesOf({ appliesTo, corrects }: LedgerDocument): readonly PostingKey[] {
	return [appliesTo, corrects].filter((key) => key !== undefined);
}

/** What is claimed of a document. A correction keeps what it corrects from being taken back. */
export function claimOf(document: LedgerDocument, ledger: string, tenant: string): ClaimRequest {
	const dependsOn = document.corrects ?? document.appliesTo;
	return {
		postingKey: document.postingKey,
		businessKey: document.businessKey,
		ledger,
		tenant,
		documentType: document.type,
		number: document.number,
		orderNumber: document.orderNumber,
		bookedOn: document.date,
		total: document.total,
		...(dependsOn === undefined ? {} : { appliesTo: dependsOn }),
		fingerprint: fingerprint(document),
		snapshot: snapshotOf(document),
	};
}

/** What has its number may be this very document, and a ledger that takes a number twice would take it twice. */
const isTaken = ({ code }: Finding): boolean => code === 'NUMBER_TAKEN';

/**
 * The work of a claim that succeeded.
 * @param lookUpFirst look in the ledger even if nothing is known to have been sent
 * @param at when it was claimed, by `elapsedOf`
 */
export function workOf(
	document: LedgerDocument,
	claim: ClaimRequest,
	{ uncertain, record, snapshot, quietMs, heldFor }: Extract<Claim, { state: 'claimed' }>,
	{ lookUpFirst, at }: { readonly lookUpFirst: boolean; readonly at: number },
): Work {
	const { requestId, fingerprint: sent, total, bookedOn, postedOn } = record;
	return {
		document,
		claim,
		...(uncertain
			? {
					sent: {
						...(requestId === undefined ? {} : { requestId }),
						...(total === undefined ? {} : { total }),
						...(postedOn === undefined ? {} : { postedOn }),
						fingerprint: sent,
						bookedOn,
						snapshot,
						at: at - quietMs,
					},
				}
			: {}),
		claimedAt: at,
		lookFirst: uncertain || lookUpFirst || heldFor.some(isTaken),
		unresolved: uncertain,
		attempts: record.attempts,
		busy: 0,
		remarks: [],
	};
}

/** What is noted of a document right before it is sent. @param at by `elapsedOf` */
export function sentNow(work: Work, requestId: string, at: number): Sent {
	const { fingerprint: content, total, bookedOn, snapshot, postedOn } = claimToSend(work);
	const day = postedOn === undefined ? {} : { postedOn };
	return { requestId, fingerprint: content, total, bookedOn, snapshot, at, ...day };
}

/** What is noted of it when it is sent: its claim, with the day it is sent with. */
export function claimToSend({ claim, sendAs }: Work): ClaimRequest {
	return sendAs === undefined ? claim : { ...claim, postedOn: sendAs.date };
}

/** The document as it went out, or would go out: by its number and this day the ledger is asked for it. */
export function asSent({ document, sent, sendAs }: Work): LedgerDocument {
	if (sent === undefined) return sendAs ?? document;
	const date = sent.postedOn ?? sent.bookedOn;
	return date === document.date ? document : { ...document, date };
}

/** Whether other content may have been sent than would be sent now. */
export function isOtherContent({ sent, claim }: Work): boolean {
	return sent !== undefined && sent.fingerprint !== claim.fingerprint;
}

/** The token of a new attempt with these. */
export function tokenOf(tenant: string, works: readonly Work[]): string {
	const members = works.map(({ claim, attempts }) => ({
		postingKey: claim.postingKey,
		fingerprint: claim.fingerprint,
		attempts,
	}));
	return requestIdOf(tenant, members);
}
