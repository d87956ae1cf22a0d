/** CAMT.053 as German, Swiss and Dutch banks write it. ISO 20022 message definition camt.053. */
import type { BankLineEvent } from '../../daybook/events';
import {
	balances,
	escapeXml,
	isNegative,
	plain,
	type StatementAccount,
	type StatementDialect,
} from './dialect';

const side = (amount: string): string => (isNegative(amount) ? 'DBIT' : 'CRDT');

function balance(code: string, amount: string, currency: string, on: string): string {
	return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${plain(amount, currency)}</Amt><CdtDbtInd>${side(amount)}</CdtDbtInd><Dt><Dt>${on}</Dt></Dt></Bal>`;
}

interface Style {
	readonly version: string;
	/** the code of the opening balance */
	readonly opening: 'OPBD' | 'PRCD';
	/** of the elements: "ns2:" */
	readonly prefix: string;
	readonly account: (id: string) => string;
	readonly entry: (line: BankLineEvent) => string;
}

/** Names of elements with a prefix, where a bank writes one. */
function prefixed(xml: string, prefix: string): string {
	return prefix === '' ? xml : xml.replace(/<(\/?)(?=[A-Za-z])/g, `<$1${prefix}`);
}

function write({ version, opening, prefix, account, entry }: Style) {
	return (of: StatementAccount, lines: readonly BankLineEvent[]): Buffer => {
		const [first = '2024-01-01', last = first] = [lines[0]?.on, lines.at(-1)?.on];
		const closing = balances(of, lines).at(-1) ?? of.opening;
		const statement =
			`<BkToCstmrStmt><GrpHdr><MsgId>LAB</MsgId><CreDtTm>${last}T22:00:00</CreDtTm></GrpHdr><Stmt><Id>1</Id><CreDtTm>${last}T22:00:00</CreDtTm>` +
			`<Acct>${account(of.id)}<Ccy>${of.currency}</Ccy></Acct>${balance(opening, of.opening, of.currency, first)}${balance('CLBD', closing, of.currency, last)}\n` +
			`${lines.map(entry).join('\n')}\n</Stmt></BkToCstmrStmt>`;
		const space = prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`;
		const text = `<?xml version="1.0" encoding="UTF-8"?>\n<${prefix}Document ${space}="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}">${prefixed(statement, prefix)}</${prefix}Document>\n`;
		return Buffer.from(text, 'utf8');
	};
}

const amountOf = ({ amount, currency }: BankLineEvent): string =>
	`<Amt Ccy="${currency}">${plain(amount, currency)}</Amt><CdtDbtInd>${side(amount)}</CdtDbtInd>`;
const days = (on: string): string => `<BookgDt><Dt>${on}</Dt></BookgDt><ValDt><Dt>${on}</Dt></ValDt>`;
const iban = (id: string): string => `<Id><IBAN>${id}</IBAN></Id>`;

/** The text in lines of 140 characters, no reference of the bank. */
function german(line: BankLineEvent): string {
	const { description, reference = 'NOTPROVIDED', on } = line;
	return `<Ntry>${amountOf(line)}<Sts>BOOK</Sts>${days(on)}<BkTxCd><Prtry><Cd>NTRF+166</Cd></Prtry></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>${escapeXml(reference)}</EndToEndId></Refs><RmtInf><Ustrd>${escapeXml(description)}</Ustrd></RmtInf></TxDtls></NtryDtls><AddtlNtryInf>BUCHUNG</AddtlNtryInf></Ntry>`;
}

/** The bank's reference, a batch of one, the text of the transaction. */
function swiss(line: BankLineEvent): string {
	const { id, description, reference = 'NOTPROVIDED', on } = line;
	return `<Ntry>${amountOf(line)}<RvslInd>false</RvslInd><Sts>BOOK</Sts>${days(on)}<AcctSvcrRef>${id}</AcctSvcrRef><NtryDtls><Btch><NbOfTxs>1</NbOfTxs></Btch><TxDtls><Refs><EndToEndId>${escapeXml(reference)}</EndToEndId></Refs>${amountOf(line)}<AddtlTxInf>${escapeXml(description)}</AddtlTxInf></TxDtls></NtryDtls></Ntry>`;
}

/** Version 8: codes in elements of their own, the text at the entry only. */
function dutch(line: BankLineEvent): string {
	const { id, description, reference, on } = line;
	const details =
		reference === undefined
			? ''
			: `<NtryDtls><TxDtls><Refs><EndToEndId>${escapeXml(reference)}</EndToEndId></Refs></TxDtls></NtryDtls>`;
	return `<Ntry>${amountOf(line)}<Sts><Cd>BOOK</Cd></Sts>${days(on)}<AcctSvcrRef>${id}</AcctSvcrRef>${details}<AddtlNtryInf>${escapeXml(description)}</AddtlNtryInf></Ntry>`;
}

const says = { account: true, reference: true };

export const CAMT_DIALECTS: readonly StatementDialect[] = [
	{
		name: 'camt.053.001.02 of a German bank',
		format: 'camt',
		extension: 'xml',
		says,
		write: write({ version: '02', opening: 'PRCD', prefix: '', account: iban, entry: german }),
	},
	{
		name: 'camt.053.001.04 of a Swiss bank, with a prefix',
		format: 'camt',
		extension: 'xml',
		says,
		write: write({ version: '04', opening: 'OPBD', prefix: 'ns2:', account: iban, entry: swiss }),
	},
	{
		name: 'camt.053.001.08 of a Dutch bank',
		format: 'camt',
		extension: 'xml',
		says,
		write: write({
			version: '08',
			opening: 'OPBD',
			prefix: '',
			account: (id) => `<Id><Othr><Id>${id}</Id></Othr></Id>`,
			entry: dutch,
		}),
	},
];
