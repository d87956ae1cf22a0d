/** How the amount of one journal line came about, step by step, down to the cent that was rounded and why. */
import { isOurs, rateOf, sumOfRates } from '../documents/basis';
import type { SalesDocument } from '../documents';
import type { PaymentPart, TaxAmount } from '../documents/parts';
import type { Payment } from '../documents/payment';
import type { Refund } from '../documents/refund';
import type { Sale } from '../documents/sale';
import type { JournalLine } from '../journal/entry';
import type { CurrencyCode } from '../money/currency';
import { minorUnits } from '../money/money';
import { NO_RATE, normalRate, parseRate } from '../money/rate';
import { ledgerTaxes } from '../tax/ledgerTaxes';
import { amountText, resultText, taxInsideText, taxOnTopText, withoutTaxText } from './figures';
import { explainedParts, originsOf, type ExplainedPart, type PartedDocument } from './parts';

/** More parts of a sum are counted, not listed. */
const MOST_LISTED = 20;

const joined = (taxes: readonly TaxAmount[]): string =>
	[...new Set(taxes.map(({ name }) => name))].join(' + ');
const sumOf = (taxes: readonly TaxAmount[]): bigint =>
	taxes.reduce((sum, tax) => sum + minorUnits(tax.amount), 0n);

/** Quantity times price, discount, the taxes inside or on top. */
function lineSteps(part: ExplainedPart, amount: bigint, currency: CurrencyCode): string[] {
	const { source, gross, discount, parts, taxes, isInside } = part;
	const steps = [source];
	if (discount > 0n)
		steps.push(`- ${amountText(discount, currency)} discount = ${amountText(gross - discount, currency)}`);
	const inside = taxes.filter((tax) => isInside(tax) && minorUnits(tax.amount) > 0n);
	if (inside.length > 0) {
		const text = taxInsideText(
			joined(inside),
			sumOfRates(inside, () => true),
			gross - discount,
			sumOf(inside),
			currency,
		);
		steps.push(`${text} = ${amountText(parts.net, currency)}`);
	}
	for (const tax of taxes)
		if (!isInside(tax) && isOurs(tax))
			steps.push(`tax: ${taxOnTopText(tax.name, rateOf(tax), parts.net, minorUnits(tax.amount), currency)}`);
	if (parts.discount > 0n && amount === parts.net + parts.discount)
		steps.push(
			`+ ${amountText(parts.discount, currency)} discount${discountTail(part, currency)}, which has a line of its own`,
		);
	return steps;
}

/** How the discount without tax came about, where the discount has tax inside. */
function discountTail(
	{ statedDiscount, discountRate, parts }: ExplainedPart,
	currency: CurrencyCode,
): string {
	if (discountRate.units === 0n) return '';
	return ` without tax (${withoutTaxText(statedDiscount, discountRate, parts.discount, currency)})`;
}

/** A sum over parts of the document: what each adds, then how many more. */
function listed(texts: readonly string[]): string[] {
	const more = texts.length - MOST_LISTED;
	return more > 0 ? [...texts.slice(0, MOST_LISTED), `and ${more} more`] : [...texts];
}

function discountSteps(parts: readonly ExplainedPart[], currency: CurrencyCode): string[] {
	return listed(
		parts.map(
			(part) => `${part.name}: ${amountText(part.parts.discount, currency)}${discountTail(part, currency)}`,
		),
	);
}

const minus = (sign: bigint): string => (sign < 0n ? '- ' : '');

/** The taxes of this line's name and rate in each part. */
function taxSteps(line: JournalLine, parts: readonly ExplainedPart[], currency: CurrencyCode): string[] {
	const [own] = line.taxes ?? [];
	const texts = parts.flatMap((part) =>
		ledgerTaxes(part.taxes, part.taxCode, currency)
			.filter(
				({ tax }) => tax.name === own?.name && tax.rate === own.rate && tax.ledgerRateId === own.ledgerRateId,
			)
			.map(({ tax, source }) => {
				const shareOf = source !== undefined && normalRate(source.rate) !== tax.rate;
				const head = `${part.name}: ${minus(part.sign)}`;
				const units = minorUnits(tax.amount);
				return shareOf
					? `${head}${amountText(units, currency)} of ${amountText(sumOf(part.taxes.filter(isOurs)), currency)} tax, shared over the rates of the code`
					: `${head}${taxOnTopText(tax.name, parseRate(tax.rate) ?? NO_RATE, part.parts.net, units, currency)}`;
			}),
	);
	return listed(texts);
}

