/** Ledger documents for tests, composed from entries as they are in a workflow. */
import { freshbooks } from '../../../../../connectors/ledgers/freshbooks';
import type { AccountRole } from '../../../../../core/accounts/roles';
import type { JournalEntry, JournalLine, Side } from '../../../../../core/journal/entry';
import { composeDocuments } from '../../../../../core/ledger/compose';
import type { PaidSales } from '../../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../../core/ledger/documents';
import { valueOf } from '../../../../support/outcome';
import { paidSale, paymentOf, refundOf, unpaidSale } from '../../../../support/entries';
import { FACTS, TENANT } from './business';

const ID_OF: Readonly<Partial<Record<AccountRole, string>>> = {
	sales: 'sales',
	salesReturns: 'sales',
	discounts: 'discounts',
	clearing: 'clearing',
	taxPayable: 'vat',
};

const accountOf = (role: AccountRole): { account?: { id: string; name: string } } => {
	const account = FACTS.accounts.find(({ id }) => id === ID_OF[role]);
	return account === undefined ? {} : { account: { id: account.id, name: account.name } };
};

function line(role: AccountRole, side: Side, amount: string, more: Partial<JournalLine> = {}): JournalLine {
	return {
		role,
		side,
		amount: { amount, currency: 'GBP' },
		...accountOf(role),
		description: role,
		facts: role === 'clearing' ? { gateway: 'card' } : {},
		...(role === 'clearing'
			? { payment: { id: 'p1', method: 'card', capturedAt: '2026-03-01T10:00:00.000Z' } }
			: {}),
		origin: 'lines[0]',
		...more,
	};
}

const vat = (amount: string) => {
	const code = FACTS.taxCodes.find(({ name }) => name === 'VAT 20%');
	if (code === undefined) throw new Error('the business has VAT');
	const { ledger, id, name, rates } = code;
	return {
		taxCode: { ledger, id, name, rates },
		taxes: [{ name: 'VAT', rate: '0.2', amount: { amount, currency: 'GBP' }, ledgerRateId: '7840' }],
	};
};

const GOODS: readonly JournalLine[] = [
	line('sales', 'credit', '30.00', {
		...vat('5.41'),
		description: 'Blue mug',
		quantity: '3',
		facts: { sku: 'MUG-B' },
	}),
	line('discounts', 'debit', '3.00', { ...vat('0.00'), description: 'Discount SAVE10' }),
	line('taxPayable', 'credit', '5.41', { description: 'VAT' }),
];

const mapped = (entry: JournalEntry): JournalEntry => ({
	...entry,
	lines: entry.lines.map((each) => ({ ...each, ...accountOf(each.role) })),
});

export const ENTRIES: Readonly<Record<string, JournalEntry>> = {
	'paid-sale': { ...paidSale('1'), lines: [line('clearing', 'debit', '32.41'), ...GOODS] },
	'sale-on-account': {
		...unpaidSale('2'),
		dueOn: '2026-03-31',
		order: { id: '2', number: '#2', poNumber: 'PO-77' },
		lines: [line('receivable', 'debit', '32.41'), ...GOODS],
	},
	'approved-sale-on-account': {
		...unpaidSale('3'),
		lines: [line('receivable', 'debit', '32.41'), ...GOODS],
		approval: {
			id: 'a1',
			by: [
				{ name: 'Ann Lee', why: 'big wholesale order', at: '2026-03-01T11:00:00.000Z' },
				{ name: 'Bo Chan', why: 'known customer', at: '2026-03-01T12:00:00.000Z' },
			],
			reasons: ['32.41 GBP is more than 30.00 GBP'],
		},
	},
	payment: mapped(paymentOf('2', { amount: '32.41' })),
	refund: mapped(refundOf('1', { amount: '8.00' })),
	'refund-of-what-is-owed': {
		...refundOf('2'),
		lines: [
			line('salesReturns', 'debit', '10.00', { ...vat('2.00'), description: 'Blue mug' }),
			line('taxPayable', 'debit', '2.00', { description: 'VAT' }),
			line('receivable', 'credit', '12.00'),
		],
	},
};

export function documentsOf(name: string, paidSales: PaidSales = 'journal'): readonly LedgerDocument[] {
	const entry = ENTRIES[name];
	if (entry === undefined) throw new Error(`no entry ${name}`);
	const target = { ledger: 'freshbooks', tenant: TENANT };
	return valueOf(composeDocuments(entry, { ...freshbooks.capabilities, paidSales }, target));
}

export function documentOf(name: string, index = 0): LedgerDocument {
	const document = documentsOf(name)[index];
	if (document === undefined) throw new Error(`no document ${index} of ${name}`);
	return document;
}

/** An expense of 10.00 for bank fees, paid from an account. */
export function feeFrom(account: { readonly id: string; readonly name: string }): LedgerDocument {
	const model = documentOf('refund');
	const key = `${model.postingKey}/fee`;
	const total = { amount: '10.00', currency: 'GBP' };
	const fee = {
		role: 'processingFees' as const,
		account: { id: 'fees', name: 'Bank Fees' },
		side: 'debit' as const,
		amount: total,
		description: 'Fee',
		taxes: [],
	};
	return {
		...model,
		type: 'Expense',
		postingKey: key,
		number: 'FEE-1',
		memo: `Fee.\n${key}`,
		moneyAccount: account,
		total,
		lines: [fee],
	};
}
