/** Journal entries as plain-text accounting (beancount), to read, to compare and to check with other tools. */
import type { AccountRole } from '../accounts/roles';
import { linesByDay } from './balancedEntry';
import type { JournalEntry, JournalLine } from './entry';

/** Where each role stands in a chart of accounts. */
const ROLE_ACCOUNTS: Readonly<Record<AccountRole, string>> = {
	sales: 'Income:Sales',
	discounts: 'Income:Discounts',
	salesReturns: 'Income:Sales-Returns',
	shippingIncome: 'Income:Shipping',
	shippingRefunds: 'Income:Shipping-Refunds',
	refundAdjustments: 'Income:Refund-Adjustments',
	taxPayable: 'Liabilities:Tax',
	marketplaceTax: 'Liabilities:Marketplace-Tax',
	giftCardLiability: 'Liabilities:Gift-Cards',
	storeCredit: 'Liabilities:Store-Credit',
	breakage: 'Income:Breakage',
	customerDeposits: 'Liabilities:Customer-Deposits',
	deferredRevenue: 'Liabilities:Deferred-Revenue',
	tips: 'Liabilities:Tips',
	duties: 'Liabilities:Duties',
	importTax: 'Liabilities:Import-Tax',
	clearing: 'Assets:Clearing',
	payoutsInTransit: 'Assets:Payouts-In-Transit',
	reserves: 'Assets:Reserves',
	disputes: 'Assets:Disputes',
	refundsPayable: 'Liabilities:Refunds-Payable',
	processingFees: 'Expenses:Processing-Fees',
	subscriptions: 'Expenses:Subscriptions',
	gatewayLoans: 'Liabilities:Gateway-Loans',
	financingCosts: 'Expenses:Financing-Costs',
	shippingCosts: 'Expenses:Shipping-Costs',
	dutiesVariance: 'Expenses:Duties-Variance',
	chargebackFees: 'Expenses:Chargeback-Fees',
	chargebackLosses: 'Expenses:Chargeback-Losses',
	conversionFees: 'Expenses:Conversion-Fees',
	fxGainLoss: 'Income:FX-Gain-Loss',
	receivable: 'Assets:Receivable',
	bank: 'Assets:Bank',
	cogs: 'Expenses:Cost-Of-Goods-Sold',
	inventory: 'Assets:Inventory',
	writeOffs: 'Expenses:Inventory-Write-Offs',
	rounding: 'Income:Rounding',
};

/** A part of an account's name as beancount wants it: a capital letter or digit first, then letters, digits, hyphens. */
function component(text: string): string {
	const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
	const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('-');
	return joined === '' ? 'X' : joined;
}

/** The account of a line: the mapped one under its role's heading, or the role itself (clearing per gateway). */
export function accountText({ role, account, facts }: JournalLine): string {
	const ofRole = ROLE_ACCOUNTS[role];
	if (account !== undefined) {
		const [heading = ''] = ofRole.split(':');
		return [heading, ...account.name.split(':').map(component)].join(':');
	}
	return role === 'clearing' && facts.gateway !== undefined
		? `${ofRole}:${component(facts.gateway)}`
		: ofRole;
}

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replace(/\s+/g, ' ')}"`;

function remark(line: JournalLine): string {
	const quantity = line.quantity === undefined || line.quantity === '1' ? '' : `${line.quantity} x `;
	const code = line.taxCode === undefined ? '' : ` [${line.taxCode.name}]`;
	return `${quantity}${line.description}${code}`.replace(/\s+/g, ' ').trim();
}

/** One entry as a beancount transaction, or one for each day that it is booked on; credits are negative. */
export function journalText(entry: JournalEntry): string {
	return [...linesByDay(entry)].map(([day, lines]) => dayText(entry, day, lines)).join('\n');
}

function dayText(
	entry: Pick<JournalEntry, 'narration' | 'documentId'>,
	day: string,
	lines: readonly JournalLine[],
): string {
	const rows = lines.map((line) => ({
		account: accountText(line),
		amount: `${line.side === 'credit' ? '-' : ''}${line.amount.amount}`,
		currency: line.amount.currency,
		remark: remark(line),
	}));
	const accountWidth = Math.max(...rows.map(({ account }) => account.length));
	const amountWidth = Math.max(...rows.map(({ amount }) => amount.length));
	return [
		`${day} * ${quoted(entry.narration)}`,
		`  id: ${quoted(entry.documentId)}`,
		...rows.map(
			({ account, amount, currency, remark: text }) =>
				`  ${account.padEnd(accountWidth)}  ${amount.padStart(amountWidth)} ${currency}  ; ${text}`,
		),
		'',
	].join('\n');
}

/** Entries as a complete beancount file: the accounts are opened at the first date, the entries follow in order of date. */
export function ledgerText(entries: readonly JournalEntry[]): string {
	const sorted = [...entries].sort((a, b) =>
		a.bookedOn < b.bookedOn ? -1 : a.bookedOn > b.bookedOn ? 1 : 0,
	);
	const [first] = sorted;
	if (first === undefined) return '';
	const accounts = [...new Set(sorted.flatMap(({ lines }) => lines.map(accountText)))].sort();
	const opens = accounts.map((account) => `${first.bookedOn} open ${account}\n`);
	return `${opens.join('')}\n${sorted.map(journalText).join('\n')}`;
}
