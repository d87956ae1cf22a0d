/**
 * Applying credit memos to the invoices they reduce. QuickBooks has no field for it: a payment of nothing links the two. It
 * moves no account, so when it fails the books are right, and a warning asks a person to apply the credit.
 */
import type { Finding } from '../../../core/findings/finding';
import type { LedgerRequest, PostedDocument, SendResult } from '../../../core/ledger/connector';
import type { Clock } from '../../../core/transport/clock';
import { TransportError } from '../../../core/transport/http';
import type { BatchItem, BatchResult, QuickBooksClient } from './client';
import { createEntries, requestIdOf } from './create';
import { faultText } from './failures';
import { jsonNumber } from './numbers';
import { creditNotApplied } from './posted';
import { ref } from './requests/draft';

/** A credit memo that was just created and is still open. */
interface OpenCredit {
	/** its position among the results */
	readonly index: number;
	readonly request: LedgerRequest;
	readonly posted: PostedDocument;
	readonly invoice: PostedDocument;
}

/** The payment of nothing: so much to the invoice, so much from the credit memo. */
function applyingPayment({ request, posted, invoice }: OpenCredit): BatchItem {
	const { document, body } = request;
	const amount = jsonNumber(document.total.amount);
	const part = (id: string, type: string) => ({ Amount: amount, LinkedTxn: [{ TxnId: id, TxnType: type }] });
	return {
		entity: 'Payment',
		body: {
			PaymentRefNum: document.number,
			TxnDate: document.date,
			...(body.CurrencyRef === undefined ? {} : { CurrencyRef: ref(document.currency) }),
			PrivateNote: `Applies credit memo ${posted.number} to invoice ${invoice.number}.`,
			CustomerRef: body.CustomerRef,
			TotalAmt: 0,
			Line: [part(invoice.id, 'Invoice'), part(posted.id, 'CreditMemo')],
		},
	};
}

function refusal(result: BatchResult): string | undefined {
	if (result.kind === 'created') return undefined;
	return result.kind === 'fault' ? faultText(result.fault) : 'QuickBooks does not say whether it was done';
}

const isOpen = ({ findings = [] }: PostedDocument): boolean =>
	findings.some(({ code }) => code === 'CREDIT_NOT_APPLIED');

/** The document without the remark that it is open; with the reason where it still is. */
function settled({ posted, request, invoice }: OpenCredit, reason: string | undefined): PostedDocument {
	const { findings = [], ...others } = posted;
	const kept: Finding[] = findings.filter(({ code }) => code !== 'CREDIT_NOT_APPLIED');
	if (reason !== undefined) kept.push(creditNotApplied(request.document, invoice.number, reason));
	return kept.length === 0 ? others : { ...others, findings: kept };
}

/**
 * Applies the open credits among what was just created, in batches that are safe to repeat: a credit can be used once only.
 * @param scope the company's id
 * @param invoiceOf what a document applies to, as it was posted
 * @returns the results; a credit that could not be applied has the warning CREDIT_NOT_APPLIED
 */
export async function withCreditsApplied(
	client: QuickBooksClient,
	clock: Clock,
	scope: string,
	requests: readonly LedgerRequest[],
	results: readonly SendResult[],
	invoiceOf: (request: LedgerRequest) => PostedDocument | undefined,
): Promise<readonly SendResult[]> {
	const credits = requests.flatMap((request, index): OpenCredit[] => {
		const result = results[index];
		const invoice = invoiceOf(request);
		if (result?.kind !== 'created' || invoice === undefined || !isOpen(result.posted)) return [];
		return [{ index, request, posted: result.posted, invoice }];
	});
	if (credits.length === 0) return results;
	const reasons = await reasonsOf(client, clock, scope, credits);
	const all = [...results];
	credits.forEach((credit, position) => {
		all[credit.index] = { kind: 'created', posted: settled(credit, reasons[position]) };
	});
	return all;
}

/** Why each credit could not be applied, if it could not. Trouble with the network is a reason, not an error. */
async function reasonsOf(
	client: QuickBooksClient,
	clock: Clock,
	scope: string,
	credits: readonly OpenCredit[],
): Promise<readonly (string | undefined)[]> {
	try {
		const idOf = (batch: readonly BatchItem[]): string => requestIdOf(JSON.stringify([scope, batch]));
		const results = await createEntries(client, clock, credits.map(applyingPayment), idOf);
		return credits.map((_, index) => refusal(results[index] ?? { kind: 'none' }));
	} catch (error) {
		if (!(error instanceof TransportError)) throw error;
		return credits.map(() => error.message);
	}
}
