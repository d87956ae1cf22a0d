/** Orders in the making: amounts in minor units with their sign, before they are documents. */
import { checkRefund, checkSale } from '../documents/check';
import { businessKey, SCHEMA_VERSION, type Source } from '../documents/header';
import type { LineType, Party, PaymentPart, Place, SaleLine, TaxAmount } from '../documents/parts';
import type { Refund, RefundAdjustment } from '../documents/refund';
import type { Sale } from '../documents/sale';
import { finding, type Finding } from '../findings/finding';
import type { CurrencyCode } from '../money/currency';
import { Big, toDecimal, type Decimal } from '../money/decimal';
import { fromMinorUnits } from '../money/money';
import { done, held, type Outcome } from '../outcome';

export interface DraftTax {
	readonly name: string;
	readonly rate: Decimal;
	readonly units: bigint;
	readonly collectedBy: TaxAmount['collectedBy'];
	readonly country?: string;
	readonly region?: string;
}

/** All units positive: in a refund they are what goes back. */
export interface DraftLine {
	readonly id: string;
	readonly type: LineType;
	readonly name: string;
	readonly sku?: string;
	readonly category?: string;
	readonly taxClass?: string;
	readonly quantity: Decimal;
	/** as the file states it; gross / quantity where it does not */
	readonly unitPrice?: Decimal;
	readonly gross: bigint;
	readonly discount: bigint;
	readonly taxes: readonly DraftTax[];
}

export interface DraftPayment {
	readonly id: string;
	readonly gateway: string;
	readonly method: string;
	readonly units: bigint;
	readonly at: string;
	readonly reference?: string;
	readonly fee?: bigint;
}

/** A refund's amount without a line; positive. */
export interface DraftAdjustment {
	readonly id: string;
	readonly reason: string;
	readonly direction: RefundAdjustment['direction'];
	/** contains `taxes` */
	readonly units: bigint;
	readonly taxes?: readonly DraftTax[];
}

export interface OrderDraft {
	readonly source: Source;
	/** tells several documents of one order apart */
	readonly part?: string;
	readonly number: string;
	readonly channel: string;
	readonly at: string;
	readonly day: string;
	readonly currency: CurrencyCode;
	readonly pricesIncludeTax: boolean;
	readonly shipTo: Place;
	readonly customer?: Party;
	readonly lines: readonly DraftLine[];
	/** as the file states it; the sum of the lines where it does not */
	readonly total?: bigint;
	readonly payments: readonly DraftPayment[];
	readonly dueOn?: string;
	/** refunds: the sale, where it is known, and what is given back or kept without a line */
	readonly saleId?: string;
	readonly adjustments?: readonly DraftAdjustment[];
	readonly reason?: string;
	readonly remarks?: readonly Finding[];
}

export const sum = (values: readonly bigint[]): bigint => values.reduce((all, value) => all + value, 0n);

/** Minor units as text: "-0.05". */
export const unitsText = (units: bigint, currency: CurrencyCode): string =>
	`${units < 0n ? '-' : ''}${fromMinorUnits(units < 0n ? -units : units, currency).amount}`;

/** Lines with taxes on top (or contained); the marketplace's tax is always on top of what the file calls a price. */
export function linesTotal(lines: readonly DraftLine[], pricesIncludeTax: boolean): bigint {
	return sum(
		lines.map(
			({ gross, discount, taxes }) =>
				gross -
				discount +
				sum(
					taxes
						.filter(({ collectedBy }) => !pricesIncludeTax || collectedBy === 'marketplace')
						.map(({ units }) => units),
				),
		),
	);
}

export const draftTax = (lines: readonly Pick<DraftLine, 'taxes'>[]): bigint =>
	sum(lines.flatMap(({ taxes }) => taxes.map(({ units }) => units)));

/** Amounts that the file gives negative where documents have none. */
function negatives(draft: OrderDraft): Finding[] {
	return draft.lines.flatMap((line, index) =>
		[line.gross, line.discount, ...line.taxes.map(({ units }) => units)].some((units) => units < 0n)
			? [
					finding('AMOUNT_NEGATIVE', {
						path: `lines[${index}]`,
						evidence: { value: `of "${line.name === '' ? line.id : line.name}"` },
					}),
				]
			: [],
	);
}

const plain = (text: string): string => (text.length > 400 ? text.slice(0, 400) : text);

/** The price of one, exact to six places where it is worked out: the line's own amount is what is booked. */
function priceOf({ unitPrice, gross, quantity }: DraftLine, currency: CurrencyCode): Decimal {
	if (unitPrice !== undefined) return unitPrice;
	const amount = new Big(fromMinorUnits(gross, currency).amount);
	const pieces = new Big(quantity);
	return pieces.eq(0) ? toDecimal(amount) : toDecimal(amount.div(pieces).round(6, 1));
}

function common(draft: OrderDraft) {
	const { source, part, channel, at, day, currency, shipTo, customer, pricesIncludeTax, remarks } = draft;
	return {
		schemaVersion: SCHEMA_VERSION,
		id: businessKey(source, part),
		source,
		channel,
		occurredAt: at,
		bookedOn: day,
		currency,
		...(remarks === undefined || remarks.length === 0 ? {} : { findings: remarks }),
		order: { id: source.kind === 'order' ? source.externalId : draft.number, number: draft.number },
		...(customer === undefined ? {} : { customer }),
		shipTo,
		pricesIncludeTax,
	} as const;
}

