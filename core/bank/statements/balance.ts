/** Whether the lines of a statement lead from its opening to its closing balance. */
import { finding, type Finding } from '../../findings/finding';
import { currencyDigits } from '../../money/currency';
import { Big } from '../../money/decimal';
import { signed, type DraftStatement } from './draft';

/**
 * Nothing where they do, or where the statement does not say both balances. Pending lines do not count: a balance is of what
 * is booked. Lines that could not be read are missing, so the difference says what they come to.
 * @param currency of the account
 */
export function balanceFinding(statement: DraftStatement, currency: string | undefined): readonly Finding[] {
	const { opening, closing } = statement;
	if (opening === undefined || closing === undefined || currency === undefined) return [];
	// a balance is of one currency
	if (statement.lines.some((line) => line.currency !== undefined && line.currency !== currency)) return [];
	let reached = new Big(opening.amount);
	for (const line of statement.lines) {
		if (line.pending === true || line.amount === undefined) continue;
		reached = reached.plus(signed(line.amount));
	}
	const difference = reached.minus(closing.amount);
	if (difference.eq(0)) return [];
	const digits = currencyDigits(currency);
	const text = (value: Big): string =>
		digits === undefined || !value.round(digits).eq(value) ? value.toFixed() : value.toFixed(digits);
	return [
		finding('STATEMENT_BALANCE_MISMATCH', {
			path: `line ${closing.line}`,
			evidence: {
				opening: text(new Big(opening.amount)),
				reached: text(reached),
				closing: text(new Big(closing.amount)),
				difference: text(difference.abs()),
				currency,
			},
		}),
	];
}
