/** The account a bookkeeper would add where a chart has none for a role. */
import type { NewAccount } from '../../ledger/connector';
import type { AccountRole } from '../roles';
import { ROLE_NAMES } from '../roleNames';
import { profileOf, type Wanted } from './score';

const NAMES: Readonly<Partial<Record<AccountRole, string>>> = {
	sales: 'Online sales',
	discounts: 'Discounts given',
	salesReturns: 'Sales returns',
	shippingIncome: 'Shipping income',
	shippingRefunds: 'Shipping refunded',
	refundAdjustments: 'Refund adjustments',
	taxPayable: 'Sales tax payable',
	marketplaceTax: 'Marketplace-collected tax',
	giftCardLiability: 'Gift card liability',
	storeCredit: 'Store credit liability',
	breakage: 'Gift card breakage',
	subscriptions: 'Shop subscriptions',
	gatewayLoans: 'Gateway loans',
	financingCosts: 'Financing costs',
	shippingCosts: 'Shipping costs',
	dutiesVariance: 'Duties variance',
	customerDeposits: 'Customer deposits',
	deferredRevenue: 'Deferred revenue',
	tips: 'Tips payable',
	duties: 'Duties payable',
	importTax: 'Import tax payable',
	payoutsInTransit: 'Payouts in transit',
	reserves: 'Gateway reserves',
	disputes: 'Disputed payments',
	refundsPayable: 'Refunds payable',
	processingFees: 'Payment processing fees',
	chargebackFees: 'Chargeback fees',
	chargebackLosses: 'Chargeback losses',
	conversionFees: 'Currency conversion fees',
	fxGainLoss: 'Exchange gains and losses',
	cogs: 'Cost of goods sold',
	inventory: 'Inventory',
	writeOffs: 'Inventory write-offs',
	rounding: 'Rounding differences',
};

const BRANDS: Readonly<Record<string, string>> = {
	paypal: 'PayPal',
	shopify_payments: 'Shopify Payments',
	woocommerce_payments: 'WooPayments',
	bacs: 'Bank transfer',
	cod: 'Cash on delivery',
	cheque: 'Cheque',
};

/** "shopify_payments" is "Shopify Payments". */
export function gatewayName(gateway: string): string {
	const known = BRANDS[gateway.toLowerCase()];
	if (known !== undefined) return known;
	return gateway
		.split(/[\s_-]+/)
		.filter((word) => word !== '')
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');
}

/** Undefined for roles nobody creates an account for: a bank account is opened at a bank, the receivable is the ledger's own. */
export function newAccountFor({ role, gateway, currency }: Wanted): NewAccount | undefined {
	const profile = profileOf(role);
	const [kind] = profile?.kinds ?? [];
	if (profile === undefined || kind === undefined || role === 'bank') return undefined;
	const name =
		role === 'clearing'
			? `${gatewayName(gateway ?? 'Payment')} clearing`
			: (NAMES[role] ?? ROLE_NAMES[role].name);
	return {
		name: currency === undefined ? name : `${name} ${currency}`,
		role,
		kind,
		takesPayments: profile.takesPayments === true,
		...(currency === undefined ? {} : { currency }),
	};
}
