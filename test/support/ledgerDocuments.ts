/** Ledger documents for tests: lines in a few words, totals worked out, so that every document balances. */
import type { AccountRole } from '../../core/accounts/roles';
import type { LedgerTaxCode } from '../../core/documents/parts';
import type { Side } from '../../core/journal/entry';
import type { LedgerAccount } from '../../core/ledger/connector';
import type { LedgerDocument, LedgerDocumentLine, LedgerDocumentType } from '../../core/ledger/documents';
import { fromMinorUnits, minorUnits, parseMoney, type Money } from '../../core/money/money';

export function money(amount: string, currency: string): Money {
	const parsed = parseMoney(amount, currency);
	if (typeof parsed === 'string') throw new Error(`${amount} ${currency}: ${parsed}`);
	return parsed;
}

export interface LineInput {
	role?: AccountRole;
	account?: LedgerAccount;
	side?: Side;
	amount: string;
	description?: string;
	quantity?: string;
	sku?: string;
	code?: LedgerTaxCode;
	/** [name, rate, amount, the ledger's rate] */
	taxes?: readonly (readonly [name: string, rate: string, amount: string, ledgerRateId?: string])[];
	dimensions?: Record<string, string>;
}

export type DocumentInput = Partial<Omit<LedgerDocument, 'lines' | 'type'>> & {
	lines?: readonly LineInput[];
};

const SUBTRACTS: Readonly<Record<LedgerDocumentType, Side>> = {
	SalesReceipt: 'debit',
	Invoice: 'debit',
	CustomerPayment: 'debit',
	Deposit: 'debit',
	CreditNote: 'credit',
	CustomerRefund: 'credit',
	RefundReceipt: 'credit',
	Expense: 'credit',
	Transfer: 'debit',
	ManualJournal: 'debit',
};

/** What is the company's own of a document for tests. */
export interface DocumentFrame {
	readonly ledger: string;
	readonly tenant: string;
	readonly sales: LedgerAccount;
	readonly clearing: LedgerAccount;
	/** documents that name where the money goes */
	readonly takeMoney: readonly LedgerDocumentType[];
	/** documents that have no lines unless they are given */
	readonly withoutLines: readonly LedgerDocumentType[];
}

function lineOf(input: LineInput, currency: string, adds: Side, sales: LedgerAccount): LedgerDocumentLine {
	const account = input.account ?? sales;
	return {
		role: input.role ?? 'sales',
		account: { id: account.id, name: account.name },
		side: input.side ?? adds,
		amount: money(input.amount, currency),
		description: input.description ?? 'Blue mug',
		...(input.sku === undefined ? {} : { sku: input.sku }),
		...(input.quantity === undefined ? {} : { quantity: input.quantity }),
		...(input.code === undefined
			? {}
			: {
					taxCode: {
						ledger: input.code.ledger,
						id: input.code.id,
						name: input.code.name,
						rates: input.code.rates,
					},
				}),
		taxes: (input.taxes ?? []).map(([name, rate, amount, ledgerRateId]) => ({
			name,
			rate,
			amount: money(amount, currency),
			...(ledgerRateId === undefined ? {} : { ledgerRateId }),
		})),
		...(input.dimensions === undefined ? {} : { dimensions: input.dimensions }),
	};
}

/** The document's taxes, summed by the ledger's rate or by name, as composing does it. */
function taxesOf(
	lines: readonly LedgerDocumentLine[],
	currency: string,
	subtracts: Side,
): LedgerDocument['taxes'] {
	const sums = new Map<
		string,
		{ name: string; rate: string; ledgerRateId?: string; amount: bigint; taxable: bigint }
	>();
	for (const line of lines)
		for (const tax of line.taxes) {
			const sign = line.side === subtracts ? -1n : 1n;
			const key = tax.ledgerRateId ?? tax.name;
			const sum = sums.get(key) ?? {
				name: tax.name,
				rate: tax.rate,
				...(tax.ledgerRateId === undefined ? {} : { ledgerRateId: tax.ledgerRateId }),
				amount: 0n,
				taxable: 0n,
			};
			sum.amount += sign * minorUnits(tax.amount);
			sum.taxable += sign * minorUnits(line.amount);
			sums.set(key, sum);
		}
	return [...sums.values()].map((sum) => ({
		...sum,
		amount: fromMinorUnits(sum.amount, currency),
		taxable: fromMinorUnits(sum.taxable, currency),
	}));
}

/** Makes documents of the shop's order 1001; `total` and taxes follow from the lines. */
export function documentMaker(
	frame: DocumentFrame,
): (type: LedgerDocumentType, input?: DocumentInput) => LedgerDocument {
	return (type, input = {}) => {
		const given = frame.withoutLines.includes(type) ? [] : [{ amount: '20.00' }];
		const { lines: lineInputs = given, ...header } = input;
		const currency = input.currency ?? 'GBP';
		const subtracts = SUBTRACTS[type];
		const adds = subtracts === 'debit' ? 'credit' : 'debit';
		const lines = lineInputs.map((line) => lineOf(line, currency, adds, frame.sales));
		const taxes = taxesOf(lines, currency, subtracts);
		const tax = taxes.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);
		const net = lines.reduce(
			(sum, { amount, side }) => (side === subtracts ? sum - minorUnits(amount) : sum + minorUnits(amount)),
			0n,
		);
		const businessKey = input.businessKey ?? 'shopify/mug-co.myshopify.com/order/1001';
		const postingKey = input.postingKey ?? `${frame.ledger}/${frame.tenant}/${businessKey}/${type}`;
		const moved = type === 'Transfer' ? (lines[0]?.amount ?? fromMinorUnits(0n, currency)) : undefined;
		const { id, name } = frame.clearing;
		return {
			type,
			postingKey,
			businessKey,
			number: 'SH-1001',
			orderNumber: '#1001',
			date: '2026-11-20',
			currency,
			lines,
			taxes,
			total: moved ?? fromMinorUnits(net + tax < 0n ? 0n : net + tax, currency),
			totalTax: fromMinorUnits(tax, currency),
			...(frame.takeMoney.includes(type) ? { moneyAccount: { id, name } } : {}),
			channel: 'web',
			store: 'mug-co.myshopify.com',
			memo: `Shopify order #1001\n${postingKey}`,
			...header,
		};
	};
}
