/** CAMT.053 statements, CAMT.052 reports and CAMT.054 notifications (ISO 20022). */
import { finding, type Finding } from '../../../findings/finding';
import { isDecimal } from '../../../money/decimal';
import { invalidField, type Draft, type DraftBalance, type DraftLine, type DraftStatement } from '../draft';
import { MAX_STATEMENT_LINES, tooManyLines } from '../limits';
import { cutStatements, type CutStatement } from './cut';
import { linesOf } from './entry';
import { at, damageOf, listAt, parseXml, textAt } from './xml';

const malformed = (line: number, problem: string): Finding =>
	finding('STATEMENT_MALFORMED', { path: `line ${line}`, evidence: { line, problem } });

const codeOf = (balance: unknown): string => textAt(balance, 'Tp', 'CdOrPrtry', 'Cd');

/** Booked balances only: OPBD or, in its place, the closing balance of the period before (PRCD); CLBD. */
function balanceOf(
	frame: unknown,
	codes: readonly string[],
	line: number,
	findings: Finding[],
): DraftBalance | undefined {
	const balances = listAt(frame, 'Bal');
	const found = codes
		.map((code) => balances.find((one) => codeOf(one) === code))
		.find((one) => one !== undefined);
	if (found === undefined) return undefined;
	const amount = textAt(found, 'Amt');
	const indicator = textAt(found, 'CdtDbtInd');
	if (isDecimal(amount) && !amount.startsWith('-') && (indicator === 'CRDT' || indicator === 'DBIT'))
		return { line, amount: indicator === 'DBIT' ? `-${amount}` : amount };
	findings.push(invalidField(line, `Bal/${codeOf(found)}`, `${indicator} ${amount}`.trim(), 'is no balance'));
	return undefined;
}

function readEntries(cut: CutStatement, batches: 'split' | 'whole', findings: Finding[]): DraftLine[] {
	return cut.entries.flatMap(({ xml, line }) => {
		const damage = damageOf(xml);
		if (damage !== undefined) {
			findings.push(malformed(line + damage.line - 1, damage.problem));
			return [];
		}
		return linesOf(parseXml(xml), line, batches);
	});
}

function readStatement(cut: CutStatement, batches: 'split' | 'whole'): DraftStatement {
	const findings: Finding[] = [];
	const { line } = cut.frame;
	const lines = readEntries(cut, batches, findings);
	if (!cut.complete) findings.push(malformed(line, `the statement (${cut.kind}) has no end`));
	const frame = parseXml(cut.frame.xml);
	const account = textAt(frame, 'Acct', 'Id', 'IBAN') || textAt(frame, 'Acct', 'Id', 'Othr', 'Id');
	const currency = textAt(frame, 'Acct', 'Ccy') || textAt(at(frame, 'Bal', 'Amt'), '@Ccy');
	const opening = balanceOf(frame, ['OPBD', 'PRCD'], line, findings);
	const closing = balanceOf(frame, ['CLBD'], line, findings);
	return {
		line,
		...(account === '' ? {} : { account: account.replace(/\s/g, '') }),
		...(currency === '' ? {} : { currency }),
		...(opening === undefined ? {} : { opening }),
		...(closing === undefined ? {} : { closing }),
		lines,
		findings,
	};
}

export function readCamt(text: string, batches: 'split' | 'whole'): Draft {
	const unknown = (problem: string): Draft => ({
		statements: [],
		findings: [finding('STATEMENT_FORMAT_UNKNOWN', { evidence: { problem } })],
	});
	// no bank sends one; it is how a file makes a reader open other files or fill the memory
	if (/<!DOCTYPE/i.test(text)) return unknown('it declares a document type, which statements never do');
	const cuts = cutStatements(text);
	if (cuts.length === 0) return unknown('it has no statement (Stmt, Rpt or Ntfctn)');
	if (cuts.reduce((count, { entries }) => count + entries.length, 0) > MAX_STATEMENT_LINES)
		return { statements: [], findings: [tooManyLines()] };
	return { statements: cuts.map((cut) => readStatement(cut, batches)), findings: [] };
}
