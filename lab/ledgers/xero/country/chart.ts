/** The chart of accounts of a shop's organisation, as a bookkeeper sets it up. */
import type { AccountType, SystemAccount } from './accountTypes';

export interface ChartRow {
	readonly code: string;
	readonly name: string;
	readonly type: AccountType;
	/** which of the country's tax codes stands in the account: of sales, of purchases, or none */
	readonly tax?: 'sales' | 'purchases';
	readonly system?: SystemAccount;
	/** payments can be made to it although it is no bank account */
	readonly payments?: boolean;
	readonly bankType?: 'BANK' | 'PAYPAL';
	/** a bank account in another currency */
	readonly currency?: string;
}

const TAX_NAMES: Readonly<Record<string, string>> = {
	GB: 'VAT',
	AU: 'GST',
	NZ: 'GST',
	US: 'Sales Tax',
	CA: 'Sales Tax',
};

const income = (code: string, name: string): ChartRow => ({ code, name, type: 'REVENUE', tax: 'sales' });
const liability = (code: string, name: string): ChartRow => ({ code, name, type: 'CURRLIAB' });
/** gift cards and store credit pay invoices: payments can be made to their accounts */
const paying = (code: string, name: string): ChartRow => ({ ...liability(code, name), payments: true });
const clearing = (code: string, name: string): ChartRow => ({ code, name, type: 'CURRENT', payments: true });
const cost = (code: string, name: string, type: AccountType = 'EXPENSE'): ChartRow => ({
	code,
	name,
	type,
	tax: 'purchases',
});

/** A chart for a web shop, complete enough for every account role of shop bookkeeping. */
export function defaultChart(country: string): ChartRow[] {
	return [
		{ code: '090', name: 'Business Bank Account', type: 'BANK', bankType: 'BANK' },
		{ code: '091', name: 'Business Savings Account', type: 'BANK', bankType: 'BANK' },
		{ code: '092', name: 'PayPal', type: 'BANK', bankType: 'PAYPAL' },
		income('200', 'Sales'),
		income('205', 'Discounts given'),
		income('206', 'Sales returns'),
		income('210', 'Shipping income'),
		income('211', 'Shipping refunded'),
		income('215', 'Refund adjustments'),
		income('260', 'Other Revenue'),
		cost('310', 'Cost of Goods Sold', 'DIRECTCOSTS'),
		cost('320', 'Shipping costs', 'DIRECTCOSTS'),
		cost('404', 'Bank Fees'),
		cost('405', 'Payment processing fees'),
		cost('406', 'Chargeback fees'),
		cost('407', 'Conversion fees'),
		cost('408', 'Chargeback losses'),
		cost('429', 'General Expenses'),
		{ code: '498', name: 'Realised Currency Gains', type: 'EXPENSE', system: 'REALISEDCURRENCYGAIN' },
		{ code: '497', name: 'Bank Revaluations', type: 'EXPENSE', system: 'BANKCURRENCYGAIN' },
		{ code: '499', name: 'Unrealised Currency Gains', type: 'EXPENSE', system: 'UNREALISEDCURRENCYGAIN' },
		{ code: '610', name: 'Accounts Receivable', type: 'CURRENT', system: 'DEBTORS' },
		{ code: '620', name: 'Prepayments', type: 'CURRENT' },
		{ code: '630', name: 'Inventory', type: 'INVENTORY' },
		{ code: '631', name: 'Inventory Asset', type: 'CURRENT' },
		clearing('650', 'Shopify Payments clearing'),
		clearing('651', 'WooCommerce Payments clearing'),
		clearing('652', 'Stripe clearing'),
		clearing('653', 'Bank transfer clearing'),
		clearing('654', 'Manual payments clearing'),
		clearing('655', 'Marketplace clearing'),
		clearing('660', 'Payouts in transit'),
		clearing('661', 'Reserves held'),
		clearing('662', 'Disputed payments receivable'),
		{ code: '800', name: 'Accounts Payable', type: 'CURRLIAB', system: 'CREDITORS' },
		{ code: '820', name: TAX_NAMES[country] ?? 'Sales Tax', type: 'CURRLIAB', system: 'GST' },
		paying('831', 'Gift card liability'),
		paying('832', 'Store credit liability'),
		liability('833', 'Tips payable'),
		liability('834', 'Duties payable'),
		liability('835', 'Import tax payable'),
		paying('836', 'Marketplace-collected tax'),
		paying('837', 'Refunds payable'),
		paying('838', 'Customer deposits'),
		liability('839', 'Deferred revenue'),
		{ code: '840', name: 'Historical Adjustment', type: 'CURRLIAB', system: 'HISTORICAL' },
		{ code: '858', name: 'Rounding differences', type: 'REVENUE' },
		{ code: '860', name: 'Rounding', type: 'CURRLIAB', system: 'ROUNDING' },
		{ code: '960', name: 'Retained Earnings', type: 'EQUITY', system: 'RETAINEDEARNINGS' },
		{ code: '970', name: 'Owner A Funds Introduced', type: 'EQUITY' },
	];
}
