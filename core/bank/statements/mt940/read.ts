/** MT940 statements (and MT942 interim reports) of SWIFT, as banks give them to their customers. */
import { finding, type Finding } from '../../../findings/finding';
import { isCurrency } from '../../../money/currency';
import { readShortDate } from '../dates';
import { invalidField, type Draft, type DraftBalance, type DraftLine, type DraftStatement } from '../draft';
import { MAX_STATEMENT_LINES, tooManyLines } from '../limits';
import { mtFields, type MtField } from './fields';
import { lineOf, readMtAmount } from './line';

const BALANCE = /^([CD])(\d{6})([A-Z]{3})(\d[\d.,]*)$/;

interface Balance extends DraftBalance {
	readonly currency: string;
}

/** Of the first of these fields; undefined where there is none, or with a finding where it cannot be read. */
function balanceOf(
	fields: readonly MtField[],
	tags: readonly string[],
	findings: Finding[],
): Balance | undefined {
	const field = fields.find(({ tag }) => tags.includes(tag));
	if (field === undefined) return undefined;
	const [text = ''] = field.lines;
	const [, mark, date = '', currency = '', amountText = ''] = BALANCE.exec(text.trim()) ?? [];
	const amount = readMtAmount(amountText);
	if (amount === undefined || readShortDate(date) === undefined || !isCurrency(currency)) {
		findings.push(invalidField(field.line, `:${field.tag}:`, text, 'is no balance'));
		return undefined;
	}
	return { line: field.line, currency, amount: mark === 'D' ? `-${amount}` : amount };
}

/** Some banks put the currency behind the account ("NL69INGB0123456789EUR"), or its number behind the bank's. */
function accountOf(fields: readonly MtField[]): string {
	const text = (fields.find(({ tag }) => tag === '25' || tag === '25P')?.lines[0] ?? '').replace(/\s/g, '');
	const found = /^(.*\d)([A-Z]{3})$/.exec(text);
	return found?.[1] !== undefined && isCurrency(found[2] ?? '') ? found[1] : text;
}

function linesOf(fields: readonly MtField[], pending: boolean): DraftLine[] {
	return fields.flatMap((field, index) => {
		if (field.tag !== '61') return [];
		const next = fields[index + 1];
		return [lineOf(field, next?.tag === '86' ? next : undefined, pending)];
	});
}

function readMessage(fields: readonly MtField[]): DraftStatement {
	const findings: Finding[] = [];
	const floor = fields.find(({ tag }) => tag === '34F');
	const lines = linesOf(fields, floor !== undefined);
	const opening = balanceOf(fields, ['60F', '60M'], findings);
	const closing = balanceOf(fields, ['62F', '62M'], findings);
	const line = fields[0]?.line ?? 1;
	if (closing === undefined && floor === undefined && !fields.some(({ tag }) => /^62/.test(tag))) {
		const problem = 'the statement has no closing balance (:62F:); the file may have been cut off';
		findings.push(finding('STATEMENT_MALFORMED', { path: `line ${line}`, evidence: { line, problem } }));
	}
	const currency = opening?.currency ?? closing?.currency ?? floor?.lines[0]?.slice(0, 3) ?? '';
	const account = accountOf(fields);
	return {
		line,
		...(account === '' ? {} : { account }),
		...(isCurrency(currency) ? { currency } : {}),
		...(opening === undefined ? {} : { opening }),
		...(closing === undefined ? {} : { closing }),
		lines,
		findings,
	};
}

export function readMt940(text: string): Draft {
	const fields = mtFields(text);
	const problem = 'it has no field :20:';
	const starts = fields.flatMap(({ tag }, index) => (tag === '20' ? [index] : []));
	if (starts.length === 0)
		return { statements: [], findings: [finding('STATEMENT_FORMAT_UNKNOWN', { evidence: { problem } })] };
	if (fields.filter(({ tag }) => tag === '61').length > MAX_STATEMENT_LINES)
		return { statements: [], findings: [tooManyLines()] };
	return {
		statements: starts.map((start, index) => readMessage(fields.slice(start, starts[index + 1]))),
		findings: [],
	};
}
