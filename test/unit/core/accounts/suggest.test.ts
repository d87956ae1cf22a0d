/** A bookkeeper's chart in several languages: which account looks right for which role, and where none does. */
import fc from 'fast-check';
import { suggestAccount, suggestMapping, type AccountUse } from '../../../../core/accounts/suggest';
import type { AccountRole } from '../../../../core/accounts/roles';
import type { LedgerAccount } from '../../../../core/ledger/connector';

type Kind = LedgerAccount['kind'];
const account = (name: string, kind: Kind, more: Partial<LedgerAccount> = {}): LedgerAccount => ({
	id: `id ${name}`,
	name,
	type: kind,
	kind,
	active: true,
	...more,
});
const chartOf = (rows: Readonly<Partial<Record<Kind, readonly string[]>>>): LedgerAccount[] =>
	Object.entries(rows).flatMap(([kind, names]) => names.map((name) => account(name, kind as Kind)));

const ENGLISH = chartOf({
	bank: ['Business Checking', 'PayPal'],
	currentAsset: [
		'Shopify Payments clearing',
		'Stripe clearing',
		'Payouts in transit',
		'Inventory',
		'Gateway reserves',
	],
	receivable: ['Accounts Receivable'],
	liability: [
		'Gift card liability',
		'Store credit',
		'VAT payable',
		'Tips payable',
		'Customs duties payable',
		'Import VAT payable',
		'Refunds payable',
		'Marketplace tax collected',
	],
	income: [
		'Sales of Product Income',
		'Discounts given',
		'Sales returns',
		'Shipping income',
		'Shipping refunded',
		'Refund adjustments',
		'Rounding differences',
		'Interest received',
	],
	expense: ['Cost of Goods Sold', 'Payment processing fees', 'Chargeback fees', 'Bank charges', 'Rent'],
});

const GERMAN = chartOf({
	bank: ['Girokonto', 'PayPal-Konto'],
	currentAsset: ['Geldtransit', 'Verrechnungskonto Shopify', 'Verrechnung Klarna', 'Warenbestand'],
	liability: [
		'Gutscheine',
		'Kundenguthaben',
		'Umsatzsteuer 19 %',
		'Trinkgelder',
		'Zölle',
		'Rückerstattungen offen',
	],
	income: ['Umsatzerlöse', 'Gewährte Rabatte', 'Retouren', 'Versanderlöse', 'Rundungsdifferenzen'],
	expense: ['Wareneinsatz', 'Nebenkosten des Geldverkehrs', 'Miete'],
});

const FRENCH = chartOf({
	bank: ['Compte courant'],
	currentAsset: ["Compte d'attente Stripe", 'Virements internes', 'Stocks de marchandises'],
	liability: [
		'Cartes cadeaux',
		'Avoirs clients',
		'TVA collectée',
		'Pourboires',
		'Droits de douane',
		'Remboursements à payer',
	],
	income: [
		'Ventes de marchandises',
		'Remises accordées',
		'Retours sur ventes',
		'Frais de port facturés',
		"Différences d'arrondi",
	],
	expense: ['Achats de marchandises', 'Commissions de paiement', 'Loyer'],
});

const SPANISH = chartOf({
	bank: ['Cuenta corriente'],
	currentAsset: ['Cuenta puente PayPal', 'Existencias'],
	liability: [
		'Tarjetas regalo',
		'Saldo de clientes',
		'IVA repercutido',
		'Propinas',
		'Aranceles',
		'Reembolsos pendientes',
	],
	income: [
		'Ventas',
		'Descuentos concedidos',
		'Devoluciones de ventas',
		'Gastos de envío cobrados',
		'Redondeo',
	],
	expense: ['Coste de ventas', 'Comisiones de pago', 'Alquiler'],
});

const DUTCH = chartOf({
	bank: ['Bankrekening'],
	currentAsset: ['Tussenrekening Mollie', 'Kruisposten', 'Voorraad'],
	liability: [
		'Cadeaubonnen',
		'Tegoed klanten',
		'Btw af te dragen',
		'Fooien',
		'Invoerrechten',
		'Terugbetalingen',
	],
	income: ['Omzet', 'Kortingen', 'Retouren verkoop', 'Verzendkosten', 'Afrondingsverschillen'],
	expense: ['Kostprijs omzet', 'Transactiekosten', 'Huur'],
});

const chosen = (chart: readonly LedgerAccount[], role: AccountRole, gateway?: string): string | undefined =>
	suggestAccount(gateway === undefined ? { role } : { role, gateway }, chart).account?.name;

describe.each<
	[
		string,
		readonly LedgerAccount[],
		Readonly<Partial<Record<AccountRole, string>>>,
		Readonly<Record<string, string>>,
	]
