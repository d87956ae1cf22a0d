/** Collects the lines of an entry: leaves out what is zero, and sums taxes and discounts that are alike. */
import type { AccountRole } from '../accounts/roles';
import { isOurs, rateOf } from '../documents/basis';
import type { DocumentHeader } from '../documents/header';
import type { LedgerTaxCode, LineType, Party, PaymentPart, Place, TaxAmount } from '../documents/parts';
import { fromMinorUnits, minorUnits, zero, type Money } from '../money/money';
import { normalRate, percentText } from '../money/rate';
import { ledgerTaxes } from '../tax/ledgerTaxes';
import type { JournalLine, LineFacts, LineTax, Side } from './entry';
import { paymentInfo, tenderName, tenderRole } from './tender';

type Kept = Pick<JournalLine, 'quantity' | 'taxCode' | 'taxes' | 'payment' | 'movement' | 'bookedOn'>;

/** What a line says beside its role, side and amount. */
export type LineMore = Pick<JournalLine, 'description' | 'facts' | 'origin'> & {
	readonly [K in keyof Kept]?: Kept[K] | undefined;
};

interface Sum {
	/** debit is positive */
	units: bigint;
	readonly role: AccountRole;
	readonly more: Omit<LineMore, 'origin'>;
	readonly origins: string[];
}

const NO_TAXES: readonly LineTax[] = [];

export const opposite = (side: Side): Side => (side === 'debit' ? 'credit' : 'debit');

/** "lines[0]" and "lines[2]" are "lines[0,2]" together. */
function joinOrigins(origins: readonly string[]): string {
	if (origins.length === 1) return origins[0] ?? '';
	const byList = new Map<string, string[]>();
	for (const origin of origins) {
		const bracket = origin.indexOf('[');
		const list = bracket < 0 ? origin : origin.slice(0, bracket);
		const index = bracket < 0 ? '' : origin.slice(bracket + 1, -1);
		const indexes = byList.get(list);
		if (indexes === undefined) byList.set(list, [index]);
		else indexes.push(index);
	}
	return [...byList]
		.map(([list, indexes]) => (indexes[0] === '' ? list : `${list}[${indexes.join(',')}]`))
		.join(', ');
}

const placeFacts = (
	where: { readonly country?: string; readonly region?: string } | undefined,
): LineFacts => ({
	...(where?.country === undefined ? {} : { country: where.country }),
	...(where?.region === undefined ? {} : { region: where.region }),
});

/** Written out key by key: this is the busiest place of all, and copying objects with conditions is slow. */
function journalLine(role: AccountRole, side: Side, amount: Money, more: LineMore): JournalLine {
	const { description, facts, origin, quantity, taxCode, taxes, payment, movement, bookedOn } = more;
	const line: { -readonly [K in keyof JournalLine]: JournalLine[K] } = {
		role,
		side,
		amount,
		description,
		facts,
		origin,
	};
	if (quantity !== undefined) line.quantity = quantity;
	if (taxCode !== undefined) line.taxCode = taxCode;
	if (taxes !== undefined) line.taxes = taxes;
	if (payment !== undefined) line.payment = payment;
	if (movement !== undefined) line.movement = movement;
	if (bookedOn !== undefined) line.bookedOn = bookedOn;
	return line;
}

/** The lines of one entry in the making. All units are minor units of the document's currency, zero or more. */
export class EntryLines {
	readonly lines: JournalLine[] = [];
	/** facts of every line */
	readonly common: LineFacts;
	/** facts of lines that depend on where it was sold */
	readonly sold: LineFacts;
	/** the ledger's code for lines that are no sale, with its rates at amount zero */
	readonly untaxed: { readonly taxCode?: LedgerTaxCode; readonly taxes?: readonly LineTax[] };
	private readonly sums = new Map<string, Sum>();
	private readonly factsByKind = new Map<string, LineFacts>();

	constructor(
		private readonly document: DocumentHeader,
		shipTo: Place | undefined,
		untaxedCode: LedgerTaxCode | undefined,
		customer: Party | undefined,
	) {
		const { source, channel, currency } = document;
		this.common = {
			platform: source.platform,
			store: source.storeId,
			channel,
			currency,
			...(customer?.group === undefined ? {} : { customerGroup: customer.group }),
		};
		this.sold = { ...this.common, ...placeFacts(shipTo) };
		this.untaxed =
			untaxedCode === undefined
				? {}
				: {
						taxCode: untaxedCode,
						taxes: ledgerTaxes([], untaxedCode, currency).map(({ tax }) => tax),
					};
	}

	/** One line; nothing when it is zero, unless it carries tax. */
	add(role: AccountRole, side: Side, units: bigint, more: LineMore): void {
		if (units === 0n && !(more.taxes ?? []).some((tax) => minorUnits(tax.amount) > 0n)) return;
		this.lines.push(journalLine(role, side, fromMinorUnits(units, this.document.currency), more));
	}

