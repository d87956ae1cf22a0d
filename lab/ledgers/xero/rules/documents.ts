/** Invoices, bills and credit notes: making, changing, approving, voiding. */
import { lower, type Organisation } from '../books/organisation';
import type { DocumentRow, DocumentStatus, DocumentType } from '../books/records';
import { decimal, roundTo } from '../decimals';
import { Invalid, Problems } from '../faults';
import { postDocument, postingKey } from '../posting/document';
import { toBase } from '../posting/currency';
import { dueOf } from '../posting/settle';
import type { InvoiceBody } from '../schema/documents';
import { contactOf } from './contacts';
import type { WriteContext } from './context';
import { checkLock, readDay } from './dates';
import { checkTotals, readLines, type Lines } from './lines';
import { currencyOf } from './references';

/** An invoice or a credit note, with the names that differ made the same. */
export interface DocumentBody extends Omit<InvoiceBody, 'Type' | 'InvoiceID' | 'InvoiceNumber'> {
	readonly type: DocumentType | undefined;
	readonly id: string | undefined;
	readonly number: string | undefined;
}

const LOCKED_BY_MONEY = 'This document cannot be edited as it has a payment or credit note allocated to it.';

/** From which status a document may go where. PAID is Xero's own to give. */
const MOVES: Readonly<Record<DocumentStatus, readonly DocumentStatus[]>> = {
	DRAFT: ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'DELETED'],
	SUBMITTED: ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'DELETED'],
	AUTHORISED: ['AUTHORISED', 'VOIDED'],
	PAID: ['PAID', 'VOIDED'],
	VOIDED: [],
	DELETED: [],
};

const nounOf = (type: DocumentType): string => (type.endsWith('CREDIT') ? 'Credit note' : 'Invoice');
const isPosted = (status: DocumentStatus): boolean => status === 'AUTHORISED' || status === 'PAID';
const tableOf = (organisation: Organisation, type: DocumentType) =>
	type.endsWith('CREDIT') ? organisation.creditNotes : organisation.invoices;

/** Documents to customers with this number; a deleted draft gives its number free, a voided document does not. */
const numbered = (organisation: Organisation, type: DocumentType, number: string): DocumentRow | undefined =>
	tableOf(organisation, type)
		.find('number', lower(number))
		.find((row) => row.type === type && row.status !== 'DELETED');

/** A number of Xero's own. */
function nextNumber(organisation: Organisation, type: DocumentType): string {
	if (type === 'ACCPAY' || type === 'ACCPAYCREDIT') return '';
	const prefix = type === 'ACCREC' ? 'INV-' : 'CN-';
	for (;;) {
		const number = prefix + String(organisation.next(prefix)).padStart(4, '0');
		if (numbered(organisation, type, number) === undefined) return number;
	}
}

/** The one that a request changes: by id or, with POST, an invoice to a customer by its number too. */
function existingOf(
	organisation: Organisation,
	sent: DocumentBody,
	isCredit: boolean,
	context: WriteContext,
) {
	const table = isCredit ? organisation.creditNotes : organisation.invoices;
	const id = context.id ?? sent.id;
	if (id !== undefined) {
		const found = table.get(id);
		if (found === undefined)
			throw new Invalid([`${isCredit ? 'Credit note' : 'Invoice'} could not be found`]);
		return found;
	}
	const type = sent.type ?? (isCredit ? 'ACCRECCREDIT' : 'ACCREC');
	if (context.mode === 'create' || sent.number === undefined || type.startsWith('ACCPAY')) return undefined;
	return numbered(organisation, type, sent.number);
}

function checkMove(existing: DocumentRow, to: DocumentStatus): void {
	const noun = nounOf(existing.type);
	if (!MOVES[existing.status].includes(to)) {
		throw new Invalid([`${noun} not of valid status for modification`]);
	}
	const hasMoney = existing.payments.length > 0 || existing.allocations.length > 0;
	if (hasMoney) throw new Invalid([`${noun} not of valid status for modification`, LOCKED_BY_MONEY]);
}

