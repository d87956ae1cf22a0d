/** Odd orders for the tables of the countries: what was sold where, and the codes the bookkeeper expects. */
import { Big } from '../../../../../core/money/decimal';
import type { FindingCode } from '../../../../../core/findings/catalogue';
import type {
	Party,
	Place,
	Refund,
	Sale,
	SaleLine,
	SalesDocument,
	TaxAmount,
} from '../../../../../core/documents';
import type { LedgerTaxCodeDetail } from '../../../../../core/ledger/connector';
import { parseRegistrations, type RegistrationsInput } from '../../../../../core/tax/registrations';
import { taxResolver, type TaxOptions } from '../../../../../core/tax/resolve';
import type { TaxRule } from '../../../../../core/tax/rules';
import { line, money, payment, refundLine, refundOf, saleOf } from '../../../../support/documents';
import { codesOf, valueOf } from '../../../../support/outcome';

/** "20" or "5+9.975": percent of each tax; "20@marketplace" is the channel's */
export type Taxes = string;

export interface LineParts {
	readonly name?: string;
	readonly taxName?: string;
	readonly type?: SaleLine['type'];
	readonly taxClass?: string;
	/** the place of the tax, where the shop says another than the address */
	readonly taxCountry?: string;
	readonly quantity?: string;
	/** instead of what the rates come to, one a tax */
	readonly amounts?: readonly string[];
}

export interface Shop {
	readonly currency: string;
	readonly pricesIncludeTax: boolean;
	readonly taxName: string;
}

/** rate x price, or what of the price is tax, to the cent */
function taxAmount(price: Big, rate: Big, all: Big, isIncluded: boolean): string {
	const net = isIncluded ? price.div(all.plus(1)) : price;
	return net.times(rate).toFixed(2);
}

function taxesOf(price: string, taxes: Taxes, more: LineParts, shop: Shop): TaxAmount[] {
	const parts = taxes.split('+').map((text) => {
		const [percent = '0', collector] = text.split('@');
		return { percent: new Big(percent), isOurs: collector === undefined };
	});
	const all = parts.reduce((sum, { percent }) => sum.plus(percent.div(100)), new Big(0));
	return parts.map(({ percent, isOurs }, index) => {
		const rate = percent.div(100);
		const amount = more.amounts?.[index] ?? taxAmount(new Big(price), rate, all, shop.pricesIncludeTax);
		return {
			name: more.taxName ?? shop.taxName,
			rate: rate.toString(),
			...(more.taxCountry === undefined ? {} : { country: more.taxCountry }),
			amount: money(amount, shop.currency),
			collectedBy: isOurs ? ('merchant' as const) : ('marketplace' as const),
		};
	});
}

/** Builders of one shop. */
export function shopOf(shop: Shop) {
	const sold = (price: string, taxes?: Taxes, more: LineParts = {}): SaleLine => {
		const { name = 'Lantern', type = 'item', taxClass, quantity = '1' } = more;
		return line(
			price,
			{
				name,
				type,
				quantity,
				...(taxClass === undefined ? {} : { taxClass }),
				taxes: taxes === undefined ? [] : taxesOf(price, taxes, more, shop),
			},
			shop.currency,
		);
	};
	const order = (to: Place, lines: readonly SaleLine[], more: Partial<Sale> = {}): Sale => {
		const { currency, pricesIncludeTax } = shop;
		return saleOf({ currency, pricesIncludeTax, lines, shipTo: to, ...more });
	};
	return {
		sold,
		shipping: (price: string, taxes?: Taxes, more: LineParts = {}) =>
			sold(price, taxes, { name: 'Standard', ...more, type: 'shipping' }),
		order,
		/** paid with a gift card: a tender that needs a code */
		byGiftCard: (to: Place, lines: readonly SaleLine[]): Sale => {
			const sale = order(to, lines);
			const { amount, currency } = sale.totals.total;
			return { ...sale, payments: [payment(amount, 'gift_card', { amount: money(amount, currency) })] };
		},
		/** the lines of a sale given back */
		back: (to: Place, lines: readonly SaleLine[], more: Partial<Refund> = {}): Refund => {
			const { currency, pricesIncludeTax } = shop;
			const given = lines.map(({ gross, name, type, taxes, taxClass }) =>
				refundLine(
					gross.amount,
					{ name, type, taxes, ...(taxClass === undefined ? {} : { taxClass }) },
					currency,
				),
			);
			const refund = refundOf({ currency, pricesIncludeTax, lines: given, shipTo: to, ...more });
			const { amount } = refund.totals.total;
			return {
				...refund,
				payments: [payment(amount, 'paypal', { amount: money(amount, currency) })],
				totals: { ...refund.totals, paid: refund.totals.total, pending: money('0', currency) },
			};
		},
	};
}

export const business = (country: string, taxNumber: string): Party => ({ id: 'b1', country, taxNumber });
export const exempt = (country: string): Party => ({ id: 'e1', country, taxExempt: true });

export interface Books {
	readonly codes: readonly LedgerTaxCodeDetail[];
	readonly rules: readonly TaxRule[];
	readonly registrations: RegistrationsInput;
	readonly taxModel?: TaxOptions['taxModel'];
	readonly usSalesTax?: TaxOptions['usSalesTax'];
	readonly expectTax?: boolean;
}

/** [what is odd about it, the order, the codes of its lines (and of what is no sale), findings that go with it] */
export type OddOrder = readonly [
	name: string,
	document: SalesDocument,
	codes: readonly (string | undefined)[],
	findings?: readonly FindingCode[],
];

export function resolverOf({
	codes,
	rules,
	registrations,
	taxModel = 'codes',
	usSalesTax,
	expectTax,
}: Books) {
	return taxResolver(rules, codes, {
		ledger: 'quickbooks',
		taxModel,
		matchByRate: false,
		registrations: valueOf(parseRegistrations(registrations)),
		...(usSalesTax === undefined ? {} : { usSalesTax }),
		...(expectTax === undefined ? {} : { expectTax }),
	});
}

/** The names of the codes on lines and adjustments, then of what is no sale. */
export function codeNames(document: SalesDocument): (string | undefined)[] {
	const lines = 'lines' in document ? document.lines : [];
	const adjustments = 'adjustments' in document ? document.adjustments : [];
	const names = [...lines, ...adjustments].map(({ taxCode }) => taxCode?.name);
	return 'untaxedCode' in document ? [...names, document.untaxedCode?.name] : names;
}

/** Runs a table; every order must have exactly these codes and these remarks. */
export function itResolves(books: Books, orders: readonly OddOrder[]): void {
	const resolve = resolverOf(books);
	it('has a table of at least twenty odd orders', () => {
		expect(orders.length).toBeGreaterThanOrEqual(20);
		expect(new Set(orders.map(([name]) => name)).size).toBe(orders.length);
	});
	const named = orders.map((odd): [string, OddOrder] => [odd[0], odd]);
	it.each(named)('%s', (_name, [, document, codes, findings = []]) => {
		const outcome = resolve(document);
		expect(codesOf(outcome)).toEqual(findings);
		expect(outcome.ok && codeNames(outcome.value)).toEqual(codes);
	});
	it('gives the same codes and remarks whatever the order of the rules', () => {
		const reversed = resolverOf({ ...books, rules: [...books.rules].reverse() });
		for (const [, document] of orders) expect(reversed(document)).toEqual(resolve(document));
	});
}
