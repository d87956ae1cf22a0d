/** The findings of posting itself. */
import { finding, type Finding } from '../findings/finding';
import type { LedgerCompany, LedgerSession, PostedDocument } from '../ledger/connector';
import type { LedgerDocument } from '../ledger/documents';
import type { Money } from '../money/money';
import { changesText } from './changes';
import { isClosed } from './periods';
import { persistently, type Patience } from './retry';
import type { Claim } from './syncLog';

const named = ({ type, number }: LedgerDocument) => ({ document: type, number });

/**
 * The company as it is for these documents: read anew before a document is held for a closed period, because that may have
 * been opened since.
 * @throws TransportError
 */
export async function companyFor(
	patience: Patience,
	session: LedgerSession,
	documents: readonly LedgerDocument[],
): Promise<LedgerCompany> {
	const company = await persistently(patience, async () => await session.company());
	if (!documents.some((document) => isClosed(document, company))) return company;
	return await persistently(patience, async () => await session.company(true));
}

/** Why a document must not be sent to this company at all: CURRENCY_NOT_ENABLED. */
export function reasonsNotToSend({ currency }: LedgerDocument, company: LedgerCompany): Finding[] {
	const { currency: home, multiCurrency } = company;
	return [
		...(currency !== home && !multiCurrency
			? [finding('CURRENCY_NOT_ENABLED', { path: 'currency', evidence: { currency, home } })]
			: []),
	];
}

export function changedAfterPosting(
	document: LedgerDocument,
	number: string,
	changes: readonly string[],
): Finding {
	return finding('CHANGED_AFTER_POSTING', {
		evidence: { ...named(document), number, changes: changesText(changes) },
	});
}

/** The order has changed, and the difference is booked beside what was posted. @param changes in words */
export function corrected(document: LedgerDocument, number: string, changes: readonly string[]): Finding {
	return finding('CORRECTED_AFTER_POSTING', {
		evidence: { ...named(document), number, changes: changesText(changes) },
	});
}

/** Accounts, tax codes or dimensions are chosen otherwise now; the order is the same. */
export function mappedOtherwise(
	document: LedgerDocument,
	number: string,
	changes: readonly string[],
): Finding {
	return finding('MAPPED_OTHERWISE', {
		evidence: { ...named(document), number, changes: changesText(changes) },
	});
}

/** Why a document is not posted by itself. */
export function bookedElsewhere(
	document: LedgerDocument,
	claim: Extract<Claim, { readonly state: 'summarized' | 'reopened' | 'byHand' }>,
): Finding {
	if (claim.state === 'reopened') {
		return finding('SUMMARY_REOPENED', { evidence: { summary: document.businessKey } });
	}
	if (claim.state === 'byHand') {
		const [note] = claim.record.findings;
		return note ?? finding('SETTLED_BY_HAND', { evidence: { by: '', reason: '' } });
	}
	const summary = claim.summary ?? 'of its period';
	return finding('IN_SUMMARY', { evidence: { document: document.orderNumber, summary } });
}

export function saleNotPosted(document: LedgerDocument): Finding {
	return finding('SALE_NOT_POSTED', {
		path: 'appliesTo',
		evidence: { sale: document.appliesTo ?? document.corrects ?? '' },
	});
}

export function inProgress(document: LedgerDocument): Finding {
	return finding('POSTING_IN_PROGRESS', { evidence: named(document) });
}

export function uncertain(document: LedgerDocument): Finding {
	return finding('POSTING_UNCERTAIN', { evidence: named(document) });
}

export function ledgerBusy(document: LedgerDocument, ledger: string): Finding {
	return finding('LEDGER_BUSY', { evidence: { ...named(document), ledger } });
}

export function rejected(ledger: string, reason: string): Finding {
	return finding('REJECTED_BY_LEDGER', {
		evidence: {
			ledger,
			reason,
			advice: 'Check the document in the preview, and the settings of the company.',
		},
	});
}

/** What is there is not what was sent, as far as totals tell. @param sent what an earlier attempt had sent */
export function differsFromSent(
	{ type }: LedgerDocument,
	posted: PostedDocument,
	sent: Money | undefined,
): Finding[] {
	const { number, total } = posted;
	if (sent === undefined || (sent.amount === total.amount && sent.currency === total.currency)) return [];
	const evidence = {
		document: type,
		number,
		actual: `${total.amount} ${total.currency}`,
		expected: sent.amount,
		currency: sent.currency,
		field: 'total',
	};
	return [finding('POSTED_AMOUNT_DIFFERS', { path: 'total', evidence })];
}

export function numberTaken(document: LedgerDocument, other: PostedDocument): Finding {
	const detail = [other.entity, other.id, other.date, `${other.total.amount} ${other.total.currency}`];
	return finding('NUMBER_TAKEN', {
		path: 'number',
		evidence: { number: document.number, detail: detail.filter((part) => part !== undefined).join(', ') },
	});
}
