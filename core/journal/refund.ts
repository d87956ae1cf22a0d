/** The journal lines of a refund. */
import type { AccountRole } from '../accounts/roles';
import { adjustmentParts, refundLineParts, taxBasisOf, type TaxBasis } from '../documents/basis';
import type { LineType } from '../documents/parts';
import type { Refund, RefundAdjustment, RefundLine } from '../documents/refund';
import { minorUnits } from '../money/money';
import { addCost, addWriteOff } from './cost';
import type { JournalLine } from './entry';
import { EntryLines, opposite } from './lines';
import type { JournalPolicy } from './policy';
import { isIncome, saleRole } from './sale';

/** Income has accounts of its own for what is given back; what was owed on is owed less. */
function refundRole(type: LineType, policy: JournalPolicy): AccountRole {
	const role = saleRole(type, policy);
	if (role === 'sales') return 'salesReturns';
	return role === 'shippingIncome' ? 'shippingRefunds' : role;
}

/** A line that is given back: the reverse of what was sold. */
export function addRefundLine(
	line: RefundLine,
	basis: TaxBasis,
	policy: JournalPolicy,
	entry: EntryLines,
	origin: string,
): void {
	const parts = refundLineParts(line, basis);
	const taxes = entry.taxes(line.taxes, line.taxCode, 'debit', origin);
	const isDeferred = policy.revenue === 'fulfilment' && line.fulfilled === false && isIncome(line.type);
	const reversesDiscount =
		!isIncome(line.type) || (policy.returns === 'gross' && policy.discounts === 'gross' && !isDeferred);
	const { taxCode, quantity, name, sku, category } = line;
	const facts = entry.lineFacts(line.type, category, sku);
	if (line.restocked) addCost(line, 'credit', facts, policy, entry, origin);
	else if (line.damaged === true) addWriteOff(line, facts, policy, entry, origin);
	entry.add(
		isDeferred ? 'deferredRevenue' : refundRole(line.type, policy),
		'debit',
		reversesDiscount ? parts.net + parts.discount : parts.net,
		{
			description: name,
			facts: line.restocked ? { ...facts, restocked: 'yes' } : facts,
			quantity,
			taxCode,
			taxes,
			origin,
		},
	);
	if (reversesDiscount) {
		entry.discount('credit', parts.discount, {
			description: 'Discount taken back',
			facts: entry.lineFacts(line.type, category),
			taxCode,
			taxes,
			origin,
		});
	}
}

/** Goodwill and corrections are debited; what is kept back, such as a restocking fee, is credited. */
function addAdjustment(adjustment: RefundAdjustment, entry: EntryLines, origin: string): void {
	const side = adjustment.direction === 'refunded' ? 'debit' : 'credit';
	const taxes = entry.taxes(adjustment.taxes, adjustment.taxCode, side, origin);
	entry.add('refundAdjustments', side, adjustmentParts(adjustment).net, {
		description: adjustment.reason === '' ? 'Adjustment' : adjustment.reason,
		facts: { ...entry.sold, lineType: 'adjustment', adjustment: adjustment.direction },
		taxCode: adjustment.taxCode,
		taxes,
		origin,
	});
}

function addWhatGoesBack(refund: Refund, entry: EntryLines): void {
	refund.payments.forEach((payment, index) => entry.tender('credit', payment, `payments[${index}]`));
	const { total, paid } = refund.totals;
	const open = minorUnits(total) - minorUnits(paid);
	if (refund.reducesReceivable) {
		entry.add('receivable', 'credit', open, {
			description: 'No longer owed by the customer',
			facts: entry.sold,
			origin: 'totals.total',
		});
		return;
	}
	entry.add('refundsPayable', 'credit', open, {
		description: 'Refund not yet paid out',
		facts: entry.sold,
		...entry.untaxed,
		origin: 'totals.pending',
	});
}

/**
 * The reverse of the sale, for what was given back: debits returns and taxes, credits what the money went back through,
 * what is still to be paid out, or what the customer owed.
 */
export function refundLines(refund: Refund, policy: JournalPolicy): readonly JournalLine[] {
	const entry = new EntryLines(refund, refund.shipTo, refund.untaxedCode, refund.customer);
	const basis = taxBasisOf(refund);
	refund.lines.forEach((line, index) => addRefundLine(line, basis, policy, entry, `lines[${index}]`));
	refund.adjustments.forEach((adjustment, index) =>
		addAdjustment(adjustment, entry, `adjustments[${index}]`),
	);
	entry.writeSums('taxPayable');
	entry.writeSums('marketplaceTax');
	entry.writeSums('discounts');
	const { rounding } = refund.totals;
	if (rounding !== undefined) {
		const side = rounding.side === 'totalIsHigher' ? 'credit' : 'debit';
		entry.add('rounding', opposite(side), minorUnits(rounding.amount), {
			description: 'Rounding',
			facts: entry.common,
			...entry.untaxed,
			origin: 'totals.rounding',
		});
	}
	addWhatGoesBack(refund, entry);
	return entry.lines;
}
