/** Whatever an invoice holds: what FreshBooks will add up from the request is the document's total and tax, to the cent. */
import fc from 'fast-check';
import { freshbooks } from '../../../../connectors/ledgers/freshbooks';
import { toRequest } from '../../../../connectors/ledgers/freshbooks/toRequest';
import type { JournalEntry, JournalLine } from '../../../../core/journal/entry';
import { composeDocuments } from '../../../../core/ledger/compose';
import { Big } from '../../../../core/money/decimal';
import { fromMinorUnits } from '../../../../core/money/money';
import { unpaidSale } from '../../../support/entries';
import { valueOf } from '../../../support/outcome';
import { FACTS } from './support/business';

const pounds = (units: number) => fromMinorUnits(BigInt(units), 'GBP');

const goods = fc.record({
	units: fc.integer({ min: 1, max: 99_999_999 }),
	quantity: fc.constantFrom(undefined, '1', '2', '3', '7', '0.5', '12'),
	/** how far the shop's tax is from what the percent comes to, in pence */
	off: fc.constantFrom(0, 0, 0, 1, -1, 5),
	taxed: fc.boolean(),
});

type Goods = typeof goods extends fc.Arbitrary<infer T> ? T : never;

function entryOf(list: readonly Goods[], discount: number): JournalEntry {
	const code = FACTS.taxCodes.find(({ id }) => id === '7840');
	if (code === undefined) throw new Error('no code');
	const { ledger, id, name, rates } = code;
	const taxOf = ({ units, off, taxed }: Goods): number =>
		taxed ? Math.max(0, Math.round(units / 5) + off) : 0;
	const common = { description: 'Mug', facts: {}, origin: '', taxCode: { ledger, id, name, rates } };
	const lines = list.map((each): JournalLine => ({
		...common,
		role: 'sales',
		account: { id: 'sales', name: 'Sales' },
		side: 'credit',
		amount: pounds(each.units),
		...(each.quantity === undefined ? {} : { quantity: each.quantity }),
		taxes: each.taxed
			? [{ name: 'VAT', rate: '0.2', amount: pounds(taxOf(each)), ledgerRateId: '7840' }]
			: [],
	}));
	const tax = list.reduce((sum, each) => sum + taxOf(each), 0);
	const net = list.reduce((sum, { units }) => sum + units, 0);
	const off = Math.min(discount, net - 1);
	const all: JournalLine[] = [
		...lines,
		{
			...common,
			role: 'discounts',
			account: { id: 'discounts', name: 'd' },
			side: 'debit',
			amount: pounds(off),
			taxes: [],
		},
		{ ...common, role: 'taxPayable', account: { id: 'vat', name: 'v' }, side: 'credit', amount: pounds(tax) },
		{ ...common, role: 'receivable', side: 'debit', amount: pounds(net - off + tax) },
	];
	return { ...unpaidSale('1'), lines: all.filter(({ amount }) => amount.amount !== '0.00') };
}

interface LineBody {
	readonly qty: string;
	readonly unit_cost: { readonly amount: string };
	readonly taxAmount1?: string;
}

describe('any invoice', () => {
	it('adds up as FreshBooks adds, rounded by line or as a whole', () => {
		fc.assert(
			fc.property(
				fc.array(goods, { minLength: 1, maxLength: 6 }),
				fc.integer({ min: 0, max: 5_000 }),
				(list, discount) => {
					const target = { ledger: 'freshbooks', tenant: '6BApk' };
					const [invoice] = valueOf(
						composeDocuments(entryOf(list, discount), freshbooks.capabilities, target),
					);
					if (invoice?.type !== 'Invoice') throw new Error('no invoice');
					const draft = valueOf(toRequest(invoice, FACTS, undefined, () => false));
					const body = draft.complete('1') as unknown as { lines: readonly LineBody[] };
					let net = new Big(0);
					let byLine = new Big(0);
					let whole = new Big(0);
					for (const { qty, unit_cost: cost, taxAmount1: percent = '0' } of body.lines) {
						const amount = new Big(qty).times(cost.amount);
						expect(amount.round(2).eq(amount)).toBe(true);
						net = net.plus(amount);
						const tax = amount.times(percent).div(100);
						whole = whole.plus(tax);
						// half up, away from nothing
						byLine = byLine.plus(tax.round(2, 1));
					}
					expect(byLine.toFixed(2)).toBe(invoice.totalTax.amount);
					expect(whole.round(2, 1).toFixed(2)).toBe(invoice.totalTax.amount);
					expect(net.plus(byLine).toFixed(2)).toBe(invoice.total.amount);
				},
			),
			{ numRuns: 200 },
		);
	});
});