/** Takes a document out of the books: VOIDED when it was in them, DELETED when not. */
function takeOut(
	organisation: Organisation,
	existing: DocumentRow,
	status: 'VOIDED' | 'DELETED',
): DocumentRow {
	checkMove(existing, status);
	checkLock(organisation, existing.date);
	organisation.ledger.remove(postingKey('Document', existing.id));
	return organisation.putDocument({ ...existing, status, openBase: '0', updated: organisation.now() });
}

/** A rounding amount that the request says to add. */
function readRounding(sent: DocumentBody, status: DocumentStatus, problems: Problems): string | undefined {
	if (sent.RoundingAmount === undefined || sent.RoundingAmount === 0) return undefined;
	const value = decimal(sent.RoundingAmount);
	if (value.abs().gt('0.1')) problems.add('The RoundingAmount must be between -0.10 and 0.10.');
	if (status === 'DRAFT') problems.add('The RoundingAmount cannot be set on a draft.');
	if ((sent.SubTotal ?? sent.TotalTax ?? sent.Total) === undefined)
		problems.add('The RoundingAmount needs SubTotal, TotalTax and Total.');
	return roundTo(value).toString();
}

/** The number of a document: the one that is sent, must be free. */
function readNumber(
	organisation: Organisation,
	sent: DocumentBody,
	type: DocumentType,
	existing: DocumentRow | undefined,
	problems: Problems,
): string {
	const number = sent.number ?? existing?.number;
	problems.length(nounOf(type) === 'Invoice' ? 'InvoiceNumber' : 'CreditNoteNumber', number, 255);
	if (number === undefined || number === '') return nextNumber(organisation, type);
	const other = type === 'ACCREC' ? numbered(organisation, type, number) : undefined;
	if (other !== undefined && other.id !== existing?.id) problems.add('Invoice # must be unique.');
	return number;
}

function readDates(
	organisation: Organisation,
	sent: DocumentBody,
	existing: DocumentRow | undefined,
	problems: Problems,
) {
	const date = problems.attempt(() => readDay('Date', sent.Date)) ?? existing?.date ?? organisation.today();
	const dueDate = problems.attempt(() => readDay('DueDate', sent.DueDate)) ?? existing?.dueDate;
	problems.attempt(() => checkLock(organisation, date));
	if (existing !== undefined) problems.attempt(() => checkLock(organisation, existing.date));
	return { date, dueDate };
}

