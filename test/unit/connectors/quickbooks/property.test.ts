/** Whatever a document holds: what QuickBooks will add up from the request is the document's total, to the cent. */
import fc from 'fast-check';
import { toRequest } from '../../../../connectors/ledgers/quickbooks/toRequest';
import { fromMinorUnits, minorUnits } from '../../../../core/money/money';
import { COMPANIES, TAX_CODES } from './support/companies';
import { document } from './support/documents';

const pounds = (units: number): string => fromMinorUnits(BigInt(units), 'GBP').amount;
const cents = (value: number): bigint => BigInt(Math.round(value * 100));

interface Body {
	Line: { Amount: number; SalesItemLineDetail: { Qty?: number; UnitPrice?: number } }[];
	TxnTaxDetail: { TaxLine: { Amount: number; TaxLineDetail: { NetAmountTaxable: number } }[] };
}

const line = fc.record({
	units: fc.integer({ min: 0, max: 99_999_999 }),
	taxUnits: fc.integer({ min: 0, max: 9_999_999 }),
	quantity: fc.constantFrom(undefined, '1', '2', '3', '7', '0.5', '12'),
	taxed: fc.boolean(),
});

describe('any sales document', () => {
	it.each(['SalesReceipt', 'Invoice', 'RefundReceipt', 'CreditNote'] as const)('%s adds up', (type) => {
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
								taxes: taxed ? [['VAT', '0.2', pounds(taxUnits), '3'] as const] : [],
							})),
							{
								side:
									type === 'SalesReceipt' || type === 'Invoice' ? ('debit' as const) : ('credit' as const),
								amount: pounds(Math.min(discount, total)),
								code: zero,
							},
						],
					});
					const draft = toRequest(meant, COMPANIES.uk!, undefined);
					if (!draft.ok) throw new Error(JSON.stringify(draft.findings));
					const items = new Map(draft.value.items.map(({ id }) => [id, id]));
					const body = draft.value.complete({ items, customer: '1' }) as unknown as Body;
					const { TaxLine: taxes } = body.TxnTaxDetail;
					const net = body.Line.reduce((sum, { Amount }) => sum + cents(Amount), 0n);
					const tax = taxes.reduce((sum, { Amount }) => sum + cents(Amount), 0n);
					expect(net + tax).toBe(minorUnits(meant.total));
					expect(tax).toBe(minorUnits(meant.totalTax));
					expect(
						taxes.reduce((sum, { TaxLineDetail }) => sum + cents(TaxLineDetail.NetAmountTaxable), 0n),
					).toBe(net);
					for (const {
						Amount,
						SalesItemLineDetail: { Qty, UnitPrice },
					} of body.Line) {
						if (Qty !== undefined && UnitPrice !== undefined) expect(Qty * UnitPrice).toBeCloseTo(Amount, 6);
					}
				},
			),
			{ numRuns: 40 },
		);
	});
});
