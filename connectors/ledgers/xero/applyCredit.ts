/**
 * Applying credit notes to the invoices they reduce: an allocation of each, a call of its own. It moves no account, so when it
 * fails the books are right, and a warning asks a person to apply the credit.
 */
import type { Finding } from '../../../core/findings/finding';
import type { LedgerRequest, PostedDocument, SendResult } from '../../../core/ledger/connector';
import type { Clock } from '../../../core/transport/clock';
import { TransportError } from '../../../core/transport/http';
import type { XeroClient } from './client';
import { keyOf, repeated } from './create';
import { problemText } from './failures';
import { jsonNumber } from './numbers';
import { creditNotApplied } from './posted';
import type { AllocationBody } from './requests/bodies';

const isOpen = ({ findings = [] }: PostedDocument): boolean =>
	findings.some(({ code }) => code === 'CREDIT_NOT_APPLIED');

export function allocationOf({ document }: LedgerRequest, invoice: PostedDocument): AllocationBody {
	return {
		Invoice: { InvoiceID: invoice.id },
		Amount: jsonNumber(document.total.amount),
		Date: document.date,
	};
}

/** The document without the remark that it is open; with the reason where it still is. */
function settled(
	posted: PostedDocument,
	request: LedgerRequest,
	invoice: PostedDocument,
	reason: string | undefined,
): PostedDocument {
	const { findings = [], ...others } = posted;
	const kept: Finding[] = findings.filter(({ code }) => code !== 'CREDIT_NOT_APPLIED');
	if (reason !== undefined) kept.push(creditNotApplied(request.document, invoice.number, reason));
	return kept.length === 0 ? others : { ...others, findings: kept };
}

/**
 * Applies the open credits among what was just created. Safe to repeat: a credit can be used once only.
 * @param scope the organisation's id
 * @param invoiceOf what a document applies to, as it was posted
 * @returns the results; a credit that could not be applied has the warning CREDIT_NOT_APPLIED
 */
export async function withCreditsApplied(
	client: XeroClient,
	clock: Clock,
	scope: string,
	requests: readonly LedgerRequest[],
	results: readonly SendResult[],
	invoiceOf: (request: LedgerRequest) => PostedDocument | undefined,
): Promise<readonly SendResult[]> {
	const all = [...results];
	for (const [index, request] of requests.entries()) {
		const result = results[index];
		const invoice = invoiceOf(request);
		if (result?.kind !== 'created' || invoice === undefined || !isOpen(result.posted)) continue;
		const reason = await apply(client, clock, scope, result.posted, allocationOf(request, invoice));
		all[index] = { kind: 'created', posted: settled(result.posted, request, invoice, reason) };
	}
	return all;
}

/** Why the credit could not be applied, if it could not. Trouble with the network is a reason, not an error. */
async function apply(
	client: XeroClient,
	clock: Clock,
	scope: string,
	credit: PostedDocument,
	body: AllocationBody,
): Promise<string | undefined> {
	const key = keyOf(JSON.stringify([scope, credit.id, body]));
	try {
		const result = await repeated(clock, async () => await client.allocate(credit.id, { ...body }, key));
		if (result.kind === 'created') return undefined;
		return result.kind === 'refused' ? problemText(result.messages) : 'Xero does not say whether it was done';
	} catch (error) {
		if (!(error instanceof TransportError)) throw error;
		return error.message;
	}
}
