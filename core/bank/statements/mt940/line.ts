/** Field :61: with its :86: as a line. SWIFT MT940, field 61: value date, entry date, mark, funds code, amount, references. */
import { finding, type Finding } from '../../../findings/finding';
import type { Decimal } from '../../../money/decimal';
import { dateOf, readShortDate } from '../dates';
import { given, invalidField, joined, whenFilled, type DraftLine } from '../draft';
import type { MtField } from './fields';
import { readInformation, type Information } from './information';

const STATEMENT_LINE =
	/^(\d{6})(\d{4})?(RC|RD|EC|ED|C|D)([A-Z])?(\d[\d.,]*)([A-Z][A-Z\d]{3})?((?:[^/]|\/(?!\/))*)(?:\/\/(.*))?$/;

/** "1234,5", "1234," or "12.34": there are no thousands marks. */
export function readMtAmount(text: string): Decimal | undefined {
	const found = /^(\d+)(?:[.,](\d*))?$/.exec(text);
	if (found === null) return undefined;
	const whole = (found[1] ?? '').replace(/^0+(?=\d)/, '');
	const fraction = found[2] ?? '';
	return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** The entry date has no year: it is the one nearest to the value date. */
function entryDate(monthDay: string, valueOn: string): string | undefined {
	const year = Number(valueOn.slice(0, 4));
	const distance = Number(monthDay.slice(0, 2)) - Number(valueOn.slice(5, 7));
	const nearest = distance > 6 ? year - 1 : distance < -6 ? year + 1 : year;
	return dateOf(String(nearest), monthDay.slice(0, 2), monthDay.slice(2));
}

function informationOf(lines: readonly string[], information: MtField | undefined): Information {
	if (information !== undefined) return readInformation(information.lines);
	const supplementary = joined([lines.slice(1).join(' ')]);
	return { description: supplementary };
}

/**
 * @param information the :86: that follows
 * @param pending of an interim report (MT942)
 */
export function lineOf(field: MtField, information: MtField | undefined, pending: boolean): DraftLine {
	const findings: Finding[] = [];
	const { line, lines } = field;
	const [first = ''] = lines;
	const about = informationOf(lines, information);
	const found = STATEMENT_LINE.exec(first.trimEnd());
	if (found === null) {
		findings.push(invalidField(line, ':61:', first, 'is no statement line of MT940'));
		return { line, ...about, findings };
	}
	const [, valueText = '', entryText, mark = '', , amountText = '', , ownReference = '', bankReference = ''] =
		found;
	const invalid = (value: string, problem: string): undefined => {
		findings.push(invalidField(line, ':61:', value, problem));
		return undefined;
	};
	const valueOn = readShortDate(valueText) ?? invalid(valueText, 'is no date (YYMMDD)');
	const bookedOn =
		entryText === undefined || valueOn === undefined
			? valueOn
			: (entryDate(entryText, valueOn) ?? invalid(entryText, 'is no day (MMDD)'));
	const amount = readMtAmount(amountText) ?? invalid(amountText, 'is no amount');
	// RC takes a credit back: the money goes out
	const direction = mark === 'C' || mark === 'RD' || mark === 'EC' ? 'in' : 'out';
	if (mark.startsWith('R')) findings.push(finding('BANK_LINE_REVERSAL', { path: `line ${line}: :61:` }));
	return {
		line,
		...(bookedOn === undefined ? {} : { bookedOn }),
		...(valueOn === undefined ? {} : { valueOn }),
		...(amount === undefined ? {} : { amount: { amount, direction } }),
		...whenFilled('reference', given(ownReference)),
		...about,
		...whenFilled('bankId', given(bankReference)),
		...(pending || mark.startsWith('E') ? { pending: true as const } : {}),
		findings,
	};
}