function checkTexts(sent: DocumentBody, type: DocumentType, problems: Problems): void {
	problems.length('Reference', sent.Reference, 255);
	if (sent.Reference !== undefined && type === 'ACCPAY')
		problems.add('The Reference is for invoices to customers (ACCREC) only.');
	if (sent.Url !== undefined && !/^https?:\/\//.test(sent.Url))
		problems.add('The Url must be an absolute address.');
	if (sent.Url?.toLowerCase().includes('xero') === true) problems.add("The Url cannot contain 'xero'.");
}

function checkComplete(
	row: { status: DocumentStatus; type: DocumentType; dueDate?: string | undefined; date: string },
	{ lines, total }: Lines,
	problems: Problems,
): void {
	if (lines.length === 0) problems.add('One or more line items must be specified');
	if (total.lt(0)) problems.add('The total of the document cannot be negative.');
	const isDraft = row.status === 'DRAFT';
	if (!isDraft && !row.type.endsWith('CREDIT') && row.dueDate === undefined)
		problems.add('The DueDate is required to approve an invoice.');
	if (row.dueDate !== undefined && row.dueDate < row.date)
		problems.add('The due date cannot be before the date.');
}

/** The lines of a request, or the ones that are there when it has none. */
function linesOf(
	organisation: Organisation,
	sent: DocumentBody,
	existing: DocumentRow | undefined,
	row: { type: DocumentType; status: DocumentStatus; unitDecimals: 2 | 4 },
	problems: Problems,
): Lines & { lineAmountTypes: DocumentRow['lineAmountTypes'] } {
	const lineAmountTypes = sent.LineAmountTypes ?? existing?.lineAmountTypes ?? 'Exclusive';
	if (sent.LineItems === undefined && existing !== undefined) {
		if (lineAmountTypes !== existing.lineAmountTypes)
			problems.add('LineItems are needed to change LineAmountTypes.');
		const { lines, subTotal, totalTax, total } = existing;
		return {
			lineAmountTypes,
			lines,
			subTotal: decimal(subTotal),
			totalTax: decimal(totalTax),
			total: decimal(total),
		};
	}
	const options = {
		lineAmountTypes,
		unitDecimals: row.unitDecimals,
		discounts: row.type === 'ACCREC',
		side: row.type.startsWith('ACCREC') ? ('sales' as const) : ('purchase' as const),
		draft: row.status === 'DRAFT',
	};
	return { lineAmountTypes, ...readLines(organisation, sent.LineItems ?? [], options, problems) };
}

/**
 * Makes or changes an invoice, bill or credit note.
 * @throws Invalid with all that is wrong
 */
export function saveDocument(
	organisation: Organisation,
	sent: DocumentBody,
	isCredit: boolean,
	context: WriteContext,
): DocumentRow {
	const existing = existingOf(organisation, sent, isCredit, context);
	const type = existing?.type ?? sent.type;
	if (type === undefined) throw new Invalid(['Type is a required field']);
	if (existing !== undefined && sent.type !== undefined && sent.type !== type)
		throw new Invalid(['The Type of a document cannot be changed.']);
	const status = sent.Status ?? existing?.status ?? 'DRAFT';
	if (existing !== undefined && (status === 'VOIDED' || status === 'DELETED')) {
		return takeOut(organisation, existing, status);
	}
	if (existing !== undefined) checkMove(existing, status);
	else if (!['DRAFT', 'SUBMITTED', 'AUTHORISED'].includes(status)) {
		throw new Invalid([`${nounOf(type)} not of valid status for creation`]);
	}
	const problems = new Problems();
	const contact = problems.attempt(() =>
		sent.Contact === undefined && existing !== undefined
			? organisation.contacts.get(existing.contactId)
			: contactOf(organisation, sent.Contact),
	);
	const number = readNumber(organisation, sent, type, existing, problems);
	const { date, dueDate } = readDates(organisation, sent, existing, problems);
	checkTexts(sent, type, problems);
	const money = problems.attempt(() =>
		currencyOf(
			organisation,
			sent.CurrencyCode ?? existing?.currency,
			sent.CurrencyRate ?? (existing === undefined ? undefined : Number(existing.rate)),
		),
	);
	const before = problems.attempt(() =>
		linesOf(organisation, sent, existing, { type, status, unitDecimals: context.unitDecimals }, problems),
	);
	if (before === undefined) problems.check();
	const rounding = readRounding(sent, status, problems);
	const lines = before === undefined ? undefined : { ...before, total: before.total.plus(rounding ?? 0) };
	if (lines !== undefined) {
		checkTotals(sent, lines, problems);
		checkComplete({ status, type, dueDate, date }, lines, problems);
	}
	problems.check();
	if (lines === undefined || contact === undefined || money === undefined) throw new Error('nothing to keep');
	const reference = sent.Reference ?? existing?.reference;
	const url = sent.Url ?? existing?.url;
	const row: DocumentRow = {
		id: existing?.id ?? organisation.newId(),
		updated: organisation.now(),
		type,
		number,
		...(reference === undefined ? {} : { reference }),
		contactId: contact.id,
		date,
		...(dueDate === undefined ? {} : { dueDate }),
		status: status === 'PAID' ? 'AUTHORISED' : status,
		lineAmountTypes: lines.lineAmountTypes,
		...money,
		lines: lines.lines,
		subTotal: lines.subTotal.toString(),
		totalTax: lines.totalTax.toString(),
		total: lines.total.toString(),
		...(rounding === undefined ? {} : { rounding }),
		...(url === undefined ? {} : { url }),
		sentToContact: sent.SentToContact ?? existing?.sentToContact ?? false,
		paid: '0',
		credited: '0',
		openBase: String(toBase(lines.total, money.rate)),
		payments: [],
		allocations: [],
	};
	return enter(organisation, row);
}

/** Keeps a document and, when it is approved, posts it; nothing due is paid at once. */
function enter(organisation: Organisation, row: DocumentRow): DocumentRow {
	const isPaid = isPosted(row.status) && dueOf(row).eq(0);
	const kept = organisation.putDocument(isPaid ? { ...row, status: 'PAID', fullyPaidOn: row.date } : row);
	if (isPosted(kept.status)) postDocument(organisation, kept);
	return kept;
}
