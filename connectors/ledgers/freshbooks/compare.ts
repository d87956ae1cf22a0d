/** The ledger as witness: what it shows must be what was meant. */
import type { Finding } from '../../../core/findings/finding';
import type { PostedDocument } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { isZero, minorUnits, type Money } from '../../../core/money/money';
import type { Entity } from './entities';
import { amountDiffers, expectedTotal } from './posted';

const differs = (a: Money, b: Money): boolean => minorUnits(a) !== minorUnits(b);

/**
 * @param entity where it was posted
 * @returns POSTED_AMOUNT_DIFFERS for the total and for the tax, and what was wrong with the answer itself
 */
export function comparePosted(
	document: LedgerDocument,
	posted: PostedDocument,
	entity: Entity,
): readonly Finding[] {
	const findings: Finding[] = [...(posted.findings ?? [])];
	const reported = new Set(findings.map(({ path }) => path));
	const total = expectedTotal(document, entity);
	if (!reported.has('total') && differs(posted.total, total))
		findings.push(amountDiffers(document, 'total', posted.total.amount, total));
	if (reported.has('totalTax')) return findings;
	if (posted.totalTax === undefined) {
		if (!isZero(document.totalTax))
			findings.push(amountDiffers(document, 'totalTax', 'no tax', document.totalTax));
	} else if (differs(posted.totalTax, document.totalTax)) {
		findings.push(amountDiffers(document, 'totalTax', posted.totalTax.amount, document.totalTax));
	}
	return findings;
}
