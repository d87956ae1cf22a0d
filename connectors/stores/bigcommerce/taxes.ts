/**
 * The taxes of an order by line. They are the shop's (`/taxes?details=true`), copied line by line; none is worked out. The
 * shop calculates with more digits than the currency has: rounded parts add up to the rounded whole (`amounts.ts`).
 */
import type { TaxAmount } from '../../../core/documents';
import { ROUNDING_CAP } from '../../../core/documents/check';
import type { Finding } from '../../../core/findings/finding';
import type { Big, Decimal } from '../../../core/money/decimal';
import { fromMinorUnits } from '../../../core/money/money';
import { sumOfExact, unitsOf, unitsOfAll } from './amounts';
import { findCharge, type Charge, type ChargeKind } from './charges';
import type { Order, OrderTax } from './payload';
import { malformed, shown } from './payloadParts';

/** What tells one tax from another. */
interface TaxName {
	readonly name: string;
	readonly rate: Decimal;
	/** the kind of tax, e.g. "Automatic Tax" */
	readonly sort: string;
}

interface LineTax extends TaxName {
	readonly charge: Charge;
	readonly amount: Big;
}

const oneOf = ({ name, rate, sort }: TaxName): TaxName => ({ name, rate, sort });

/** Taxes by the id of their line, and what cannot be told. */
export interface LineTaxes {
	readonly byLine: ReadonlyMap<string, readonly TaxAmount[]>;
	readonly findings: readonly Finding[];
}

/** What the shop calls the lines that taxes are on; fees are not in its documentation, and are looked for all the same. */
const KINDS: Readonly<Record<string, ChargeKind>> = {
	item: 'item',
	shipping: 'shipping',
	handling: 'handling',
	'gift-wrapping': 'wrapping',
	fee: 'fee',
};

/** Channels that may collect taxes themselves. The shop does not say whether they did. */
const MARKETPLACES = /^(amazon|ebay|facebook|pinterest|socialshop|walmart|tiktok)/i;

export const isMarketplace = ({ source }: Order): boolean =>
	source !== undefined && MARKETPLACES.test(source);

/** A tax whose kind names the marketplace is the marketplace's; of other taxes of such channels it is not known. */
function collectorOf(order: Order, sort: string): TaxAmount['collectedBy'] {
	if (/\b(marketplace|facilitator)\b/i.test(sort)) return 'marketplace';
	return isMarketplace(order) ? 'unknown' : 'merchant';
}

/** The only tax of an order by name and rate; undefined when there are several or none. */
function onlyTax(taxes: readonly OrderTax[]): TaxName | undefined {
	const [first] = taxes;
	return taxes.every(({ name, rate }) => name === first?.name && rate === first.rate) ? first : undefined;
}

/** Without details each line states its tax, and there is only one tax that it can be. */
function asLinesState(charges: readonly Charge[], tax: TaxName): LineTax[] {
	return charges
		.filter(({ statedTax }) => statedTax.gt(0))
		.map((charge) => ({ ...oneOf(tax), charge, amount: charge.statedTax }));
}

class Reader {
	readonly found: LineTax[] = [];
	readonly findings: Finding[] = [];

	constructor(
		private readonly order: Order,
		private readonly charges: readonly Charge[],
	) {}

	read(): void {
		const { taxes } = this.order;
		const charged = taxes.filter(({ amount }) => amount.gt(0));
		if (charged.some(({ kind }) => kind === undefined)) return this.withoutDetails(charged);
		taxes.forEach((tax, position) => this.detailed(tax, position));
		this.feesWithoutTaxes(charged);
	}

	private withoutDetails(charged: readonly OrderTax[]): void {
		const tax = onlyTax(charged);
		if (tax !== undefined) this.found.push(...asLinesState(this.charges, tax));
		else this.findings.push(malformed('the taxes do not say which lines they are on', 'taxes'));
	}

	private detailed(tax: OrderTax, position: number): void {
		const charge = this.chargeOf(tax);
		if (charge !== undefined) this.found.push({ ...oneOf(tax), charge, amount: tax.amount });
		else if (tax.amount.gt(0)) {
			const what = `a tax is on something that is not there (${shown(tax.kind)})`;
			this.findings.push(malformed(what, `taxes[${position}]`));
		}
	}

	private chargeOf({ kind: named, productId, addressId }: OrderTax): Charge | undefined {
		const kind = KINDS[named ?? ''];
		if (kind === undefined) return undefined;
		if (kind !== 'item') return findCharge(this.charges, kind, addressId ?? productId);
		// what is neither shipping, handling nor wrapping is called an item: a fee too
		return (
			findCharge(this.charges, 'item', productId) ??
			this.charges.find((charge) => charge.kind === 'fee' && charge.partId === productId)
		);
	}

	/** Where the list leaves the taxes of fees out, the fees state them; which tax it is must be certain. */
	private feesWithoutTaxes(charged: readonly OrderTax[]): void {
		const fees = this.charges.filter(({ kind, statedTax }) => kind === 'fee' && statedTax.gt(0));
		if (fees.length === 0 || this.found.some(({ charge }) => charge.kind === 'fee')) return;
		const tax = onlyTax(charged);
		if (tax !== undefined) this.found.push(...asLinesState(fees, tax));
	}
}

/**
 * The taxes of an order's lines.
 * @returns PAYLOAD_MALFORMED for taxes that cannot be told to belong to a line
 */
export function taxesOf(order: Order, charges: readonly Charge[]): LineTaxes {
	const reader = new Reader(order, charges);
	reader.read();
	const position = new Map(charges.map(({ id }, index) => [id, index]));
	const found = reader.found.toSorted(
		(a, b) => (position.get(a.charge.id) ?? 0) - (position.get(b.charge.id) ?? 0),
	);
	const units = unitsOfAll(
		found.map(({ amount }) => amount),
		order.currency,
	);
	const byLine = new Map<string, TaxAmount[]>();
	found.forEach(({ charge, name, rate, sort }, index) => {
		const { country, region } = charge.place;
		const taxes = byLine.get(charge.id) ?? [];
		taxes.push({
			name,
			rate,
			...(country === undefined ? {} : { country }),
			...(region === undefined ? {} : { region }),
			amount: fromMinorUnits(units[index] ?? 0n, order.currency),
			collectedBy: collectorOf(order, sort),
		});
		byLine.set(charge.id, taxes);
	});
	return { byLine, findings: [...reader.findings, ...unlisted(order, found)] };
}

/** Tax that the order states and no line has: said in plain words beside the mismatch that the checks find. */
function unlisted(order: Order, found: readonly LineTax[]): Finding[] {
	const missing =
		unitsOf(order.tax, order.currency) -
		unitsOf(sumOfExact(found.map(({ amount }) => amount)), order.currency);
	if (missing <= ROUNDING_CAP || found.length > 0) return [];
	return [malformed('the order states tax, but the shop lists no taxes for it', 'taxes')];
}
