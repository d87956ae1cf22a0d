/** Fees of an order: tips, duties, import tax and untaxed services, told apart by the name that the merchant sees. */
import type { DayBookLineType } from '../../../daybook/events';
import { bothSides, text4 } from '../shop/money';
import type { StoreOrder } from '../shop/order';
import { ratesOf, taxOf } from './totals';

const MERCHANT_NAMES: Readonly<Partial<Record<DayBookLineType, string>>> = {
	tip: 'Tip',
	duty: 'Duty',
	importTax: 'Import tax',
};

export function feesOf({ lines, placed }: StoreOrder): Record<string, unknown>[] {
	return lines
		.filter(({ kind }) => kind === 'fee')
		.map((line) => {
			const { exTax, incTax } = bothSides(line.gross, ratesOf(line), placed.pricesIncludeTax);
			return {
				id: line.id,
				type: 'custom_fee',
				display_name_customer: line.book.name,
				display_name_merchant: MERCHANT_NAMES[line.book.type] ?? line.book.name,
				source: 'lab',
				base_cost: text4(line.gross),
				cost_ex_tax: text4(exTax),
				cost_inc_tax: text4(incTax),
				cost_tax: text4(taxOf(line)),
				tax_class_id: null,
			};
		});
}
