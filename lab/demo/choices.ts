/**
 * What a bookkeeper chooses in the template's nodes, made for the lab's company: an account for each role, and the tax code
 * of untaxed sales. Accounts are chosen by their names from the chart the company really has, as in the drop-down.
 */

/** An account or tax code as a drop-down shows it. */
export interface Choice {
	readonly id: string;
	readonly name: string;
}

export interface MappingRow {
	readonly role: string;
	readonly account: string;
	readonly when: Readonly<Record<string, string>>;
}

/** The names of the lab's chart, by role. */
const ACCOUNT_OF_ROLE: Readonly<Record<string, string>> = {
	sales: 'Sales',
	discounts: 'Discounts given',
	salesReturns: 'Sales returns',
	shippingIncome: 'Shipping income',
	shippingRefunds: 'Shipping refunded',
	refundAdjustments: 'Refund adjustments',
	giftCardLiability: 'Gift card liability',
	storeCredit: 'Store credit liability',
	tips: 'Tips payable',
	duties: 'Duties payable',
	importTax: 'Import tax payable',
	marketplaceTax: 'Marketplace-collected tax',
	refundsPayable: 'Refunds payable',
	rounding: 'Rounding differences',
};

/** Clearing accounts by gateway; a gateway that is not here gets the one for manual payments. */
const CLEARING_OF_GATEWAY: Readonly<Record<string, string>> = {
	shopify_payments: 'Shopify Payments clearing',
	paypal: 'PayPal',
	stripe: 'Stripe clearing',
	bank_transfer: 'Bank transfer clearing',
	manual: 'Manual payments clearing',
};

function pick(choices: readonly Choice[], name: string): Choice {
	const found = choices.find((choice) => choice.name.toLowerCase() === name.toLowerCase());
	if (found === undefined) throw new Error(`The lab's company has no account "${name}".`);
	return found;
}

/**
 * A mapping for a company of the lab.
 * @param accounts the company's chart of accounts
 * @param gateways the gateways that occur in the shop
 */
export function chooseAccounts(accounts: readonly Choice[], gateways: readonly string[]): MappingRow[] {
	const roles = Object.entries(ACCOUNT_OF_ROLE).map(([role, name]) => ({
		role,
		account: pick(accounts, name).id,
		when: {},
	}));
	const clearing = gateways.map((gateway) => {
		const name = CLEARING_OF_GATEWAY[gateway] ?? CLEARING_OF_GATEWAY.manual ?? '';
		return { role: 'clearing', account: pick(accounts, name).id, when: { gateway } };
	});
	return [...roles, ...clearing];
}

/** The tax code for sales without tax, by the names companies of different countries have for it; none in the US. */
const UNTAXED = [/^0\.0% Z/i, /^zero/i, /^no vat/i, /^gst free/i, /^exempt/i, /^out of scope/i];

/** @returns the code's id, or an empty text where there is none to choose (US companies) */
export function chooseUntaxedCode(codes: readonly Choice[]): string {
	for (const pattern of UNTAXED) {
		const found = codes.find(({ name }) => pattern.test(name));
		if (found !== undefined) return found.id;
	}
	return '';
}