>([
	[
		'English',
		ENGLISH,
		{
			sales: 'Sales of Product Income',
			discounts: 'Discounts given',
			salesReturns: 'Sales returns',
			shippingIncome: 'Shipping income',
			shippingRefunds: 'Shipping refunded',
			refundAdjustments: 'Refund adjustments',
			taxPayable: 'VAT payable',
			marketplaceTax: 'Marketplace tax collected',
			giftCardLiability: 'Gift card liability',
			storeCredit: 'Store credit',
			tips: 'Tips payable',
			duties: 'Customs duties payable',
			importTax: 'Import VAT payable',
			refundsPayable: 'Refunds payable',
			payoutsInTransit: 'Payouts in transit',
			reserves: 'Gateway reserves',
			processingFees: 'Payment processing fees',
			chargebackFees: 'Chargeback fees',
			cogs: 'Cost of Goods Sold',
			inventory: 'Inventory',
			bank: 'Business Checking',
			rounding: 'Rounding differences',
		},
		{
			shopify_payments: 'Shopify Payments clearing',
			paypal: 'PayPal',
			stripe: 'Stripe clearing',
			ppcp_gateway: 'PayPal',
		},
	],
	[
		'German',
		GERMAN,
		{
			sales: 'Umsatzerlöse',
			discounts: 'Gewährte Rabatte',
			salesReturns: 'Retouren',
			shippingIncome: 'Versanderlöse',
			taxPayable: 'Umsatzsteuer 19 %',
			giftCardLiability: 'Gutscheine',
			storeCredit: 'Kundenguthaben',
			tips: 'Trinkgelder',
			duties: 'Zölle',
			refundsPayable: 'Rückerstattungen offen',
			payoutsInTransit: 'Geldtransit',
			processingFees: 'Nebenkosten des Geldverkehrs',
			cogs: 'Wareneinsatz',
			inventory: 'Warenbestand',
			bank: 'Girokonto',
			rounding: 'Rundungsdifferenzen',
		},
		{ shopify_payments: 'Verrechnungskonto Shopify', paypal: 'PayPal-Konto', klarna: 'Verrechnung Klarna' },
	],
	[
		'French',
		FRENCH,
		{
			sales: 'Ventes de marchandises',
			discounts: 'Remises accordées',
			salesReturns: 'Retours sur ventes',
			shippingIncome: 'Frais de port facturés',
			taxPayable: 'TVA collectée',
			giftCardLiability: 'Cartes cadeaux',
			storeCredit: 'Avoirs clients',
			tips: 'Pourboires',
			duties: 'Droits de douane',
			refundsPayable: 'Remboursements à payer',
			payoutsInTransit: 'Virements internes',
			processingFees: 'Commissions de paiement',
			cogs: 'Achats de marchandises',
			inventory: 'Stocks de marchandises',
			rounding: "Différences d'arrondi",
		},
		{ stripe: "Compte d'attente Stripe" },
	],
	[
		'Spanish',
		SPANISH,
		{
			sales: 'Ventas',
			discounts: 'Descuentos concedidos',
			salesReturns: 'Devoluciones de ventas',
			shippingIncome: 'Gastos de envío cobrados',
			taxPayable: 'IVA repercutido',
			giftCardLiability: 'Tarjetas regalo',
			storeCredit: 'Saldo de clientes',
			tips: 'Propinas',
			duties: 'Aranceles',
			refundsPayable: 'Reembolsos pendientes',
			processingFees: 'Comisiones de pago',
			cogs: 'Coste de ventas',
			inventory: 'Existencias',
			rounding: 'Redondeo',
		},
		{ paypal: 'Cuenta puente PayPal' },
	],
	[
		'Dutch',
		DUTCH,
		{
			sales: 'Omzet',
			discounts: 'Kortingen',
			salesReturns: 'Retouren verkoop',
			shippingIncome: 'Verzendkosten',
			taxPayable: 'Btw af te dragen',
			giftCardLiability: 'Cadeaubonnen',
			storeCredit: 'Tegoed klanten',
			tips: 'Fooien',
			duties: 'Invoerrechten',
			refundsPayable: 'Terugbetalingen',
			payoutsInTransit: 'Kruisposten',
			processingFees: 'Transactiekosten',
			cogs: 'Kostprijs omzet',
			inventory: 'Voorraad',
			rounding: 'Afrondingsverschillen',
		},
		{ mollie: 'Tussenrekening Mollie' },
	],
])('a chart in %s', (_language, chart, roles, gateways) => {
	it('has the account of each role', () => {
		const found = Object.fromEntries(
			Object.keys(roles).map((role) => [role, chosen(chart, role as AccountRole)]),
		);
		expect(found).toEqual(roles);
	});

	it('has the clearing account of each gateway', () => {
		const found = Object.fromEntries(
			Object.keys(gateways).map((gateway) => [gateway, chosen(chart, 'clearing', gateway)]),
		);
		expect(found).toEqual(gateways);
	});
});

