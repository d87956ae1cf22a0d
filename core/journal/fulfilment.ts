/** The journal lines of a delivery: deferred revenue becomes income, and the goods leave the stock. */
import { saleLineParts, type TaxBasis } from '../documents/basis';
import type { Fulfilment } from '../documents';
import { addCost } from './cost';
import type { JournalLine } from './entry';
import { EntryLines } from './lines';
import type { JournalPolicy } from './policy';
import { isIncome, saleRole } from './sale';

export function fulfilmentLines(document: Fulfilment, policy: JournalPolicy): readonly JournalLine[] {
	const entry = new EntryLines(document, document.shipTo, undefined, undefined);
	const contained = document.pricesIncludeTax;
	const basis: TaxBasis = { merchant: contained, marketplace: contained };
	document.lines.forEach((line, index) => {
		const origin = `lines[${index}]`;
		const facts = entry.lineFacts(line.type, line.category, line.sku);
		if (policy.revenue === 'fulfilment' && isIncome(line.type)) {
			const { net, discount } = saleLineParts(line, basis);
			const isGross = policy.discounts === 'gross';
			const description = line.name;
			entry.add('deferredRevenue', 'debit', net, { description, facts, origin });
			entry.add(saleRole(line.type, policy), 'credit', isGross ? net + discount : net, {
				description,
				facts,
				quantity: line.quantity,
				origin,
			});
			if (isGross) {
				const codes = line.discountCodes.join('+');
				const given = entry.lineFacts(line.type, line.category);
				entry.discount('debit', discount, {
					description: codes === '' ? 'Discount' : `Discount ${codes}`,
					facts: codes === '' ? given : { ...given, discountCode: codes },
					origin,
				});
			}
		}
		addCost(line, 'debit', facts, policy, entry, origin);
	});
	entry.writeSums('discounts');
	return entry.lines;
}
