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

/** Roles that only some ledgers need an account for: chosen where the chart has one of the name. */
const WHERE_THERE_IS_ONE: Readonly<Record<string, string>> = {
	// ledgers that do not book tax by themselves
	taxPayable: 'Sales Tax Payable',
};

/** The account for money that is on its way and belongs to no gateway with an account of its own. */
const MANUAL = 'Manual payments clearing';

const words = (text: string): string =>
	text
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();

/** The name of an account as a drop-down shows it, without its number. */
const nameOf = ({ name }: Choice): string => words(name.replace(/^\d[\d.-]*\s+/, ''));

function find(choices: readonly Choice[], name: string): Choice | undefined {
	return choices.find((choice) => nameOf(choice) === words(name));
}

function pick(choices: readonly Choice[], name: string): Choice {
	const found = find(choices, name);
	if (found === undefined) throw new Error(`The lab's company has no account "${name}".`);
	return found;
}

/** A bookkeeper names the account after the gateway: "PayPal clearing", or just "PayPal". */
function clearingOf(accounts: readonly Choice[], gateway: string): Choice {
	return find(accounts, `${gateway} clearing`) ?? find(accounts, gateway) ?? pick(accounts, MANUAL);
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
	const more = Object.entries(WHERE_THERE_IS_ONE).flatMap(([role, name]) => {
		const account = find(accounts, name);
		return account === undefined ? [] : [{ role, account: account.id, when: {} }];
	});
	const clearing = gateways.map((gateway) => ({
		role: 'clearing',
		account: clearingOf(accounts, gateway).id,
		when: { gateway },
	}));
	return [...roles, ...more, ...clearing];
}

/**
 * The tax code for sales without tax, by the names companies of different countries and ledgers have for it, the most fitting
 * first. Some have none: there nothing is chosen.
 */
const UNTAXED = [
	/^0\.0% Z/i,
	/^zero rated income/i,
	/^zero/i,
	/^no vat/i,
	/^gst free income/i,
	/^gst free/i,
	/^tax exempt/i,
	/^exempt/i,
	/^out of scope/i,
	/^no tax/i,
];

/** @returns the code's id, or an empty text where there is none to choose */
export function chooseUntaxedCode(codes: readonly Choice[]): string {
	for (const pattern of UNTAXED) {
		const found = codes.find(({ name }) => pattern.test(name));
		if (found !== undefined) return found.id;
	}
	return '';
}
