/** OFX as three kinds of banks write it. OFX 1.0.2, 2.1.1, 2.2: https://www.ofx.net/downloads.html */
import type { BankLineEvent } from '../../daybook/events';
import {
	balances,
	compact,
	escapeXml,
	isNegative,
	signed,
	type StatementAccount,
	type StatementDialect,
} from './dialect';

const SGML_HEADER = [
	'OFXHEADER:100',
	'DATA:OFXSGML',
	'VERSION:102',
	'SECURITY:NONE',
	'ENCODING:USASCII',
	'CHARSET:1252',
	'COMPRESSION:NONE',
	'OLDFILEUID:NONE',
	'NEWFILEUID:NONE',
	'',
];

const typeOf = (amount: string): string => (isNegative(amount) ? 'DEBIT' : 'CREDIT');
const NAME_LENGTH = 32;

/** These banks escape nothing but what would be a tag. */
const unlessTag = (text: string): string => text.replace(/<(?=\/?[A-Za-z][\w.]*>)/g, '&lt;');

interface Frame {
	readonly first: string;
	readonly last: string;
	readonly closing: string;
}

function frameOf(account: StatementAccount, lines: readonly BankLineEvent[]): Frame {
	const [first = '2024-01-01', last = first] = [lines[0]?.on, lines.at(-1)?.on];
	const closing = signed(balances(account, lines).at(-1) ?? account.opening, account.currency);
	return { first: compact(first), last: compact(last), closing };
}

/** Fields without end tags, a zone behind each time, the whole text in MEMO and its beginning in NAME. */
const american: StatementDialect = {
	name: 'OFX 1.0.2 (SGML) without end tags',
	format: 'ofx',
	extension: 'qfx',
	says: { account: true, reference: true },
	write(account, lines) {
		const { first, last, closing } = frameOf(account, lines);
		const rows = lines.flatMap(({ id, on, amount, currency, description, reference }) => [
			'<STMTTRN>',
			`<TRNTYPE>${typeOf(amount)}`,
			`<DTPOSTED>${compact(on)}120000[-5:EST]`,
			`<TRNAMT>${signed(amount, currency)}`,
			`<FITID>${id}`,
			...(reference === undefined ? [] : [`<REFNUM>${reference}`]),
			`<NAME>${unlessTag(description.slice(0, NAME_LENGTH).trim())}`,
			`<MEMO>${unlessTag(description)}`,
			'</STMTTRN>',
		]);
		const text = [
			...SGML_HEADER,
			'<OFX>',
			'<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20240131120000[-5:EST]<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>',
			'<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS>',
			`<STMTRS><CURDEF>${account.currency}`,
			`<BANKACCTFROM><BANKID>121000358<ACCTID>${account.id}<ACCTTYPE>CHECKING</BANKACCTFROM>`,
			`<BANKTRANLIST><DTSTART>${first}<DTEND>${last}`,
			...rows,
			'</BANKTRANLIST>',
			`<LEDGERBAL><BALAMT>${closing}<DTASOF>${last}</LEDGERBAL>`,
			'</STMTRS></STMTTRNRS></BANKMSGSRSV1>',
			'</OFX>',
		];
		return Buffer.from(text.join('\r\n'), 'latin1');
	},
};

/** XML of a card, one line, with a time in UTC. */
const card: StatementDialect = {
	name: 'OFX 2.1.1 (XML) of a card',
	format: 'ofx',
	extension: 'ofx',
	says: { account: true, reference: true },
	write(account, lines) {
		const { first, last, closing } = frameOf(account, lines);
		const rows = lines.map(
			({ id, on, amount, currency, description, reference }) =>
				`<STMTTRN><TRNTYPE>${typeOf(amount)}</TRNTYPE><DTPOSTED>${compact(on)}</DTPOSTED><TRNAMT>${signed(amount, currency)}</TRNAMT>` +
				`<FITID>${id}</FITID>${reference === undefined ? '' : `<REFNUM>${escapeXml(reference)}</REFNUM>`}<MEMO>${escapeXml(description)}</MEMO></STMTTRN>`,
		);
		const text =
			'<?xml version="1.0" encoding="UTF-8"?><?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>' +
			'<OFX><CREDITCARDMSGSRSV1><CCSTMTTRNRS><TRNUID>0</TRNUID><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>' +
			`<CCSTMTRS><CURDEF>${account.currency}</CURDEF><CCACCTFROM><ACCTID>${account.id}</ACCTID></CCACCTFROM>` +
			`<BANKTRANLIST><DTSTART>${first}</DTSTART><DTEND>${last}</DTEND>${rows.join('')}</BANKTRANLIST>` +
			`<LEDGERBAL><BALAMT>${closing}</BALAMT><DTASOF>${last}</DTASOF></LEDGERBAL></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>`;
		return Buffer.from(text, 'utf8');
	},
};

/** Everything on one line, comma decimals with a plus, no id, UTF-16. */
const french: StatementDialect = {
	name: 'OFX 1.0.2 with comma decimals, in UTF-16',
	format: 'ofx',
	extension: 'ofx',
	says: { account: true, reference: false },
	write(account, lines) {
		const { first, last, closing } = frameOf(account, lines);
		const rows = lines.map(({ on, amount, currency, description }) => {
			const value = signed(amount, currency, ',');
			return `<STMTTRN><TRNTYPE>${typeOf(amount)}<DTPOSTED>${compact(on)}<TRNAMT>${isNegative(amount) ? '' : '+'}${value}<NAME>${escapeXml(description)}</STMTTRN>`;
		});
		const text =
			`${SGML_HEADER.join('\n')}<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>${account.currency}<BANKACCTFROM><BANKID>30004<ACCTID>${account.id}<ACCTTYPE>CHECKING</BANKACCTFROM>` +
			`<BANKTRANLIST><DTSTART>${first}<DTEND>${last}${rows.join('')}</BANKTRANLIST><LEDGERBAL><BALAMT>${closing}<DTASOF>${last}</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`;
		return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
	},
};

export const OFX_DIALECTS: readonly StatementDialect[] = [american, card, french];
