/**
 * Invoices and credit notes. Their lines name no accounts; taxes go by name and percent, at most two a line, and FreshBooks works
 * out their amounts itself (the document's are what it must come to: composing has made sure of that).
 */
import { finding, type Finding } from '../../../../core/findings/finding';
import type { PostedDocument } from '../../../../core/ledger/connector';
import type { LedgerDocument, LedgerDocumentLine } from '../../../../core/ledger/documents';
import { OWN_ACCOUNTS } from '../../../../core/ledger/ownAccounts';
import { Big } from '../../../../core/money/decimal';
import { fromMinorUnits, isZero, minorUnits } from '../../../../core/money/money';
import { NO_RATE, parsePercent, parseRate, percentText, compareRates } from '../../../../core/money/rate';
import { unlessErrors, type Outcome } from '../../../../core/outcome';
import { notPossible } from '../checks';
import type { Body } from '../client';
import type { Facts } from '../facts';
import { markedText } from '../marks';
import { needed, type Draft } from './draft';

const TAXES_PER_LINE = 2;
const NAME_LENGTH = 250;
const DAY_MS = 86_400_000;
const LARGEST_QUANTITY = 1_000_000n;

/** Taxes that the business does not have, by name and percent: FreshBooks would keep a figure under a name of nothing. */
function unknownTaxes(document: LedgerDocument, { taxCodes }: Facts): readonly Finding[] {
	const known = taxCodes.flatMap(({ rates }) => rates);
	return document.taxes
		.filter(({ name, rate }) => {
			const charged = parseRate(rate) ?? NO_RATE;
			return !known.some(
				(tax) => tax.name === name && compareRates(parsePercent(tax.percent) ?? NO_RATE, charged) === 0,
			);
		})
		.map(({ name, rate }) => {
			const percent = percentText(parseRate(rate) ?? NO_RATE);
			return finding('TAX_CODE_UNKNOWN', { path: 'taxes', evidence: { code: `${name} ${percent}%` } });
		});
}

function checkLines(document: LedgerDocument): readonly Finding[] {
	const adds = document.type === 'Invoice' ? 'credit' : 'debit';
	const findings: Finding[] = [];
	let sum = minorUnits(document.totalTax);
	document.lines.forEach(({ account, taxes, side, amount }, index) => {
		sum += side === adds ? minorUnits(amount) : -minorUnits(amount);
		if (account.id !== OWN_ACCOUNTS.sales)
			findings.push(notPossible('its lines cannot name an account', `lines[${index}].account`));
		if (taxes.length > TAXES_PER_LINE)
			findings.push(notPossible('a line has at most two taxes', `lines[${index}].taxes`));
	});
	if (sum !== minorUnits(document.total)) {
		const lines = fromMinorUnits(sum < 0n ? -sum : sum, document.currency).amount;
		findings.push(
			notPossible(
				`its lines and taxes are ${sum < 0n ? '-' : ''}${lines}, its total is ${document.total.amount}`,
				'total',
			),
		);
	}
	if (isZero(document.total)) findings.push(notPossible('its total is nothing', 'total'));
	return findings;
}

/** Quantity and unit price where their product is exactly the amount; otherwise one of the whole, and the quantity in words. */
function quantityFields({ quantity, amount, description }: LedgerDocumentLine, sign: string): Body {
	const units = minorUnits(amount);
	const whole = quantity !== undefined && /^\d{1,7}$/.test(quantity) ? BigInt(quantity) : undefined;
	const price = (each: bigint) => ({
		amount: `${each === 0n ? '' : sign}${fromMinorUnits(each, amount.currency).amount}`,
		code: amount.currency,
	});
	const name = description === '' ? 'Item' : description;
	if (whole !== undefined && whole > 0n && whole <= LARGEST_QUANTITY && units % whole === 0n)
		return { name: name.slice(0, NAME_LENGTH), qty: String(whole), unit_cost: price(units / whole) };
	const worded = quantity === undefined || new Big(quantity).eq(1) ? name : `${quantity} × ${name}`;
	return { name: worded.slice(0, NAME_LENGTH), qty: '1', unit_cost: price(units) };
}

function lineBody(line: LedgerDocumentLine, adds: 'credit' | 'debit'): Body {
	const taxes = line.taxes.map(({ name, rate }, index): Body => ({
		[`taxName${index + 1}`]: name,
		[`taxAmount${index + 1}`]: percentText(parseRate(rate) ?? NO_RATE),
	}));
	return Object.assign(
		{ type: 0, ...quantityFields(line, line.side === adds ? '' : '-') },
		line.sku === undefined ? {} : { description: line.sku },
		...taxes,
	) as Body;
}

/** Days until it is due. */
function dueOffset({ date, dueOn }: LedgerDocument): number {
	if (dueOn === undefined || dueOn <= date) return 0;
	return Math.round((Date.parse(`${dueOn}T00:00:00Z`) - Date.parse(`${date}T00:00:00Z`)) / DAY_MS);
}

/** What a credit reduces must be an invoice that is there. */
export function checkInvoice(
	document: LedgerDocument,
	related: PostedDocument | undefined,
): readonly Finding[] {
	if (document.appliesTo === undefined) return [];
	if (related === undefined)
		return [finding('SALE_NOT_POSTED', { path: 'appliesTo', evidence: { sale: document.appliesTo } })];
	if (related.entity === 'Invoice') return [];
	return [notPossible(`what it belongs to was posted as ${related.entity}, not as an invoice`, 'appliesTo')];
}

/** @returns held with TAX_CODE_UNKNOWN, SALE_NOT_POSTED or DOCUMENT_NOT_POSSIBLE */
export function salesDraft(
	document: LedgerDocument,
	facts: Facts,
	related: PostedDocument | undefined,
): Outcome<Draft> {
	const isInvoice = document.type === 'Invoice';
	const findings = [
		...checkLines(document),
		...unknownTaxes(document, facts),
		...(isInvoice ? [] : checkInvoice(document, related)),
	];
	return unlessErrors(findings, () => ({
		entity: isInvoice ? 'Invoice' : 'CreditNote',
		needsClient: true,
		findings,
		complete: (client) => {
			const id = needed(client, 'a client');
			const common = {
				create_date: document.date,
				currency_code: document.currency,
				notes: markedText(document),
				lines: document.lines.map((line) => lineBody(line, isInvoice ? 'credit' : 'debit')),
			};
			if (!isInvoice)
				return { clientid: id, credit_number: document.number, credit_type: 'goodwill', ...common };
			return {
				customerid: id,
				invoice_number: document.number,
				...(document.poNumber === undefined ? {} : { po_number: document.poNumber }),
				due_offset_days: dueOffset(document),
				...common,
				// a draft is in no account
				action_mark_as_sent: true,
			};
		},
	}));
}
