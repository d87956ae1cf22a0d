/**
 * The taxes of an order's lines in the currency's smallest units. WooCommerce keeps what a line bears of a rate unrounded, and
 * states the rounded sums per rate: these are the facts. With rounding per line (the default) the lines rounded WooCommerce's
 * way are these sums; with rounding at the subtotal only the total is rounded, and is shared out over the lines.
 */
import type { Place, TaxAmount } from '../../../core/documents';
import type { Finding } from '../../../core/findings/finding';
import type { CurrencyCode } from '../../../core/money/currency';
import { Big, type Decimal } from '../../../core/money/decimal';
import { fromMinorUnits } from '../../../core/money/money';
import { apportion, isWhole, sumOf, toUnits, type Half } from './exact';
import type { TaxLine } from './payload';
import { malformed } from './payloadParts';

/** A line that may bear taxes. */
export interface TaxedLine {
	readonly isShipping: boolean;
	readonly taxes: readonly { readonly id: string; readonly total: Big | undefined }[];
}

/** What each line bears of each rate (by its id), in minor units with a sign. */
export type LineTaxes = readonly ReadonlyMap<string, bigint>[];

const ZERO = new Big(0);

/** A rate's sums; an edited order may state a rate twice. */
interface RateSums {
	readonly id: string;
	cart: Big;
	shipping: Big;
}

function sumsOf(taxLines: readonly TaxLine[]): RateSums[] {
	const byRate = new Map<string, RateSums>();
	for (const { rate_id: id, tax_total: cart, shipping_tax_total: shipping } of taxLines) {
		const known = byRate.get(id);
		if (known === undefined) byRate.set(id, { id, cart, shipping });
		else {
			known.cart = known.cart.plus(cart);
			known.shipping = known.shipping.plus(shipping);
		}
	}
	return [...byRate.values()];
}

/** What a line bears of a rate, exactly. */
function borne(line: TaxedLine, rate: string): Big {
	return sumOf(line.taxes.filter(({ id }) => id === rate).map(({ total }) => total ?? ZERO));
}

/**
 * @param totalTax what the shop states as all tax; undefined: the sum of its tax lines
 * @param half where the shop rounds a half to
 */
export function lineTaxes(
	lines: readonly TaxedLine[],
	taxLines: readonly TaxLine[],
	totalTax: Big | undefined,
	currency: CurrencyCode,
	half: Half,
): LineTaxes {
	const result = lines.map(() => new Map<string, bigint>());
	const sums = sumsOf(taxLines);
	const isRoundedAtTotal = sums.some(
		({ cart, shipping }) => !isWhole(cart, currency) || !isWhole(shipping, currency),
	);
	const exactSums = sums.map(({ cart, shipping }) => cart.plus(shipping));
	const stated = toUnits(totalTax ?? sumOf(exactSums), currency);
	const shares = apportion(exactSums, stated, currency, half);
	sums.forEach(({ id, cart, shipping }, position) => {
		const bearing = lines
			.map((line, index) => ({ line, index }))
			.filter(({ line }) => line.taxes.some((tax) => tax.id === id));
		const share = (some: typeof bearing, target: bigint): void => {
			const exact = some.map(({ line }) => borne(line, id));
			apportion(exact, target, currency, half).forEach((units, at) => {
				const index = some[at]?.index;
				if (index !== undefined) result[index]?.set(id, units);
			});
		};
		if (isRoundedAtTotal) share(bearing, shares[position] ?? 0n);
		else {
			share(
				bearing.filter(({ line }) => !line.isShipping),
				toUnits(cart, currency),
			);
			share(
				bearing.filter(({ line }) => line.isShipping),
				toUnits(shipping, currency),
			);
		}
	});
	return result;
}

/** Shops that sell through marketplaces keep what these collect in a tax class of its own. */
const MARKETPLACE_CLASS = /^marketplace\b/;

/** WooCommerce's shops pay their taxes themselves, but for the rates of items in such a tax class. */
export function marketplaceRates(
	lines: readonly { readonly tax_class: string | undefined; readonly taxes: TaxedLine['taxes'] }[],
): ReadonlySet<string> {
	const marked = lines.filter(({ tax_class: name }) => name !== undefined && MARKETPLACE_CLASS.test(name));
	return new Set(marked.flatMap(({ taxes }) => taxes.map(({ id }) => id)));
}

interface RateFacts {
	readonly name: string;
	readonly rate: Decimal;
	readonly country?: string;
	readonly region?: string;
}

/**
 * Where a rate applies: its code begins with the country ("US-CA-CA SALES TAX-1"), and the region follows where there is one.
 * A name could look like a region, so the region counts only where the order went to it.
 */
function placeOfRate(code: string | undefined, place: Place): Pick<RateFacts, 'country' | 'region'> {
	const [country = '', region = ''] = (code ?? '').split('-');
	if (!/^[A-Z]{2}$/.test(country)) return {};
	const isRegional = country === place.country && region !== '' && region === place.region;
	return { country, ...(isRegional ? { region } : {}) };
}

/** The rates of an order by id: name, rate and place, as the order keeps them when the shop has changed or deleted a rate. */
export class Rates {
	private readonly facts = new Map<string, RateFacts>();
	private readonly withoutRate = new Map<string, string>();

	/** @param marketplaces ids of rates that a marketplace collects, see `marketplaceRates` */
	constructor(
		taxLines: readonly TaxLine[],
		place: Place,
		private readonly marketplaces: ReadonlySet<string>,
	) {
		for (const line of taxLines) {
			const name = line.label ?? line.rate_code ?? 'Tax';
			const { rate_id: id, rate_percent: rate } = line;
			if (rate === undefined) this.withoutRate.set(id, name);
			this.facts.set(id, { name, rate: rate ?? '0', ...placeOfRate(line.rate_code, place) });
		}
	}

	/** Why amounts of these rates cannot be used: there is no such tax line, or it has no rate. */
	problems(lines: LineTaxes, taxed: readonly TaxedLine[], paths: readonly string[]): Finding[] {
		return taxed.flatMap((line, index) =>
			line.taxes.flatMap(({ id, total }) => {
				const path = `${paths[index] ?? ''}.taxes`;
				const isNothing = total === undefined || total.eq(0);
				if (isNothing) return [];
				if (!this.facts.has(id))
					return [malformed(`the tax ${id} of a line is not among those of the order`, path)];
				const name = this.withoutRate.get(id);
				const units = lines[index]?.get(id) ?? 0n;
				return name === undefined || units === 0n ? [] : [malformed(`the tax "${name}" has no rate`, path)];
			}),
		);
	}

	isMarketplace(id: string): boolean {
		return this.marketplaces.has(id);
	}

	/** Amounts by rate as taxes of a document; none may be negative. */
	amounts(units: ReadonlyMap<string, bigint>, currency: CurrencyCode): TaxAmount[] {
		return [...units].flatMap(([id, amount]) => {
			const facts = this.facts.get(id);
			if (facts === undefined || amount < 0n) return [];
			const { name, rate, ...where } = facts;
			return [
				{
					name,
					rate,
					...where,
					amount: fromMinorUnits(amount, currency),
					collectedBy: this.isMarketplace(id) ? ('marketplace' as const) : ('merchant' as const),
				},
			];
		});
	}
}
