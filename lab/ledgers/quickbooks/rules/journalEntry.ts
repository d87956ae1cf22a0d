/** Journal entries: debits equal credits; receivables and payables name whose they are. */
import type { Change } from '../books/change';
import { decimal, roundTo, sum, toNumber, ZERO, type Decimal } from '../decimals';
import { businessRule, missingParameter, negativeJournalLine, unbalancedJournal } from '../faults';
import { postJournalEntry } from '../posting/journalEntry';
import type { JournalLine } from '../schema/lines';
import type { Body } from '../schema/index';
import { ratesOf } from '../tax/rates';
import type { Rules } from './context';
import { currencyOf, type DocumentCurrency } from './currency';
import { checkOpen, dayOf } from './dates';
import { journalNumber } from './numbers';
import { refTo, resolve, resolveName } from './references';

/** "When you use Accounts Receivable, you must choose a customer in the Name field." (Intuit's reference) */
function checkEntity(
	type: string | undefined,
	entity: JournalLine['JournalEntryLineDetail']['Entity'],
): void {
	const needed = { 'Accounts Receivable': 'Customer', 'Accounts Payable': 'Vendor' }[type ?? ''];
	if (needed === undefined || entity?.Type === needed) return;
	const word = needed === 'Customer' ? 'customer' : 'supplier';
	throw businessRule(
		`When you use ${type}, you must choose a ${word} in the Name field.`,
		'Line.JournalEntryLineDetail.Entity',
	);
}

/** The tax of a line outside the US: what was sent, else what the code's rates give. */
function lineTax(change: Change, line: JournalLine, day: string, digits: number): Decimal | undefined {
	const { TaxCodeRef, TaxApplicableOn, TaxAmount } = line.JournalEntryLineDetail;
	if (TaxCodeRef === undefined || change.company.isUS || !change.company.usesSalesTax) return undefined;
	const code = resolve(change, 'TaxCode', TaxCodeRef, 'Line.JournalEntryLineDetail.TaxCodeRef');
	if (TaxApplicableOn === undefined) throw missingParameter('Line.JournalEntryLineDetail.TaxApplicableOn');
	if (TaxAmount !== undefined) return roundTo(decimal(TaxAmount), digits);
	const percent = sum(ratesOf(change, code, TaxApplicableOn, day).map((rate) => rate.percent));
	return roundTo(decimal(line.Amount).times(percent).div(100), digits);
}

function completeLine(
	change: Change,
	line: JournalLine,
	index: number,
	day: string,
	currency: DocumentCurrency,
): JournalLine {
	const { Entity, ClassRef, DepartmentRef, ...detail } = line.JournalEntryLineDetail;
	if (line.Amount < 0 || (detail.TaxAmount ?? 0) < 0) throw negativeJournalLine();
	const account = resolve(change, 'Account', detail.AccountRef, 'Line.JournalEntryLineDetail.AccountRef');
	checkEntity(account.AccountType, Entity);
	const own = account.CurrencyRef?.value ?? currency.code;
	if (own !== currency.code && own !== change.company.identity.currency) {
		throw businessRule(`The account ${account.Name} is in ${own}, the journal entry in ${currency.code}.`);
	}
	const tax = lineTax(change, line, day, currency.digits);
	const { preferences } = change.company;
	const entity =
		Entity === undefined
			? undefined
			: { Type: Entity.Type, EntityRef: resolveName(change, Entity.Type, Entity.EntityRef, 'Line.Entity') };
	return {
		...line,
		Id: String(index),
		Amount: toNumber(roundTo(decimal(line.Amount), currency.digits)),
		JournalEntryLineDetail: {
			...detail,
			AccountRef: refTo(account),
			...(tax === undefined
				? { TaxCodeRef: undefined, TaxApplicableOn: undefined, TaxAmount: undefined }
				: { TaxAmount: toNumber(tax) }),
			...(entity === undefined ? {} : { Entity: entity }),
			...(ClassRef === undefined || !preferences.classTrackingPerTxnLine
				? {}
				: { ClassRef: refTo(resolve(change, 'Class', ClassRef, 'Line.ClassRef')) }),
			...(DepartmentRef === undefined || !preferences.trackDepartments
				? {}
				: { DepartmentRef: refTo(resolve(change, 'Department', DepartmentRef, 'Line.DepartmentRef')) }),
		},
		CustomExtensions: [],
	};
}

/** Debits and credits with their tax. */
function checkBalance(lines: readonly JournalLine[]): void {
	const side = (type: 'Debit' | 'Credit'): Decimal =>
		sum(
			lines
				.filter((line) => line.JournalEntryLineDetail.PostingType === type)
				.map((line) => decimal(line.Amount).plus(line.JournalEntryLineDetail.TaxAmount ?? ZERO)),
		);
	const [debits, credits] = [side('Debit'), side('Credit')];
	if (!debits.eq(credits)) throw unbalancedJournal(debits.toString(), credits.toString());
}

export const journalEntry: Rules<'JournalEntry'> = {
	operations: ['create', 'update', 'delete'],
	save(change, body, context): Body<'JournalEntry'> {
		if (context.existing !== undefined) checkOpen(change, context.existing.TxnDate ?? '');
		const day = dayOf(change, body);
		checkOpen(change, day);
		const currency = currencyOf(change, body, day);
		const distribution = body.Line.filter((line) => line.DetailType === 'JournalEntryLineDetail');
		if (distribution.length < 2) {
			throw businessRule('A journal entry has at least one line to debit and one to credit.', 'Line');
		}
		const lines = body.Line.map((line, index) =>
			line.DetailType === 'JournalEntryLineDetail'
				? completeLine(change, line, index, day, currency)
				: { ...line, Id: String(index), DescriptionLineDetail: {} },
		);
		checkBalance(lines.filter((line) => line.DetailType === 'JournalEntryLineDetail'));
		const home = change.company.preferences.multiCurrency ? { HomeTotalAmt: 0 } : {};
		return {
			...body,
			...currency.fields,
			...home,
			TxnDate: day,
			DocNumber: journalNumber(change, body.DocNumber, context),
			Line: lines,
			Adjustment: body.Adjustment ?? false,
			TxnTaxDetail: {},
			// "The value of this field will always be set to zero"
			TotalAmt: 0,
		};
	},
	post: postJournalEntry,
};
