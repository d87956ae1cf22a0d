/**
 * US sales tax: lines are TAX or NON, the transaction has a tax group. With automated sales tax (AST) QuickBooks chooses
 * the group by the address; "whenever an explicit tax amount is sent, the AST engine honors the amount and prorates it
 * across tax rates in the AST-assigned tax code":
 * https://developer.intuit.com/hub/blog/2017/12/11/using-quickbooks-online-api-automated-sales-tax
 */
import { addAgency } from '../books/accounts';
import type { Change } from '../books/change';
import { keep } from '../books/keep';
import { STATE_TAX, stateCode } from '../country/states';
import { decimal, prorate, roundTo, sum, toNumber, ZERO, type Decimal } from '../decimals';
import { invalidLineTaxCode, invalidTransactionTaxCode } from '../faults';
import type { Address } from '../schema/parts';
import type { TaxDetail } from '../schema/lines';
import type { Stored } from '../schema/index';
import { resolve } from '../rules/references';
import { ratesOf } from './rates';
import { taxLine, type TaxInput, type TaxResult } from './result';

const US_NAMES = ['us', 'usa', 'united states', 'united states of america'];

/** Whether goods leave the country: then there is no US sales tax to compute. */
const isAbroad = (address: Address | undefined): boolean =>
	address?.Country !== undefined && !US_NAMES.includes(address.Country.trim().toLowerCase());

/** The group of a state, made by the system when it is first needed. */
function stateGroup(change: Change, state: string): Stored<'TaxCode'> {
	const [name, percent] = STATE_TAX[state] ?? [state, 0];
	const known = change.find('TaxCode', 'Name', name)[0];
	if (known !== undefined) return known;
	const agency = addAgency(change, `${name} Department of Revenue`, `${name} Department of Revenue Payable`);
	const rate = keep(
		change,
		'TaxRate',
		{
			Name: `${name} State`,
			Description: 'Sales Tax',
			Active: true,
			RateValue: percent,
			AgencyRef: { value: agency.Id },
			SpecialTaxType: 'NONE',
			DisplayType: 'ReadOnly',
		},
		change.next('TaxRate'),
	);
	return keep(
		change,
		'TaxCode',
		{
			Name: name,
			Description: name,
			Active: true,
			Hidden: false,
			Taxable: true,
			TaxGroup: true,
			TaxCodeConfigType: 'SYSTEM_GENERATED',
			SalesTaxRateList: {
				TaxRateDetail: [
					{
						TaxRateRef: { value: rate.Id, name: `${name} State` },
						TaxTypeApplicable: 'TaxOnAmount',
						TaxOrder: 0,
					},
				],
			},
		},
		change.next('TaxCode'),
	);
}

/** The transaction's group: chosen by AST, or (old companies) the one that was sent. */
function groupOf(
	change: Change,
	sent: TaxDetail | undefined,
	address: Address | undefined,
): Stored<'TaxCode'> | undefined {
	const { identity, preferences } = change.company;
	if (preferences.automatedSalesTax === true) {
		const state = isAbroad(address) ? undefined : stateCode(address?.CountrySubDivisionCode);
		return stateGroup(change, state ?? identity.state);
	}
	if (sent?.TxnTaxCodeRef === undefined) return undefined;
	const code = resolve(change, 'TaxCode', sent.TxnTaxCodeRef, 'TxnTaxDetail.TxnTaxCodeRef');
	if (code.TaxGroup !== true) throw invalidTransactionTaxCode(sent.TxnTaxCodeRef.value);
	return code;
}

const explicitTax = (sent: TaxDetail | undefined): Decimal | undefined => {
	if (sent?.TotalTax !== undefined) return decimal(sent.TotalTax);
	if (sent?.TaxLine === undefined) return undefined;
	return sum(sent.TaxLine.map((line) => decimal(line.Amount)));
};

/**
 * @param address where the goods go
 * @param afterDiscount tax is computed after the discount is taken off (ApplyTaxAfterDiscount)
 * @throws QuickBooksFault 6100 a line's code is not TAX or NON; 6160, 2500, 610 the transaction's code
 */
export function usTax(
	change: Change,
	{ lines, discount, sent, day, digits }: TaxInput,
	address: Address | undefined,
	afterDiscount: boolean,
): TaxResult {
	for (const { code } of lines) {
		if (code !== undefined && code !== 'TAX' && code !== 'NON') throw invalidLineTaxCode(code);
	}
	const coded = lines.map(({ code, net, taxableItem }) => ({
		code: code ?? (taxableItem ? 'TAX' : 'NON'),
		net,
	}));
	const net = sum(lines.map((line) => line.net)).minus(discount);
	// "then TxnTaxDetail is ignored and not stored"
	if (!change.company.usesSalesTax) return { lines: coded, detail: undefined, total: net };

	const shares = prorate(
		afterDiscount ? discount : ZERO,
		lines.map((line) => line.net),
		digits,
	);
	const taxable = sum(
		coded.map((line, index) => (line.code === 'TAX' ? line.net.minus(shares[index] ?? 0) : ZERO)),
	);
	const group = groupOf(change, sent, address);
	if (group === undefined || taxable.eq(0)) {
		return { lines: coded, detail: { TotalTax: 0 }, total: net };
	}
	const rates = ratesOf(change, group, 'Sales', day);
	const computed = rates.map((rate) =>
		isAbroad(address) ? ZERO : roundTo(taxable.times(rate.percent).div(100), digits),
	);
	const explicit = explicitTax(sent);
	const amounts =
		explicit === undefined
			? computed
			: prorate(
					roundTo(explicit, digits),
					rates.map((rate) => rate.percent),
					digits,
				);
	const total = sum(amounts);
	const detail: TaxDetail = {
		TxnTaxCodeRef: { value: group.Id },
		TotalTax: toNumber(total),
		TaxLine: rates.map((rate, index) => taxLine(rate, toNumber(amounts[index] ?? ZERO), toNumber(taxable))),
	};
	return { lines: coded, detail, total: net.plus(total) };
}
