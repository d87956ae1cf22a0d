/** One transaction of an OFX file as a line. OFX 2.2, 11.4.4 (STMTTRN) and 11.4.5.2 (STMTTRNP). */
import { finding, type Finding } from '../../../findings/finding';
import { isCurrency } from '../../../money/currency';
import { readEither } from '../amounts';
import { readOfxDate, type Moment } from '../dates';
import { invalidField, joined, sided, whenFilled, type DraftLine } from '../draft';

export interface OfxField {
	readonly value: string;
	readonly line: number;
}

/** Its fields by name; those of a nested aggregate as "PAYEE.NAME". */
export interface OfxTransaction {
	readonly line: number;
	readonly pending: boolean;
	readonly fields: ReadonlyMap<string, OfxField>;
}

/** NAME takes 32 characters: MEMO often begins with the same words again. */
function descriptionOf(name: string, memo: string): string {
	return memo.startsWith(name) ? joined([memo]) : joined([name, memo]);
}

export function lineOf({ line, pending, fields }: OfxTransaction): DraftLine {
	const findings: Finding[] = [];
	const value = (name: string): string => fields.get(name)?.value ?? '';
	const invalid = (name: string, problem: string): undefined => {
		const field = fields.get(name);
		findings.push(invalidField(field?.line ?? line, name, field?.value ?? '', problem));
		return undefined;
	};
	const moment = (name: string, needed: boolean): Moment | undefined => {
		const text = value(name);
		if (text === '') return needed ? invalid(name, 'is missing') : undefined;
		return readOfxDate(text) ?? invalid(name, 'is no date of OFX (YYYYMMDD)');
	};

	const booked = moment(pending ? 'DTTRAN' : 'DTPOSTED', true);
	const available = moment('DTAVAIL', false);
	const text = value('TRNAMT');
	const amount =
		text === '' ? invalid('TRNAMT', 'is missing') : (readEither(text) ?? invalid('TRNAMT', 'is no amount'));
	// CURRENCY: the amount is in it; ORIGCURRENCY: the amount is already the account's
	const currency = value('CURRENCY.CURSYM').toUpperCase();
	if (currency !== '' && !isCurrency(currency)) invalid('CURRENCY.CURSYM', 'is not a currency of ISO 4217');
	if (value('CORRECTFITID') !== '')
		findings.push(finding('BANK_LINE_REMOVED', { path: `line ${line}: CORRECTFITID` }));

	const name = value('NAME') || value('PAYEE.NAME');
	return {
		line,
		...(booked === undefined ? {} : { bookedOn: booked.on }),
		...(booked?.at === undefined ? {} : { occurredAt: booked.at }),
		...(available === undefined ? {} : { valueOn: available.on }),
		...(amount === undefined ? {} : { amount: sided(amount) }),
		...(currency === '' ? {} : { currency }),
		description: descriptionOf(name, value('MEMO')),
		...whenFilled('counterparty', value('PAYEE.NAME') || value('NAME')),
		...whenFilled('reference', value('REFNUM') || value('CHECKNUM')),
		...whenFilled('bankId', value('FITID')),
		...(pending ? { pending: true as const } : {}),
		findings,
	};
}
