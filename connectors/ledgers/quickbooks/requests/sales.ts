/** SalesReceipt, Invoice, RefundReceipt and CreditMemo: lines by item, tax as the shop charged it. */
import type { Finding } from '../../../../core/findings/finding';
import type { Side } from '../../../../core/journal/entry';
import type { PostedDocument } from '../../../../core/ledger/connector';
import type { LedgerDocument, LedgerDocumentLine } from '../../../../core/ledger/documents';
import { fromMinorUnits, isZero, minorUnits } from '../../../../core/money/money';
import { unlessErrors, type Outcome } from '../../../../core/outcome';
import { notPossible } from '../checks';
import type { Facts } from '../facts';
import { taxPart, type TaxPart } from '../tax';
import { jsonNumber } from '../numbers';
import { findingsOf, productOf } from '../products';
import { lineAmount, quantityFields, stockFields, sumOfLines } from './amounts';
import { checkInvoice } from './invoice';
import { checkMoneyAccount } from './moneyAccount';
import {
	documentDimensions,
	fitsReference,
	header,
	lineClass,
	lineDescription,
	needed,
	ref,
	type Body,
	type Draft,
	type Ids,
} from './draft';

export type SalesEntity = 'SalesReceipt' | 'Invoice' | 'RefundReceipt' | 'CreditMemo';

/** The side whose lines add to the total. */
const ADDS: Readonly<Record<SalesEntity, Side>> = {
	SalesReceipt: 'credit',
	Invoice: 'credit',
	RefundReceipt: 'debit',
	CreditMemo: 'debit',
};

/** Accounts no item can post to: they belong to customers and vendors. */
const NOT_BY_ITEM = new Set(['receivable', 'payable']);

/**
 * The draft of a sales document.
 * @param invoice what a credit's `appliesTo` names, as it was posted
 * @returns held with the findings of `taxPart`, ACCOUNT_NOT_MAPPED (no money account), SALE_NOT_POSTED or
 * DOCUMENT_NOT_POSSIBLE
 */
export function salesDraft(
	entity: SalesEntity,
	document: LedgerDocument,
	facts: Facts,
	invoice: PostedDocument | undefined,
): Outcome<Draft> {
	const adds = ADDS[entity];
	const tax = taxPart(document, facts, adds);
	const dimensions = documentDimensions(document, facts);
	const movement = entity === 'SalesReceipt' || entity === 'Invoice' ? 'sold' : 'back';
	const products = document.lines.map((line, index) =>
		productOf(line, facts.products, movement, `lines[${index}].sku`),
	);
	const productIds = products.map((product) => (product.ok ? product.value?.id : undefined));
	const findings: readonly Finding[] = [
		...tax.findings,
		...dimensions.findings,
		...checkLines(document, facts, adds),
		...findingsOf(products),
		...(needsMoneyAccount(entity, document) ? checkMoneyAccount(document, facts) : []),
		...checkInvoice(document, invoice),
	];
	return unlessErrors(findings, () => {
		const part: TaxPart = tax.ok ? tax.value : { codes: [], fields: {} };
		return {
			items: document.lines
				.filter((_, index) => movement === 'back' || productIds[index] === undefined)
				.map(({ account }) => account),
			needsCustomer: true,
			findings,
			complete: (ids: Ids): Body => ({
				...numberFields(entity, document, facts),
				...header(document, facts),
				CustomerRef: ref(needed(ids.customer, 'a customer')),
				...(entity === 'Invoice' && document.dueOn !== undefined ? { DueDate: document.dueOn } : {}),
				...(document.moneyAccount !== undefined && takesMoney(entity)
					? { DepositToAccountRef: ref(document.moneyAccount.id) }
					: {}),
				...shipTo(document, facts),
				...dimensions.fields,
				Line: document.lines.flatMap((line, index) => {
					const [taxCode, productId] = [part.codes[index], productIds[index]];
					if (movement === 'sold' || productId === undefined)
						return [salesLine(line, { taxCode, productId }, adds, facts, ids)];
					return [
						salesLine(line, { taxCode, productId: undefined }, adds, facts, ids),
						backInStock(line, productId, taxCode),
					];
				}),
				...part.fields,
			}),
		};
	});
}

