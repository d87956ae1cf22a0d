/** OFX and QFX files, versions 1.x (SGML) and 2.x (XML): bank, credit card and investment cash statements. */
import { finding, type Finding } from '../../../findings/finding';
import { readEither } from '../amounts';
import { invalidField, type Draft, type DraftBalance, type DraftLine, type DraftStatement } from '../draft';
import { MAX_STATEMENT_LINES, tooManyLines } from '../limits';
import { ofxElements, type OfxEvent } from './elements';
import { lineOf, type OfxField } from './transaction';

const STATEMENTS = new Set(['STMTRS', 'CCSTMTRS', 'INVSTMTRS']);
const ACCOUNTS = new Set(['BANKACCTFROM', 'CCACCTFROM', 'INVACCTFROM']);
const TRANSACTIONS = new Set(['STMTTRN', 'STMTTRNP']);

interface OpenTransaction {
	readonly name: string;
	readonly line: number;
	readonly fields: Map<string, OfxField>;
}

class StatementReader {
	readonly lines: DraftLine[] = [];
	readonly findings: Finding[] = [];
	private account = '';
	private currency = '';
	private closing: DraftBalance | undefined;

	constructor(private readonly line: number) {}

	field(parent: string | undefined, { name, value, line }: OfxEvent & { kind: 'field' }): void {
		if (name === 'CURDEF' && this.currency === '') this.currency = value.toUpperCase();
		else if (name === 'ACCTID' && parent !== undefined && ACCOUNTS.has(parent) && this.account === '')
			this.account = value.replace(/\s/g, '');
		else if (name === 'BALAMT' && parent === 'LEDGERBAL') {
			const amount = readEither(value);
			if (amount === undefined)
				this.findings.push(invalidField(line, 'LEDGERBAL.BALAMT', value, 'is no amount'));
			else this.closing = { line, amount };
		}
	}

	draft(): DraftStatement {
		const { line, lines, findings } = this;
		return {
			line,
			...(this.account === '' ? {} : { account: this.account }),
			...(this.currency === '' ? {} : { currency: this.currency }),
			...(this.closing === undefined ? {} : { closing: this.closing }),
			lines,
			findings,
		};
	}
}

class OfxReader {
	readonly statements: StatementReader[] = [];
	readonly findings: Finding[] = [];
	private readonly stack: string[] = [];
	private transaction: OpenTransaction | undefined;
	private count = 0;

	/** @returns false when there are too many lines */
	take(event: OfxEvent): boolean {
		switch (event.kind) {
			case 'open':
				this.open(event);
				break;
			case 'close':
				this.close(event.name);
				break;
			case 'field':
				this.field(event);
				break;
		}
		return this.count <= MAX_STATEMENT_LINES;
	}

	/** What is still open at the end: the file was cut off, and the last transaction may be cut off too. */
	end(): void {
		if (this.transaction !== undefined) {
			const { line } = this.transaction;
			this.findings.push(
				finding('STATEMENT_MALFORMED', {
					path: `line ${line}`,
					evidence: { line, problem: 'the transaction has no end' },
				}),
			);
		}
	}

	private open({ name, line }: OfxEvent): void {
		if (STATEMENTS.has(name)) this.statements.push(new StatementReader(line));
		if (TRANSACTIONS.has(name)) {
			// the one before was never closed; all of its fields are there
			this.finishTransaction();
			this.transaction = { name, line, fields: new Map() };
		}
		this.stack.push(name);
	}

	private close(name: string): void {
		const depth = this.stack.lastIndexOf(name);
		if (depth === -1) return;
		const closed = this.stack.splice(depth);
		if (this.transaction !== undefined && closed.includes(this.transaction.name)) this.finishTransaction();
	}

	private field(event: OfxEvent & { kind: 'field' }): void {
		const parent = this.stack.at(-1);
		const { transaction } = this;
		if (transaction === undefined) {
			this.statements.at(-1)?.field(parent, event);
			return;
		}
		const inside = this.stack.slice(this.stack.lastIndexOf(transaction.name) + 1);
		const key = [...inside, event.name].join('.');
		if (!transaction.fields.has(key)) transaction.fields.set(key, { value: event.value, line: event.line });
	}

	private finishTransaction(): void {
		const { transaction } = this;
		if (transaction === undefined) return;
		this.transaction = undefined;
		this.count++;
		if (this.statements.length === 0) this.statements.push(new StatementReader(transaction.line));
		const { name, line, fields } = transaction;
		this.statements.at(-1)?.lines.push(lineOf({ line, fields, pending: name === 'STMTTRNP' }));
	}
}

export function readOfx(text: string): Draft {
	const start = text.search(/<OFX\s*>/i);
	if (start === -1) {
		const problem = 'it has no element OFX';
		return { statements: [], findings: [finding('STATEMENT_FORMAT_UNKNOWN', { evidence: { problem } })] };
	}
	const reader = new OfxReader();
	for (const event of ofxElements(text, start)) {
		if (!reader.take(event)) return { statements: [], findings: [tooManyLines()] };
	}
	reader.end();
	const statements = reader.statements.map((statement) => statement.draft());
	if (statements.length === 0 && reader.findings.length === 0) {
		const problem = 'it has no statement of an account';
		reader.findings.push(finding('STATEMENT_FORMAT_UNKNOWN', { evidence: { problem } }));
	}
	return { statements, findings: reader.findings };
}
