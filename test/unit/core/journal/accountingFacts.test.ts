/** The entries of the shared accounting facts, read from their tables, against what journalize makes of the same events. */
import { readFileSync } from 'node:fs';
import { journalize } from '../../../../core/journal/journalize';
import type { JournalEntry } from '../../../../core/journal/entry';
import { DEFAULT_JOURNAL_POLICY } from '../../../../core/journal/policy';
import { ACCOUNTING_CASES, type AccountingCase } from '../../../support/accountingCases';
import { PAYOUT_CASES } from '../../../support/accountingPayouts';
import { CHANGE_CASES } from '../../../support/accountingChanges';
import { disputeOf } from '../../../support/changeDocuments';
import { valueOf } from '../../../support/outcome';
import { describeWithShared, shared } from '../../../support/shared';

/** The facts' names of accounts, by their beginnings. */
const ROLES: readonly (readonly [start: string, role: string])[] = [
	['Clearing', 'clearing'],
	['Discounts given', 'discounts'],
	['Sales tax payable', 'taxPayable'],
	['VAT payable', 'taxPayable'],
	['Sales returns', 'salesReturns'],
	['Sales', 'sales'],
	['Shipping income', 'shippingIncome'],
	['Shipping refunded', 'shippingRefunds'],
	['Refund adjustments', 'refundAdjustments'],
	['Restocking fee income', 'refundAdjustments'],
	['Accounts receivable', 'receivable'],
	['Marketplace-collected tax', 'marketplaceTax'],
	['Gift card liability', 'giftCardLiability'],
	['Store credit liability', 'storeCredit'],
	['Tips payable', 'tips'],
	['Duties payable', 'duties'],
	['Import tax payable', 'importTax'],
	['Refunds payable', 'refundsPayable'],
	['Rounding differences', 'rounding'],
	['Deferred revenue', 'deferredRevenue'],
	['Customer deposits', 'customerDeposits'],
	['Promotional discounts', 'discounts'],
	['Breakage income', 'breakage'],
	['Goodwill', 'refundAdjustments'],
	['Pending payments', 'receivable'],
	['Cost of goods sold', 'cogs'],
	['Inventory write-offs', 'writeOffs'],
	['Inventory', 'inventory'],
	['Shipping cost', 'shippingCosts'],
	['Bank or Clearing', 'clearing'],
	['Accounts payable', 'clearing'],
	['Duties variance', 'dutiesVariance'],
	['Payment processing fees', 'processingFees'],
	['Software subscriptions', 'subscriptions'],
	['Merchant loan payable', 'gatewayLoans'],
	['Financing cost', 'financingCosts'],
	['Reserves held', 'reserves'],
	['Currency conversion fees', 'conversionFees'],
	['Realised FX gain', 'fxGainLoss'],
	['Disputed payments receivable', 'disputes'],
	['Chargeback fees', 'chargebackFees'],
	['Chargeback losses', 'chargebackLosses'],
	['Payouts in transit', 'payoutsInTransit'],
	['Bank', 'bank'],
];

/** role -> debits less credits in cents */
type Balances = Record<string, number>;

function add(balances: Balances, role: string, cents: number): void {
	balances[role] = (balances[role] ?? 0) + cents;
}

function cents(text: string): number {
	return text === '' ? 0 : Math.round(Number(text) * 100);
}

function tablesOf(facts: string): Map<string, Balances> {
	const tables = new Map<string, Balances>();
	let current: Balances | undefined;
	for (const row of facts.split('\n')) {
		const event = /^\*\*(E\d+[a-z]?)\./.exec(row)?.[1] ?? /^## (\d+) /.exec(row)?.[1];
		if (event !== undefined) tables.set(event, (current = {}));
		const [, name = '', debit = '', credit = ''] =
			/^\|\s*([^|*]+?)\s*\|\s*([\d.]*)\s*\|\s*([\d.]*)\s*\|/.exec(row) ?? [];
		if (current === undefined || (debit === '' && credit === '')) continue;
		const role = ROLES.find(([start]) => name.startsWith(start))?.[1];
		add(current, role ?? `unknown: ${name}`, cents(debit) - cents(credit));
	}
	return tables;
}

function balancesOf(
	entry: Pick<JournalEntry, 'lines'>,
	{ isOfFacts = () => true, carriedAt = {} }: Pick<AccountingCase, 'isOfFacts' | 'carriedAt'>,
): Balances {
	const balances: Balances = {};
	for (const line of entry.lines.filter(isOfFacts)) {
		const { role, side, amount } = line;
		const units = Math.round(cents(amount.amount) * (carriedAt[amount.currency] ?? 1));
		add(balances, role, side === 'debit' ? units : -units);
	}
	return balances;
}

describeWithShared('the entries of the accounting facts', () => {
	const tables = tablesOf(readFileSync(shared('facts/ACCOUNTING.md'), 'utf8'));
	const cases = [...ACCOUNTING_CASES, ...CHANGE_CASES, ...PAYOUT_CASES].filter(
		({ id, beyondFacts }) => id !== 'E11h-settled' && beyondFacts !== true,
	);

	it.each(cases)('$id $title', ({ id, document, policy, ...about }) => {
		const outcome = journalize(document, { ...DEFAULT_JOURNAL_POLICY, ...policy });
		if (!outcome.ok || outcome.value === undefined) throw new Error(JSON.stringify(outcome.findings));
		expect(balancesOf(outcome.value, about)).toEqual(tables.get(id));
	});

	it('a whole payout: with the dispute that it holds, as the handbook books it at once (section 5)', () => {
		const payout = PAYOUT_CASES.find(({ id }) => id === 'E16f');
		if (payout === undefined) throw new Error('there is no whole payout');
		const documents = [payout.document, disputeOf('opened', '209', '15')];
		const lines = documents.flatMap((document) => valueOf(journalize(document))?.lines ?? []);
		expect(balancesOf({ lines }, {})).toEqual(tables.get('5'));
	});
});
