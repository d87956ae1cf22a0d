/** Currencies by ISO code. */

const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const names = new Intl.DisplayNames('en', { type: 'currency' });

/** "British Pound"; undefined when there is no such currency. */
export const currencyName = (code: string): string | undefined =>
	CODES.has(code) ? names.of(code) : undefined;
