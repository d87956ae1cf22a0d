/** What all sales forms share: customer, day, currency, lines, tax and total. */
import type { Change } from '../books/change';
import { toNumber, type Decimal } from '../decimals';
import { decimal, roundTo } from '../decimals';
import { businessRule } from '../faults';
import type { SalesLine, TaxDetail } from '../schema/lines';
import type { Address } from '../schema/parts';
import { globalTax } from '../tax/global';
import type { TaxInput } from '../tax/result';
import { usTax } from '../tax/us';
import { checkCustomerCurrency, currencyOf, type DocumentCurrency } from './currency';
import { checkOpen, dayOf } from './dates';
import { resolve, type Ref } from './references';
import { readSalesLines, storedLines } from './salesLines';

/** The fields of a sales form on which its figures depend. */
export interface FormInput {
	readonly Line: readonly SalesLine[];
	readonly CustomerRef?: Ref | undefined;
	readonly TxnDate?: string | undefined;
	readonly CurrencyRef?: { readonly value: string } | undefined;
	readonly ExchangeRate?: number | undefined;
	readonly TxnTaxDetail?: TaxDetail | undefined;
	readonly GlobalTaxCalculation?: 'TaxExcluded' | 'TaxInclusive' | 'NotApplicable' | undefined;
	readonly ApplyTaxAfterDiscount?: boolean | undefined;
	readonly ShipAddr?: Address | undefined;
}

/** What comes out: fields for the stored document, and the figures for those who go on computing. */
export interface FormFigures {
	readonly fields: {
		TxnDate: string;
		CurrencyRef: { value: string; name: string };
		ExchangeRate?: number;
		Line: SalesLine[];
		TotalAmt: number;
		HomeTotalAmt?: number;
		TxnTaxDetail?: TaxDetail;
		GlobalTaxCalculation?: 'TaxExcluded' | 'TaxInclusive' | 'NotApplicable';
		ApplyTaxAfterDiscount?: boolean;
	};
	readonly currency: DocumentCurrency;
	readonly total: Decimal;
	readonly day: string;
}

/**
 * Computes a sales form.
 * @throws QuickBooksFault whatever is wrong with customer, day, currency, lines, tax or total
 */
export function formFigures(change: Change, body: FormInput): FormFigures {
	const { company } = change;
	const day = dayOf(change, body);
	checkOpen(change, day);
	const currency = currencyOf(change, body, day);
	if (body.CustomerRef !== undefined) {
		checkCustomerCurrency(change, resolve(change, 'Customer', body.CustomerRef, 'CustomerRef'), currency);
	}
	const read = readSalesLines(change, body.Line, day, currency.digits);
	const input: TaxInput = {
		lines: read.products.map(({ line, net, item }) => ({
			net,
			gross:
				line.SalesItemLineDetail.TaxInclusiveAmt === undefined
					? undefined
					: decimal(line.SalesItemLineDetail.TaxInclusiveAmt),
			code: line.SalesItemLineDetail.TaxCodeRef?.value,
			taxableItem: item?.Taxable === true,
		})),
		discount: read.discount,
		sent: body.TxnTaxDetail,
		day,
		digits: currency.digits,
	};
	const mode = body.GlobalTaxCalculation ?? 'TaxExcluded';
	const afterDiscount = body.ApplyTaxAfterDiscount ?? false;
	const tax = company.isUS
		? usTax(change, input, body.ShipAddr, afterDiscount)
		: globalTax(change, input, mode, 'Sales');
	if (tax.total.lt(0)) throw businessRule('Transaction amount must be 0 or greater.');
	return {
		fields: {
			TxnDate: day,
			...currency.fields,
			Line: storedLines(change, read, tax.lines),
			TotalAmt: toNumber(tax.total),
			...(company.preferences.multiCurrency
				? { HomeTotalAmt: toNumber(roundTo(tax.total.times(currency.rate), company.digits)) }
				: {}),
			...(tax.detail === undefined ? {} : { TxnTaxDetail: tax.detail }),
			...(company.isUS ? { ApplyTaxAfterDiscount: afterDiscount } : { GlobalTaxCalculation: mode }),
		},
		currency,
		total: tax.total,
		day,
	};
}
