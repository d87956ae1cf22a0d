/** Checks that every document must pass before anything is resolved or sent, whatever its type. */
import { finding, type Finding } from '../../../core/findings/finding';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { Big } from '../../../core/money/decimal';
import type { Money } from '../../../core/money/money';
import { LEDGER_NAME } from './failures';

/** The longest number that is sent. */
const NUMBER_LENGTH = 21;
/** Decimals of an amount, and the largest that is sent. */
const AMOUNT_DIGITS = 2;
const LARGEST = new Big('99999999999.99');

/** Finding DOCUMENT_NOT_POSSIBLE: FreshBooks has no way to hold this document, for a reason in words. */
export function notPossible(reason: string, path?: string): Finding {
	return finding('DOCUMENT_NOT_POSSIBLE', {
		evidence: { ledger: LEDGER_NAME, reason },
		...(path === undefined ? {} : { path }),
	});
}

function amountProblem({ amount, currency }: Money): string | undefined {
	const value = new Big(amount);
	if (value.gt(LARGEST)) return 'an amount has more than eleven digits before the point';
	if (!value.round(AMOUNT_DIGITS, 0).eq(value))
		return `the amount ${amount} ${currency} has more than the two decimals that FreshBooks keeps`;
	return undefined;
}

/** DOCUMENT_NOT_POSSIBLE: amounts, number, no lines, dimensions (FreshBooks has none). */
export function checkDocument(document: LedgerDocument): readonly Finding[] {
	const { lines, number, total, totalTax, type } = document;
	const amounts = [
		total,
		totalTax,
		...lines.flatMap(({ amount, taxes }) => [amount, ...taxes.map((tax) => tax.amount)]),
	];
	const problem = amounts.map(amountProblem).find((each) => each !== undefined);
	const hasLines = lines.length > 0 || type === 'CustomerPayment' || type === 'CustomerRefund';
	return [
		...(problem === undefined ? [] : [notPossible(problem, 'lines')]),
		...(number.length > NUMBER_LENGTH
			? [notPossible(`the number ${number} is longer than ${NUMBER_LENGTH} characters`, 'number')]
			: []),
		...(hasLines ? [] : [notPossible('it has no lines', 'lines')]),
		...lines.flatMap(({ dimensions }, index) =>
			dimensions === undefined || Object.keys(dimensions).length === 0
				? []
				: [notPossible('it has neither classes nor locations', `lines[${index}].dimensions`)],
		),
	];
}
