/** What comes into a node as an item or as a parameter: documents and entries that code has changed, rules, mapping files. */
import { balancedEntry } from '../../../core/journal/balancedEntry';
import { DEFAULT_JOURNAL_POLICY } from '../../../core/journal/policy';
import { journalize } from '../../../core/journal/journalize';
import {
	parseBookableDocument,
	parseDocument,
	parseJournalEntry,
	parseMoneyDocument,
	parseSalesDocument,
} from '../../../core/documents/parse';
import { accountMapper } from '../../../core/accounts/mapAccounts';
import { ACCOUNT_FACTS, parseAccountMapping } from '../../../core/accounts/mapping';
import { composeDocuments } from '../../../core/ledger/compose';
import type { LedgerAccount } from '../../../core/ledger/connector';
import {
	checkMapping,
	ledgerNames,
	parseMappingFile,
	parseRuleRows,
	usableMapping,
	type MappedLedger,
} from '../../../core/mapping';
import { parseTaxRules, TAX_FACTS } from '../../../core/tax/rules';
import { taxResolver } from '../../../core/tax/resolve';
import { ACCOUNTING_CASES } from '../../support/accountingCases';
import { CHANGE_CASES } from '../../support/accountingChanges';
import { PAYOUT_CASES } from '../../support/accountingPayouts';
import { paidSale, refundOf, splitSale, unpaidSale } from '../../support/entries';
import { mappingOf, QUICKBOOKS, taxCode } from '../../support/ledger';
import type { FuzzTarget } from '../target';

const DOCUMENTS = [...ACCOUNTING_CASES, ...CHANGE_CASES, ...PAYOUT_CASES].map(({ document }) => document);
const TARGET = { ledger: 'quickbooks', tenant: '123' };

/** As a node hands it on: JSON. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

const documents: FuzzTarget = {
	name: 'item/document',
	prepare: async () => {
		const seeds = await Promise.resolve(DOCUMENTS.map(plain));
		const resolve = taxResolver([], [taxCode('20', 'Standard', '20'), taxCode('0', 'None')], {
			ledger: 'quickbooks',
			taxModel: 'codes',
			matchByRate: true,
		});
		const map = accountMapper(mappingOf(), QUICKBOOKS);
		return (m) => {
			const json = m.json(m.pick(seeds), 'memory');
			const read = [parseDocument(json), parseMoneyDocument(json)];
			const sales = parseSalesDocument(json);
			const resolved = sales.ok ? resolve(sales.value) : sales;
			const bookable = parseBookableDocument(json);
			const entry = bookable.ok ? journalize(bookable.value, DEFAULT_JOURNAL_POLICY) : bookable;
			const mapped = entry.ok && entry.value !== undefined ? map(entry.value) : undefined;
			const composed = mapped?.ok === true ? composeDocuments(mapped.value, QUICKBOOKS, TARGET) : undefined;
			return { read, resolved, entry, mapped, composed };
		};
	},
};

const entries: FuzzTarget = {
	name: 'item/entry',
	prepare: async () => {
		const made = DOCUMENTS.flatMap((document) => {
			const entry = journalize(document);
			return entry.ok && entry.value !== undefined ? [entry.value] : [];
		});
		const map = accountMapper(mappingOf(), QUICKBOOKS);
		const mapped = made.flatMap((entry) => {
			const outcome = map(entry);
			return outcome.ok ? [outcome.value] : [];
		});
		const all = [...mapped, paidSale('1'), splitSale('2'), unpaidSale('3'), refundOf('1')];
		const seeds = await Promise.resolve(all.map(plain));
		return (m) => {
			const parsed = parseJournalEntry(m.json(m.pick(seeds), 'memory'));
			if (!parsed.ok) return parsed;
			const entry = balancedEntry(parsed.value);
			return entry.ok ? { entry, composed: composeDocuments(entry.value, QUICKBOOKS, TARGET) } : entry;
		};
	},
};

const CHART: readonly LedgerAccount[] = [
	{ id: '1', name: 'Sales', kind: 'income', type: 'Income', active: true },
	{ id: '2', name: 'Bank', number: '1000', kind: 'bank', type: 'Bank', active: true },
];

const NAMES = ledgerNames(CHART, [
	{ key: 'class', name: 'Class', per: 'line', options: [{ id: '7', name: 'Retail', active: true }] },
]);

const LEDGER: MappedLedger = {
	ledger: 'quickbooks',
	capabilities: QUICKBOOKS,
	accounts: CHART,
	taxModel: 'codes',
	taxCodes: () => [taxCode('20', 'Standard', '20')],
};

const FILE = {
	format: 'storeledger-mapping',
	version: 1,
	name: 'Corner Shop',
	ledger: 'quickbooks',
	accounts: { sales: 'Sales', clearing: { id: '2', name: 'Bank' } },
	rules: [{ name: 'Garden', role: 'sales', when: { category: ['Garden*', 'Plants'] }, account: '1' }],
	dimensions: [{ when: { role: 'sales' }, dimensions: { class: 'Retail' } }],
	taxRules: [{ name: 'UK', when: { country: 'GB', rate: '20 %' }, code: '20', from: '2026-01-01' }],
	taxes: { matchByRate: true },
	policies: { discounts: 'net', returns: 'gross' },
	examples: [{ name: 'A sale', document: plain(DOCUMENTS[0]) as { type: string } }],
};

const mappingFile: FuzzTarget = {
	name: 'mapping/file',
	prepare: async () => {
		const text = await Promise.resolve(JSON.stringify(FILE));
		return (m) => {
			const parsed = parseMappingFile(m.chance(0.4) ? m.text(text) : m.json(FILE, 'memory'));
			if (!parsed.ok) return parsed;
			return [usableMapping(parsed.value, NAMES), checkMapping(parsed.value, NAMES, LEDGER)];
		};
	},
};

const ROWS = [
	{ role: 'sales', account: 'Sales', category: 'Garden', 'tax rate': '20 %', class: 'Retail', note: 'x' },
	{ Role: 'Clearing', Account: '1000 Bank', Gateway: 'paypal', Currency: 'USD', row_number: 3 },
];

const ruleRows: FuzzTarget = {
	name: 'mapping/rows',
	prepare: async () =>
		await Promise.resolve((m) => {
			const rows = m.json(ROWS, 'memory');
			return parseRuleRows(Array.isArray(rows) ? rows : [rows], NAMES);
		}),
};

const rules: FuzzTarget = {
	name: 'mapping/rules',
	prepare: async () => {
		const conditions = Object.fromEntries(TAX_FACTS.map((fact) => [fact, 'a*']));
		const when = Object.fromEntries(ACCOUNT_FACTS.map((fact) => [fact, ['a*', 'b']]));
		const taxes = [{ name: 'UK', when: conditions, code: '20', from: '2026-01-01', to: '2026-12-31' }];
		const mapping = { ...mappingOf(), rules: [{ role: 'sales', when, account: { id: '1', name: 'Sales' } }] };
		return await Promise.resolve((m) => [
			parseTaxRules(m.json(taxes, 'memory')),
			parseAccountMapping(m.json(mapping, 'memory')),
		]);
	},
};

export const ITEM_TARGETS: readonly FuzzTarget[] = [documents, entries, mappingFile, ruleRows, rules];
