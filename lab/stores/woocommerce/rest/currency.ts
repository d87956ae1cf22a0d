/** Names and symbols of currencies, from the Unicode data that Node brings. */

/** e.g. "£" for GBP, "$" for USD; the code where there is no symbol. */
export function currencySymbol(currency: string): string {
	const format = new Intl.NumberFormat('en', {
		style: 'currency',
		currency,
		currencyDisplay: 'narrowSymbol',
	});
	return format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency;
}

export function currencyName(currency: string): string {
	return new Intl.DisplayNames('en', { type: 'currency' }).of(currency) ?? currency;
}

/** As an HTML entity: how settings write it. */
export const symbolEntity = (currency: string): string =>
	[...currencySymbol(currency)]
		.map((one) => (/[A-Za-z]/.test(one) ? one : `&#${one.codePointAt(0)};`))
		.join('');
