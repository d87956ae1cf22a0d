/** Companies of the labs whose books are in pounds, and that have euros, yen and dinars turned on. */
import type { LedgerKind } from '../../lab/kinds';
import { quickBooksLab } from '../../lab/ledgers/quickbooks';
import { defaultChart as quickBooksChart } from '../../lab/ledgers/quickbooks/country/chart';
import { quickbooksKind } from '../../lab/ledgers/quickbooks/kind';
import { xeroLab } from '../../lab/ledgers/xero';
import { defaultChart as xeroChart } from '../../lab/ledgers/xero/country/chart';
import { xeroKind } from '../../lab/ledgers/xero/kind';

const CURRENCIES = ['EUR', 'JPY', 'KWD'];

/** money in euros at a gateway, and what changing it has gained */
export const EURO_CLEARING = 'Shopify Payments clearing EUR';
const GAINS = 'Exchange gains';

/** A ledger with a British company, and what it does with currencies. */
export interface CurrencyLedger {
	/** its books in pounds, with the three currencies turned on */
	readonly several: LedgerKind;
	/** it keeps two decimals of every currency */
	readonly twoDecimals?: boolean;
}

/** pounds for one unit, as the ledger has it; none for dinars */
const OWN_RATES = { EUR: 0.8, JPY: 0.005 };
export const CURRENCY_LEDGERS: Readonly<Record<string, CurrencyLedger>> = {
	quickbooks: {
		several: {
			...quickbooksKind,
			make: ({ keys, tokens, shop: { name } }) =>
				quickBooksLab({
					companies: [
						{
							realmId: keys.tenant,
							name,
							country: 'GB',
							currency: 'GBP',
							preferences: { multiCurrency: true },
							currencies: CURRENCIES,
							chart: [
								...quickBooksChart('GB'),
								{ name: EURO_CLEARING, type: 'Bank', subType: 'Checking', currency: 'EUR' },
								{ name: GAINS, type: 'Expense', subType: 'BankCharges' },
							],
							exchangeRates: Object.entries(OWN_RATES).map(([currency, rate]) => ({
								currency,
								asOf: '2026-01-01',
								rate,
							})),
						},
					],
					isTokenValid: (token, realmId) => tokens.isValid(token, realmId),
				}),
		},
	},
	xero: {
		twoDecimals: true,
		several: {
			...xeroKind,
			make: ({ keys, tokens, shop: { name } }) =>
				xeroLab({
					organisations: [
						{
							tenantId: keys.tenant,
							name,
							country: 'GB',
							currency: 'GBP',
							timeZone: 'Europe/London',
							currencies: CURRENCIES,
							chart: [
								...xeroChart('GB'),
								{ code: '093', name: EURO_CLEARING, type: 'BANK', bankType: 'BANK', currency: 'EUR' },
								{ code: '496', name: GAINS, type: 'EXPENSE' },
							],
							settings: {
								dayRates: Object.fromEntries(
									Object.entries(OWN_RATES).map(([currency, rate]) => [currency, String(1 / rate)]),
								),
							},
						},
					],
					grantOf(token) {
						const held = tokens.grantOf(token);
						return held === undefined ? undefined : { scope: held.scope };
					},
				}),
		},
	},
};