describe('what does not fit', () => {
	it('is never chosen by its type alone', () => {
		const chart = chartOf({
			income: ['Interest received'],
			currentAsset: ['Prepaid rent'],
			liability: ['Mortgage'],
		});
		for (const suggestion of suggestMapping(chart, ['paypal'], { postsTaxItself: false }, 'all'))
			expect([suggestion.role, suggestion.account]).toEqual([suggestion.role, undefined]);
	});

	it('is never an account of another gateway', () => {
		const chart = chartOf({ currentAsset: ['PayPal clearing'], bank: ['Stripe'] });
		expect(suggestAccount({ role: 'clearing', gateway: 'klarna' }, chart)).toMatchObject({
			confidence: 'none',
			create: { name: 'Klarna clearing', kind: 'currentAsset', role: 'clearing', takesPayments: true },
		});
	});

	it('is no account that is kept for something else, but one for all gateways is', () => {
		const of = (name: string) =>
			suggestAccount({ role: 'clearing', gateway: 'klarna' }, [account(name, 'currentAsset')]);
		expect(of('Manual payments clearing').confidence).toBe('none');
		expect(of('Marketplace clearing').confidence).toBe('none');
		expect(of('Payment clearing account').account?.name).toBe('Payment clearing account');
	});

	it('is no inactive or reserved account, nor one of another currency', () => {
		const of = (more: Partial<LedgerAccount>) =>
			suggestAccount({ role: 'clearing', gateway: 'paypal', currency: 'GBP' }, [
				account('PayPal clearing', 'currentAsset', more),
			]).confidence;
		expect(of({})).toBe('high');
		expect([of({ active: false }), of({ reserved: true }), of({ currency: 'EUR' })]).toEqual([
			'none',
			'none',
			'none',
		]);
	});

	it('says that payments are not enabled, and prefers an account where they are', () => {
		const closed = account('Gift cards', 'liability', { takesPayments: false });
		const open = account('Gift card balance', 'liability', { takesPayments: true });
		const { reasons } = suggestAccount({ role: 'giftCardLiability' }, [closed]);
		expect(reasons).toContain('payments to it are not enabled in the ledger');
		expect(suggestAccount({ role: 'giftCardLiability' }, [closed, open]).account?.name).toBe(
			'Gift card balance',
		);
	});
});

describe('how sure it is', () => {
	it('is high for a name that says the role, with the reasons', () => {
		expect(suggestAccount({ role: 'salesReturns' }, ENGLISH)).toMatchObject({
			account: { name: 'Sales returns' },
			confidence: 'high',
			reasons: ['its type is income', 'its name says "sale return"'],
		});
	});

	it('is low where two fit equally well, and both are named', () => {
		const chart = [account('Sales East', 'income'), account('Sales West', 'income')];
		const { confidence, reasons, alternatives } = suggestAccount({ role: 'sales' }, chart);
		expect(confidence).toBe('low');
		expect(reasons).toContain('"Sales West" fits as well');
		expect(alternatives.map((other) => other.account.name)).toEqual(['Sales West']);
	});

	it('follows what an account was used for before', () => {
		const chart = [...ENGLISH, account('Webshop', 'income')];
		const uses: AccountUse[] = [{ role: 'sales', accountId: 'id Webshop', times: 12 }];
		const { account: found, reasons } = suggestAccount(
			{ role: 'sales' },
			[...chart].filter(({ name }) => !name.startsWith('Sales of')),
			uses,
		);
		expect(found?.name).toBe('Webshop');
		expect(reasons).toContain('it was used for this 12 times before');
	});
});

it('is complete: each role of a shop once, clearing for each gateway, tax only where the ledger does not book it', () => {
	const of = (postsTaxItself: boolean) =>
		suggestMapping(ENGLISH, ['stripe', 'paypal', 'stripe'], { postsTaxItself }).map(
			({ role, gateway }) => `${role}${gateway === undefined ? '' : ` ${gateway}`}`,
		);
	expect(of(false)).toContain('taxPayable');
	expect(of(true)).not.toContain('taxPayable');
	expect(of(true).slice(-2)).toEqual(['clearing paypal', 'clearing stripe']);
	expect(new Set(of(true)).size).toBe(of(true).length);
});

it('does not depend on the order of the chart', () => {
	const shuffled = fc.shuffledSubarray([...ENGLISH, ...GERMAN], {
		minLength: ENGLISH.length + GERMAN.length,
	});
	const expected = suggestMapping(
		[...ENGLISH, ...GERMAN],
		['paypal', 'klarna'],
		{ postsTaxItself: false },
		'all',
	);
	fc.assert(
		fc.property(shuffled, (chart) => {
			expect(suggestMapping(chart, ['paypal', 'klarna'], { postsTaxItself: false }, 'all')).toEqual(expected);
		}),
		{ numRuns: 20 },
	);
});