const taxesOf = (taxes: readonly DraftTax[], currency: CurrencyCode): TaxAmount[] =>
	taxes.map(({ name, rate, units, collectedBy, country, region }) => ({
		name,
		rate,
		...(country === undefined ? {} : { country }),
		...(region === undefined ? {} : { region }),
		amount: fromMinorUnits(units, currency),
		collectedBy,
	}));

const optional = ({ sku, category, taxClass }: DraftLine) => ({
	...(sku === undefined ? {} : { sku: plain(sku) }),
	...(category === undefined ? {} : { category: plain(category) }),
	...(taxClass === undefined ? {} : { taxClass: plain(taxClass) }),
});

const paymentsOf = (payments: readonly DraftPayment[], currency: CurrencyCode): PaymentPart[] =>
	payments.map(({ id, gateway, method, units, at, reference, fee }) => ({
		id,
		gateway,
		method,
		amount: fromMinorUnits(units, currency),
		capturedAt: at,
		...(reference === undefined ? {} : { reference }),
		...(fee === undefined || fee < 0n ? {} : { fee: fromMinorUnits(fee, currency) }),
	}));

/** The sale of a draft, checked; held with all that does not add up. */
export function saleOf(draft: OrderDraft): Outcome<Sale> {
	const negative = negatives(draft);
	const total = draft.total ?? linesTotal(draft.lines, draft.pricesIncludeTax);
	const paid = sum(draft.payments.map(({ units }) => units));
	if (total < 0n || paid < 0n || paid > total)
		negative.push(
			total < 0n || paid < 0n
				? finding('AMOUNT_NEGATIVE', { path: 'totals.total', evidence: { value: 'of the order' } })
				: finding('PAYMENTS_TOTAL_MISMATCH', {
						path: 'payments',
						evidence: {
							paid: unitsText(paid, draft.currency),
							open: unitsText(0n, draft.currency),
							total: unitsText(total, draft.currency),
							currency: draft.currency,
						},
					}),
		);
	if (negative.length > 0) return held(negative);
	const { currency } = draft;
	const money = (units: bigint) => fromMinorUnits(units, currency);
	return checkSale({
		type: 'Sale',
		...common(draft),
		lines: draft.lines.map((line): SaleLine => ({
			id: line.id,
			type: line.type,
			name: plain(line.name),
			...optional(line),
			quantity: line.quantity,
			unitPrice: priceOf(line, currency),
			gross: money(line.gross),
			discount: money(line.discount),
			discountCodes: [],
			taxes: taxesOf(line.taxes, currency),
		})),
		payments: paymentsOf(draft.payments, currency),
		totals: {
			total: money(total),
			tax: money(draftTax(draft.lines)),
			paid: money(paid),
			outstanding: money(total - paid),
		},
		...(draft.dueOn === undefined ? {} : { dueOn: draft.dueOn }),
	});
}

/** The refund of a draft, checked. What went back through no gateway is pending. */
export function refundOf(draft: OrderDraft): Outcome<Refund> {
	const negative = negatives(draft);
	const { currency, adjustments = [], saleId } = draft;
	const adjusted = sum(
		adjustments.map(({ direction, units }) => (direction === 'refunded' ? units : -units)),
	);
	const adjustedTax = draftTax(adjustments.map(({ taxes = [] }) => ({ taxes })));
	const total = draft.total ?? linesTotal(draft.lines, draft.pricesIncludeTax) + adjusted;
	const paid = sum(draft.payments.map(({ units }) => units));
	if (total < 0n || paid < 0n || paid > total)
		negative.push(finding('AMOUNT_NEGATIVE', { path: 'totals.total', evidence: { value: 'of the refund' } }));
	if (negative.length > 0) return held(negative);
	const money = (units: bigint) => fromMinorUnits(units, currency);
	const document: Refund = {
		type: 'Refund',
		...common(draft),
		saleId: saleId ?? businessKey({ ...draft.source, kind: 'order', externalId: draft.number }),
		lines: draft.lines.map((line) => ({
			id: line.id,
			type: line.type,
			name: plain(line.name),
			...optional(line),
			quantity: line.quantity,
			amount: money(line.gross - line.discount < 0n ? 0n : line.gross - line.discount),
			...(line.discount === 0n ? {} : { discount: money(line.discount) }),
			taxes: taxesOf(line.taxes, currency),
			restocked: false,
		})),
		adjustments: adjustments.map(({ units, taxes = [], ...adjustment }) => ({
			...adjustment,
			amount: money(units),
			taxes: taxesOf(taxes, currency),
		})),
		payments: paymentsOf(draft.payments, currency),
		totals: {
			total: money(total),
			tax: money(draftTax(draft.lines) + adjustedTax),
			paid: money(paid),
			pending: money(total - paid),
		},
		reducesReceivable: false,
		...(draft.reason === undefined ? {} : { reason: draft.reason }),
	};
	const discounted = draft.lines.findIndex(({ gross, discount }) => discount > gross);
	return discounted < 0
		? checkRefund(document)
		: held([
				finding('DISCOUNT_EXCEEDS_GROSS', {
					path: `lines[${discounted}].discount`,
					evidence: {
						discount: money(draft.lines[discounted]?.discount ?? 0n).amount,
						gross: money(draft.lines[discounted]?.gross ?? 0n).amount,
						currency,
					},
				}),
			]);
}

export const outcomeOf = <T>(findings: readonly Finding[], make: () => Outcome<T>): Outcome<T> => {
	if (findings.some(({ severity }) => severity === 'error')) return held(findings);
	const made = make();
	return made.ok ? done(made.value, [...findings, ...made.findings]) : held([...findings, ...made.findings]);
};
