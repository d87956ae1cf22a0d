/** Findings and money of a bad week. */
import fc from 'fast-check';
import { CATALOGUE, type FindingCode } from '../../../core/findings/catalogue';
import type { Finding } from '../../../core/findings/finding';
import type { Money } from '../../../core/money/money';
import type { SidedMoney } from '../../../core/reconcile/ageing/ageing';
import { badText, many } from './texts';

export const code = fc.constantFrom(...(Object.keys(CATALOGUE) as FindingCode[]));

export const badFinding: fc.Arbitrary<Finding> = fc.record({
	code,
	severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
	message: badText,
	fix: badText,
});

/** Up to some thousand. */
export const findings = many(badFinding, 5_000);

export const money: fc.Arbitrary<Money> = fc.record({
	amount: fc.constantFrom('0.00', '19.99', `${'9'.repeat(25)}.99`),
	currency: fc.constantFrom('GBP', 'EUR'),
});

export const sided: fc.Arbitrary<SidedMoney> = fc.record({
	amount: money,
	side: fc.constantFrom('debit' as const, 'credit' as const),
});
