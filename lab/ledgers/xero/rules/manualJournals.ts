/** Manual journals: debits positive, credits negative, and nothing left over. */
import type { Leg } from '../books/generalLedger';
import type { Organisation } from '../books/organisation';
import type { JournalLineRow, LineAmountTypes, ManualJournalRow } from '../books/records';
import { untaxed } from '../books/seed';
import { decimal, roundTo, sum, text, toCents, ZERO, type Decimal } from '../decimals';
import { Invalid, Problems, XeroFault } from '../faults';
import { netOf, postingKey } from '../posting/document';
import type { ManualJournalBody } from '../schema/documents';
import type { WriteContext } from './context';
import { checkLock, readDay } from './dates';
import { lineTax } from './lines';
import { journalAccount, taxRate, trackingOf } from './references';

type LineBody = NonNullable<ManualJournalBody['JournalLines']>[number];
type Status = ManualJournalRow['status'];

const MOVES: Readonly<Record<Status, readonly Status[]>> = {
	DRAFT: ['DRAFT', 'POSTED', 'DELETED'],
	POSTED: ['POSTED', 'VOIDED'],
	DELETED: [],
	VOIDED: [],
};

const grossOf = (line: JournalLineRow, kind: LineAmountTypes): Decimal =>
	kind === 'Exclusive' ? decimal(line.lineAmount).plus(line.taxAmount) : decimal(line.lineAmount);

function lineOf(
	organisation: Organisation,
	sent: LineBody,
	kind: LineAmountTypes,
	problems: Problems,
): JournalLineRow {
	const account = problems.attempt(() =>
		journalAccount(
			organisation,
			sent.AccountID === undefined ? { Code: sent.AccountCode ?? '' } : { AccountID: sent.AccountID },
		),
	);
	const amount = decimal(sent.LineAmount);
	if (sent.LineAmount === undefined) problems.add('The LineAmount must be specified on each journal line.');
	if (!roundTo(amount).eq(amount)) problems.add('The LineAmount must have no more than 2 decimal places.');
	const taxType =
		sent.TaxType ?? (kind === 'NoTax' ? untaxed(organisation) : (account?.taxType ?? untaxed(organisation)));
	const rate = problems.attempt(() => taxRate(organisation, taxType, account));
	const tax = lineTax(sent, amount, rate?.effective ?? '0', kind, problems);
	return {
		accountId: account?.id ?? '',
		...(sent.Description === undefined ? {} : { description: sent.Description }),
		taxType,
		taxAmount: tax.toString(),
		lineAmount: amount.toString(),
		tracking: problems.attempt(() => trackingOf(organisation, sent.Tracking)) ?? [],
	};
}

function checkBalance(lines: readonly JournalLineRow[], kind: LineAmountTypes, problems: Problems): void {
	const amounts = lines.map((line) => grossOf(line, kind));
	const debits = sum(amounts.filter((amount) => amount.gt(0)));
	const credits = sum(amounts.filter((amount) => amount.lt(0))).abs();
	if (!debits.eq(credits))
		problems.add(`The total debits (${text(debits)}) must equal total credits (${text(credits)})`);
}

function legsOf(organisation: Organisation, row: ManualJournalRow): Leg[] {
	const gst = organisation.system('GST').id;
	return row.lines.flatMap((line): Leg[] => {
		const parts = [
			{ account: line.accountId, amount: toCents(netOf(line, row.lineAmountTypes)) },
			{ account: gst, amount: toCents(row.lineAmountTypes === 'NoTax' ? ZERO : decimal(line.taxAmount)) },
		];
		return parts.filter(({ amount }) => amount !== 0n);
	});
}

function takeOut(organisation: Organisation, existing: ManualJournalRow, status: Status): ManualJournalRow {
	checkLock(organisation, existing.date);
	organisation.ledger.remove(postingKey('ManualJournal', existing.id));
	return organisation.manualJournals.put({ ...existing, status, updated: organisation.now() });
}

function existingOf(organisation: Organisation, id: string | undefined): ManualJournalRow | undefined {
	if (id === undefined) return undefined;
	const existing = organisation.manualJournals.get(id);
	if (existing === undefined) throw new Invalid(['The manual journal could not be found.']);
	return existing;
}

/** Makes, changes, posts or voids a manual journal. @throws Invalid; XeroFault 403 without the permission for reports */
export function saveManualJournal(
	organisation: Organisation,
	sent: ManualJournalBody,
	context: WriteContext,
): ManualJournalRow {
	if (!organisation.settings.manualJournals) {
		throw new XeroFault(403, {
			Type: null,
			Title: 'Forbidden',
			Status: 403,
			Detail: 'The user does not have permission to create manual journals',
			Instance: organisation.identity.organisationId,
			Extensions: {},
		});
	}
	const existing = existingOf(organisation, context.id ?? sent.ManualJournalID);
	const status = sent.Status ?? existing?.status ?? 'DRAFT';
	if (status === 'ARCHIVED') throw new Invalid(['The Status ARCHIVED cannot be set.']);
	if (existing !== undefined && !MOVES[existing.status].includes(status))
		throw new Invalid(['Manual journal not of valid status for modification']);
	if (existing !== undefined && (status === 'VOIDED' || status === 'DELETED'))
		return takeOut(organisation, existing, status);
	const problems = new Problems();
	if (status === 'VOIDED' || status === 'DELETED')
		problems.add('Manual journal not of valid status for creation');
	const narration = (sent.Narration ?? existing?.narration ?? '').trim();
	if (narration === '') problems.add('Narration is a required field');
	const date = problems.attempt(() => readDay('Date', sent.Date)) ?? existing?.date ?? organisation.today();
	problems.attempt(() => checkLock(organisation, date));
	if (existing !== undefined) problems.attempt(() => checkLock(organisation, existing.date));
	const kind = sent.LineAmountTypes ?? existing?.lineAmountTypes ?? 'NoTax';
	const lines =
		sent.JournalLines === undefined && existing !== undefined
			? existing.lines
			: (sent.JournalLines ?? []).map((line) => lineOf(organisation, line, kind, problems));
	if (lines.length < 2) problems.add('At least two journal lines must be specified');
	checkBalance(lines, kind, problems);
	if (sent.Url?.toLowerCase().includes('xero') === true) problems.add("The Url cannot contain 'xero'.");
	problems.check();
	const url = sent.Url ?? existing?.url;
	const row = organisation.manualJournals.put({
		id: existing?.id ?? organisation.newId(),
		updated: organisation.now(),
		narration,
		date,
		status,
		lineAmountTypes: kind,
		...(url === undefined ? {} : { url }),
		showOnCashBasis: sent.ShowOnCashBasisReports ?? existing?.showOnCashBasis ?? true,
		lines,
	});
	if (status === 'POSTED')
		organisation.ledger.post({
			key: postingKey('ManualJournal', row.id),
			date,
			legs: legsOf(organisation, row),
		});
	return row;
}