const takesMoney = (entity: SalesEntity): boolean => entity === 'SalesReceipt' || entity === 'RefundReceipt';

/** A sales receipt of nothing (a gift card has paid all) moves no money and needs no account for it. */
function needsMoneyAccount(entity: SalesEntity, { moneyAccount, total }: LedgerDocument): boolean {
	if (entity === 'SalesReceipt' && moneyAccount === undefined && isZero(total)) return false;
	return takesMoney(entity);
}

function checkLines(document: LedgerDocument, facts: Facts, adds: Side): readonly Finding[] {
	const findings: Finding[] = [];
	document.lines.forEach(({ account }, index) => {
		if (NOT_BY_ITEM.has(facts.accounts.get(account.id)?.kind ?? ''))
			findings.push(
				notPossible(`a sales line cannot go to the account "${account.name}"`, `lines[${index}].account`),
			);
	});
	const sum = sumOfLines(document.lines, adds) + minorUnits(document.totalTax);
	if (sum < 0n) findings.push(notPossible('its total would be negative', 'lines'));
	else if (sum !== minorUnits(document.total)) {
		const lines = fromMinorUnits(sum, document.currency).amount;
		findings.push(
			notPossible(`its lines and taxes are ${lines}, its total is ${document.total.amount}`, 'total'),
		);
	}
	return findings;
}

/**
 * DocNumber, where the company lets us number; otherwise our number goes where a query finds it. The gateway's reference
 * takes that place when it is free and long enough.
 */
function numberFields(entity: SalesEntity, document: LedgerDocument, { settings }: Facts): Body {
	const hasReference = takesMoney(entity);
	if (!settings.customNumbers) return hasReference ? { PaymentRefNum: document.number } : {};
	const { paymentReference: reference } = document;
	return {
		DocNumber: document.number,
		...(hasReference && reference !== undefined && fitsReference(reference)
			? { PaymentRefNum: reference }
			: {}),
	};
}

const REGION_NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Only US tax looks at the address. Countries go as full names ("3 ISO alpha-3 characters or the full name"). */
function shipTo({ shipTo: place }: LedgerDocument, { company }: Facts): Body {
	if (company.country !== 'US' || place?.country === undefined) return {};
	const country = /^[A-Z]{2}$/.test(place.country) ? REGION_NAMES.of(place.country) : undefined;
	return {
		ShipAddr: {
			...(place.region === undefined ? {} : { CountrySubDivisionCode: place.region }),
			...(place.postcode === undefined ? {} : { PostalCode: place.postcode }),
			Country: country ?? place.country,
		},
	};
}

/** Puts goods back into QuickBooks' stock, at their cost there: a line of no amount beside the one with the money. */
function backInStock(line: LedgerDocumentLine, productId: string, taxCode: string | undefined): Body {
	return {
		DetailType: 'SalesItemLineDetail',
		Amount: 0,
		Description: lineDescription(`${line.description}: back in stock`, line.sku),
		SalesItemLineDetail: {
			ItemRef: ref(productId),
			Qty: jsonNumber(needed(line.quantity, 'a quantity')),
			UnitPrice: 0,
			...(taxCode === undefined ? {} : { TaxCodeRef: ref(taxCode) }),
		},
	};
}

function salesLine(
	line: LedgerDocumentLine,
	{ taxCode, productId }: { readonly taxCode: string | undefined; readonly productId: string | undefined },
	adds: Side,
	facts: Facts,
	ids: Ids,
): Body {
	return {
		DetailType: 'SalesItemLineDetail',
		Amount: lineAmount(line, adds),
		Description: lineDescription(line.description, line.sku),
		SalesItemLineDetail: {
			ItemRef: ref(productId ?? needed(ids.items.get(line.account.id), `an item for ${line.account.id}`)),
			...(productId === undefined ? quantityFields(line, adds) : stockFields(line, adds)),
			...lineClass(line.dimensions, facts),
			...(taxCode === undefined ? {} : { TaxCodeRef: ref(taxCode) }),
		},
	};
}
