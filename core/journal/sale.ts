/** The journal lines of a sale. */
import type { AccountRole } from '../accounts/roles';
import { saleLineParts, taxBasisOf, type TaxBasis } from '../documents/basis';
import type { LineType, SaleLine } from '../documents/parts';
import type { Sale } from '../documents/sale';
import { minorUnits } from '../money/money';
import { addCost } from './cost';
import type { JournalLine } from './entry';
import { EntryLines } from './lines';
import type { JournalPolicy } from './policy';

/** What is sold under a line type: income, or money that is passed on. */
export function saleRole(type: LineType, policy: JournalPolicy): AccountRole {
	switch (type) {
		case 'item':
		case 'fee':
			return 'sales';
		case 'shipping':
			return 'shippingIncome';
		case 'tip':
			return policy.tips;
		case 'giftCard':
			return 'giftCardLiability';
		case 'duty':
			return 'duties';
		case 'importTax':
			return 'importTax';
	}
}

/** Whether a line is income of the shop. What is passed on or owed is owed in full, whatever the customer was spared. */
export function isIncome(type: LineType): boolean {
	return type === 'item' || type === 'fee' || type === 'shipping';
}

/** The role of a line's income now: it may have to wait for the delivery. */
function bookedRole(type: LineType, policy: JournalPolicy): AccountRole {
	return policy.revenue === 'fulfilment' && isIncome(type) ? 'deferredRevenue' : saleRole(type, policy);
}

/** A line that is sold: its income (or what is owed on), its discount, its taxes, its cost. */
export function addSaleLine(
	line: SaleLine,
	basis: TaxBasis,
	policy: JournalPolicy,
	entry: EntryLines,
	origin: string,
): void {
	const parts = saleLineParts(line, basis);
	const taxes = entry.taxes(line.taxes, line.taxCode, 'credit', origin);
	const role = bookedRole(line.type, policy);
	const isDeferred = role === 'deferredRevenue';
	const showDiscount = (policy.discounts === 'gross' && !isDeferred) || !isIncome(line.type);
	const { taxCode, quantity, name, sku, category } = line;
	const lineFacts = entry.lineFacts(line.type, category, sku);
	entry.add(role, 'credit', showDiscount ? parts.net + parts.discount : parts.net, {
		description: name,
		facts: lineFacts,
		quantity,
		taxCode,
		taxes,
		origin,
	});
	if (policy.revenue === 'payment') addCost(line, 'debit', lineFacts, policy, entry, origin);
	if (!showDiscount || parts.discount === 0n) return;
	const codes = line.discountCodes.join('+');
	const facts = entry.lineFacts(line.type, category);
	entry.discount('debit', parts.discount, {
		description: codes === '' ? 'Discount' : `Discount ${codes}`,
		facts: codes === '' ? facts : { ...facts, discountCode: codes },
		taxCode,
		taxes,
		origin,
	});
}

/**
 * Debits what was paid (or is owed) and the discounts, credits income, taxes and what is owed on. The tax is exactly the
 * shop's; with prices that contain tax the income is what is left of the price.
 */
export function saleLines(sale: Sale, policy: JournalPolicy): readonly JournalLine[] {
	const entry = new EntryLines(sale, sale.shipTo, sale.untaxedCode, sale.customer);
	sale.payments.forEach((payment, index) => entry.tender('debit', payment, `payments[${index}]`));
	entry.add('receivable', 'debit', minorUnits(sale.totals.outstanding), {
		description: 'Owed by the customer',
		facts: entry.sold,
		origin: 'totals.outstanding',
	});
	const basis = taxBasisOf(sale);
	sale.lines.forEach((line, index) => addSaleLine(line, basis, policy, entry, `lines[${index}]`));
	entry.writeSums('discounts');
	entry.writeSums('taxPayable');
	entry.writeSums('marketplaceTax');
	const { rounding } = sale.totals;
	if (rounding !== undefined) {
		entry.add(
			'rounding',
			rounding.side === 'totalIsHigher' ? 'credit' : 'debit',
			minorUnits(rounding.amount),
			{
				description: 'Rounding',
				facts: entry.common,
				...entry.untaxed,
				origin: 'totals.rounding',
			},
		);
	}
	return entry.lines;
}
