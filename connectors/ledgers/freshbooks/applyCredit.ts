/**
 * A credit that is meant for an invoice: applied by a payment of the type "Credit" that names the credit note. Found again by
 * its mark like every other payment, so that it is never applied twice.
 */
import type { PostedDocument } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import type { Clock } from '../../../core/transport/clock';
import { TransportError } from '../../../core/transport/http';
import type { FreshBooksClient } from './client';
import { problemText } from './failures';
import { paymentRows } from './find';
import { appliedKey, carries } from './marks';
import { creditNotApplied } from './posted';

/** before each look for a payment whose answer was lost */
const PAUSES_MS = [3_000, 10_000, 30_000];

interface Ports {
	readonly client: FreshBooksClient;
	readonly clock: Clock;
	relatedTo(document: LedgerDocument): PostedDocument | undefined;
}

/** @returns why it is not applied; undefined when it is */
async function apply(
	{ client, clock }: Ports,
	document: LedgerDocument,
	creditId: string,
	invoiceId: string,
): Promise<string | undefined> {
	const mark = appliedKey(document.postingKey);
	const isThere = async (): Promise<boolean> =>
		(await paymentRows(client, [document.date])).some(({ note }) => carries(note, mark));
	if (await isThere()) return undefined;
	try {
		const result = await client.create('payments', {
			invoiceid: invoiceId,
			creditid: creditId,
			amount: { amount: document.total.amount, code: document.currency },
			date: document.date,
			type: 'Credit',
			note: `Credit ${document.number} ${mark}`,
			send_client_notification: false,
		});
		return result.kind === 'done' ? undefined : problemText(result.problems);
	} catch (error) {
		if (!(error instanceof TransportError)) throw error;
		if (error.failure !== 'uncertain') return error.message;
	}
	for (const pause of PAUSES_MS) {
		await clock.sleep(pause);
		if (await isThere()) return undefined;
	}
	return 'the answer was lost, and it is not there';
}

/** The credit note, with the warning CREDIT_NOT_APPLIED where it could not be applied: it is posted all the same. */
export async function withCreditApplied(
	ports: Ports,
	document: LedgerDocument,
	posted: PostedDocument,
): Promise<PostedDocument> {
	const invoice = ports.relatedTo(document);
	if (document.appliesTo === undefined || invoice === undefined) return posted;
	let reason: string | undefined;
	try {
		reason = await apply(ports, document, posted.id, invoice.id);
	} catch (error) {
		if (!(error instanceof TransportError)) throw error;
		reason = error.message;
	}
	if (reason === undefined) return posted;
	const warning = creditNotApplied(document.number, invoice.number, reason);
	return { ...posted, findings: [...(posted.findings ?? []), warning] };
}