	/** A movement's line by its sign, debit being positive; nothing when it is zero. @param currency where it is not the document's */
	move(role: AccountRole, units: bigint, more: LineMore, currency = this.document.currency): void {
		if (units === 0n) return;
		const amount = fromMinorUnits(units < 0n ? -units : units, currency);
		this.lines.push(journalLine(role, units < 0n ? 'credit' : 'debit', amount, more));
	}

	/** The facts of a document's line; the same object for lines that differ in nothing a rule can see. */
	lineFacts(lineType: LineType, category: string | undefined, sku?: string): LineFacts {
		const key = `${lineType}|${category}`;
		let facts = this.factsByKind.get(key);
		if (facts === undefined) {
			facts = { ...this.sold, lineType, ...(category === undefined ? {} : { category }) };
			this.factsByKind.set(key, facts);
		}
		return sku === undefined ? facts : { ...facts, sku };
	}

	/** Adds to a line that is written at the end; the same key is the same line, also when the sides differ. */
	private sum(
		key: string,
		role: AccountRole,
		side: Side,
		units: bigint,
		origin: string,
		more: () => Sum['more'],
	): void {
		const change = side === 'debit' ? units : -units;
		const sum = this.sums.get(key);
		if (sum === undefined) {
			this.sums.set(key, { units: change, role, more: more(), origins: [origin] });
			return;
		}
		sum.units += change;
		if (sum.origins.at(-1) !== origin) sum.origins.push(origin);
	}

	/** Writes the summed lines of a role, in the order in which they came up. */
	writeSums(role: AccountRole): void {
		for (const { role: own, units, more, origins } of this.sums.values()) {
			if (own !== role || units === 0n) continue;
			const amount = fromMinorUnits(units < 0n ? -units : units, this.document.currency);
			const taxes =
				role === 'taxPayable' ? (more.taxes ?? []).map((tax) => ({ ...tax, amount })) : more.taxes;
			const side = units < 0n ? 'credit' : 'debit';
			this.lines.push(journalLine(role, side, amount, { ...more, taxes, origin: joinOrigins(origins) }));
		}
	}

	/**
	 * The taxes of a line: ours summed per name, rate and code, the marketplace's on its wash account.
	 * @returns ours as they go to the ledger, for the line itself
	 */
	taxes(
		taxes: readonly TaxAmount[],
		code: LedgerTaxCode | undefined,
		side: Side,
		origin: string,
	): readonly LineTax[] {
		const currency = this.document.currency;
		const ours = ledgerTaxes(taxes, code, currency);
		for (const { tax, source } of ours) {
			const where = `${source?.country}|${source?.region}`;
			const key = `tax|${code?.id}|${tax.ledgerRateId}|${tax.name}|${tax.rate}|${where}`;
			this.sum(key, 'taxPayable', side, minorUnits(tax.amount), origin, () => ({
				description: source?.name === tax.name ? `${tax.name} ${percentText(rateOf(source))} %` : tax.name,
				facts: { ...this.sold, ...placeFacts(source), taxName: tax.name, taxRate: tax.rate },
				taxCode: code,
				taxes: [{ ...tax, amount: zero(currency) }],
			}));
		}
		for (const tax of taxes) if (!isOurs(tax)) this.marketplaceTax(tax, side, origin);
		return ours.length === 0 ? NO_TAXES : ours.map(({ tax }) => tax);
	}

	private marketplaceTax(tax: TaxAmount, side: Side, origin: string): void {
		const rate = normalRate(tax.rate);
		this.sum(`channel|${tax.name}|${rate}`, 'marketplaceTax', side, minorUnits(tax.amount), origin, () => ({
			description: `${tax.name}, collected and paid by the sales channel`,
			facts: { ...this.sold, ...placeFacts(tax), taxName: tax.name, taxRate: rate },
			...this.untaxed,
		}));
	}

	/**
	 * The discount of a line, summed over lines with the same kind, codes and taxes. It keeps their tax code, and their
	 * taxes with amount zero: it lowers what they are charged on, and their amounts are on the lines already.
	 */
	discount(side: Side, units: bigint, { origin, taxes = [], ...more }: LineMore): void {
		if (units === 0n) return;
		const { lineType, discountCode, category } = more.facts;
		const taxKey = taxes.map((tax) => `${tax.ledgerRateId}/${tax.name}/${tax.rate}`).join();
		const key = `discount|${lineType}|${discountCode}|${category}|${more.taxCode?.id}|${taxKey}`;
		this.sum(key, 'discounts', side, units, origin, () => ({
			...more,
			taxes: taxes.map((tax) => ({ ...tax, amount: zero(this.document.currency) })),
		}));
	}

	/** Money that came in (debit) or went out (credit). */
	tender(side: Side, payment: PaymentPart, origin: string): void {
		const role = tenderRole(payment);
		this.add(role, side, minorUnits(payment.amount), {
			description: tenderName(payment),
			facts: { ...this.common, lineType: 'tender', gateway: payment.gateway },
			...(role === 'clearing' ? {} : this.untaxed),
			payment: paymentInfo(payment),
			origin,
		});
	}
}