function marketplaceSteps(
	line: JournalLine,
	parts: readonly ExplainedPart[],
	currency: CurrencyCode,
): string[] {
	const { taxName, taxRate } = line.facts;
	return listed(
		parts.flatMap(({ name, sign, taxes }) =>
			taxes
				.filter((tax) => !isOurs(tax) && tax.name === taxName && normalRate(tax.rate) === taxRate)
				.map(
					(tax) =>
						`${name}: ${minus(sign)}${amountText(minorUnits(tax.amount), currency)}, collected and paid by the sales channel`,
				),
		),
	);
}

function paymentStep({ gateway, method, capturedAt, amount }: PaymentPart, back: boolean): string {
	const how = method === '' || method === gateway ? gateway : `${gateway}, ${method}`;
	return `${amount.amount} ${amount.currency} ${back ? 'given back' : 'paid'} by ${how} at ${capturedAt}, as the shop says`;
}

/** Lines that come from totals: what is owed, rounding. */
function totalSteps(
	{ role, side, amount }: JournalLine,
	{ totals, currency, type }: Sale | Refund,
): string[] {
	const text = (units: bigint): string => amountText(units, currency);
	const [total, paid] = [minorUnits(totals.total), minorUnits(totals.paid)];
	if (role === 'rounding') {
		const isHigher = (side === 'credit') === (type === 'Sale');
		const lines = isHigher ? total - minorUnits(amount) : total + minorUnits(amount);
		return [
			`lines and taxes come to ${text(lines)}, the shop's total is ${text(total)}: the shop rounds its total otherwise than its lines`,
		];
	}
	const verb = type === 'Sale' ? 'paid' : 'given back';
	return [`total ${text(total)} - ${text(paid)} ${verb} so far`];
}

const SUMMED = ['discounts', 'taxPayable', 'marketplaceTax'] as const;
const COSTS = ['cogs', 'inventory', 'writeOffs'] as const;

const isParted = (document: SalesDocument): document is PartedDocument =>
	['Sale', 'Refund', 'OrderEdit', 'Fulfilment'].includes(document.type);

/** What an edit changes what is owed by. */
function changeSteps(document: PartedDocument): string[] {
	if (document.type !== 'OrderEdit')
		return [`${document.type} ${document.source.externalId}, as the shop states it`];
	return ['the total after the edit, against the one before, less what was paid or given back with it'];
}

/** Explains the lines of one document's entry. */
export function arithmeticOf(document: SalesDocument): (line: JournalLine) => readonly string[] {
	if (document.type === 'Payment') return (line) => paymentSteps(line, document);
	if (!isParted(document))
		return ({ origin, amount }) => [`${origin} of the document, as it states it`, resultText(amount)];
	const parts = explainedParts(document);
	const { currency } = document;
	const stepsOf = (line: JournalLine): string[] => {
		const origins = originsOf(line.origin);
		const own = origins.flatMap((origin) => parts.get(origin) ?? []);
		const [first] = own;
		const isSum = SUMMED.some((role) => role === line.role);
		if (first !== undefined && COSTS.some((role) => role === line.role))
			return [`what ${first.name} cost, as the shop states it`];
		if (first !== undefined && !isSum) return lineSteps(first, minorUnits(line.amount), currency);
		if (line.role === 'discounts') return discountSteps(own, currency);
		if (line.role === 'taxPayable') return taxSteps(line, own, currency);
		if (line.role === 'marketplaceTax') return marketplaceSteps(line, own, currency);
		const payments = 'payments' in document ? document.payments : [];
		const payment = payments.find((_, index) => line.origin === `payments[${index}]`);
		if (payment !== undefined) return [paymentStep(payment, line.side === 'credit')];
		return document.type === 'Sale' || document.type === 'Refund'
			? totalSteps(line, document)
			: changeSteps(document);
	};
	return (line) => [...stepsOf(line), resultText(line.amount)];
}

function paymentSteps({ origin, amount }: JournalLine, { payment, direction, settles }: Payment): string[] {
	const step =
		origin === 'payment'
			? paymentStep(payment, direction === 'returned')
			: `the whole payment settles ${settles}`;
	return [step, resultText(amount)];
}
