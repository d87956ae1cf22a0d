/** Whatever a document holds: what Xero will add up from the request is the document's total, to the cent. */
import fc from 'fast-check';
import type { CreditNoteBody, InvoiceBody } from '../../../../connectors/ledgers/xero/requests/bodies';
import { anyOf, equals } from '../../../../connectors/ledgers/xero/query';
import { toRequest } from '../../../../connectors/ledgers/xero/toRequest';
import { fromMinorUnits, minorUnits } from '../../../../core/money/money';
import { Big } from '../../../../core/money/decimal';
import { COMPANIES, TAX_CODES } from './support/companies';
import { document } from './support/documents';

const pounds = (units: number): string => fromMinorUnits(BigInt(units), 'GBP').amount;
const cents = (value = 0): bigint => BigInt(new Big(value).times(100).toFixed());

const line = fc
	.record({
		units: fc.integer({ min: 0, max: 99_999_999 }),
		share: fc.integer({ min: 0, max: 100 }),
		quantity: fc.constantFrom(undefined, '1', '2', '3', '7', '0.5', '12', '0.12345'),
		taxed: fc.boolean(),
	})
	.map(({ share, ...others }) => ({ ...others, taxUnits: Math.floor((others.units * share) / 100) }));

describe('any sales document', () => {
	it.each(['Invoice', 'CreditNote'] as const)('%s adds up as Xero adds', (type) => {
		fc.assert(
			fc.property(
				fc.array(line, { minLength: 1, maxLength: 8 }),
				fc.integer({ min: 0, max: 5_000 }),
				(lines, discount) => {
					const { standard, zero } = TAX_CODES.uk;
					const total = lines.reduce((sum, { units }) => sum + units, 0);
					const meant = document(type, {
						lines: [
							...lines.map(({ units, taxUnits, quantity, taxed }) => ({
								amount: pounds(units),
								...(quantity === undefined ? {} : { quantity }),
								code: taxed ? standard : zero,
								taxes: taxed ? [['VAT', '0.2', pounds(taxUnits), 'OUTPUT2/VAT'] as const] : [],
							})),
							{
								side: type === 'Invoice' ? ('debit' as const) : ('credit' as const),
								amount: pounds(Math.min(discount, total)),
								code: zero,
							},
						],
					});
					const draft = toRequest(meant, COMPANIES.uk!, undefined);
					if (!draft.ok) throw new Error(JSON.stringify(draft.findings));
					const body = draft.value.complete('c') as InvoiceBody | CreditNoteBody;
					let net = 0n;
					let tax = 0n;
					for (const { Quantity, UnitAmount, LineAmount, TaxAmount } of body.LineItems) {
						// Xero: quantity times price, prices and quantities to four decimals, must be the line's amount
						const product = new Big(Quantity).round(4).times(new Big(UnitAmount).round(4));
						expect(product.eq(LineAmount)).toBe(true);
						net += cents(LineAmount);
						tax += cents(TaxAmount);
					}
					expect(net + tax).toBe(minorUnits(meant.total));
					expect(tax).toBe(minorUnits(meant.totalTax));
				},
			),
			{ numRuns: 60 },
		);
	});
});

describe('any filter', () => {
	it('keeps values inside their quotes', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ maxLength: 300 }), { minLength: 1, maxLength: 60 }), (values) => {
				const filters = anyOf(values.map((value) => equals('Reference', value)));
				const read = filters.flatMap((filter) => {
					// a reader of the language: clauses joined by OR, nothing left over
					const clause = /^Reference=="((?:\\.|[^"\\])*)"(?: OR |$)/;
					const found: string[] = [];
					let rest = filter;
					for (let match = clause.exec(rest); match !== null; match = clause.exec(rest)) {
						found.push((match[1] ?? '').replace(/\\(.)/g, '$1'));
						rest = rest.slice(match[0].length);
						if (rest === '') break;
					}
					expect(rest).toBe('');
					return found;
				});
				const printable = [...new Set(values.map((value) => equals('R', value)))].length;
				expect(read).toHaveLength(printable);
			}),
			{ numRuns: 60 },
		);
	});
});
