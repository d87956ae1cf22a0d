/** How two versions of a document differ, in words a bookkeeper reads: "field: was -> is". */
import { canonicalJson } from '../canonicalJson';
import type { Money } from '../money/money';
import type { DocumentSnapshot } from './snapshot';

type Line = DocumentSnapshot['lines'][number];
type Tax = DocumentSnapshot['taxes'][number];

/** More are counted, not listed: the sentence must stay readable. */
const MOST_LISTED = 8;

const money = ({ amount, currency }: Money): string => `${amount} ${currency}`;

/** What of a line counts: a renamed product or account is no change. */
const lineMatters = ({ account, side, amount, quantity, taxCode, taxes, dimensions }: Line): string =>
	canonicalJson({
		account: account.id,
		side,
		amount: amount.amount,
		quantity,
		taxCode: taxCode?.id,
		taxes: taxes.map(taxMatters).sort(),
		dimensions,
	});

const taxMatters = ({ rate, ledgerRateId, amount, taxable }: Omit<Tax, 'taxable'> & Partial<Tax>): string =>
	canonicalJson({ rate, ledgerRateId, amount: amount.amount, taxable: taxable?.amount });

function lineText({ side, amount, account, quantity, taxCode, taxes }: Line): string {
	const parts = [`${side} ${money(amount)} to ${account.name}`];
	if (quantity !== undefined) parts.push(`quantity ${quantity}`);
	if (taxCode !== undefined) parts.push(`tax code ${taxCode.name}`);
	for (const tax of taxes) parts.push(`${tax.name} ${money(tax.amount)}`);
	return parts.join(', ');
}

const taxText = ({ amount, taxable, rate }: Tax): string =>
	`${money(amount)} on ${money(taxable)} at ${rate}`;

/** What is in one list and not in the other, counting repeated ones. */
function without<T>(list: readonly T[], other: readonly T[], matters: (each: T) => string): T[] {
	const counts = new Map<string, number>();
	for (const each of other) counts.set(matters(each), (counts.get(matters(each)) ?? 0) + 1);
	return list.filter((each) => {
		const left = counts.get(matters(each)) ?? 0;
		counts.set(matters(each), left - 1);
		return left <= 0;
	});
}

/** Pairs what was removed with what was added under the same name; the rest is removed or added. */
function listed<T>(
	kind: string,
	was: readonly T[],
	is: readonly T[],
	how: { matters(each: T): string; name(each: T): string; text(each: T): string },
): string[] {
	const removed = without(was, is, how.matters);
	const added = without(is, was, how.matters);
	const changes: string[] = [];
	for (const old of removed) {
		const index = added.findIndex((each) => how.name(each) === how.name(old));
		const [next] = index < 0 ? [] : added.splice(index, 1);
		changes.push(
			`${kind} "${how.name(old)}": ${how.text(old)} -> ${next === undefined ? 'none' : how.text(next)}`,
		);
	}
	for (const each of added) changes.push(`${kind} "${how.name(each)}": none -> ${how.text(each)}`);
	return changes;
}

/**
 * @param was as posted; undefined when it cannot be read any more
 * @returns the differences that count in the books, none when there is none
 */
export function changesBetween(was: DocumentSnapshot | undefined, is: DocumentSnapshot): readonly string[] {
	if (was === undefined) return ['what was posted can no longer be read'];
	const field = (name: string, old: string | undefined, next: string | undefined): string[] =>
		old === next ? [] : [`${name}: ${old ?? 'none'} -> ${next ?? 'none'}`];
	const [from, to] = [was.moneyAccount, is.moneyAccount];
	const account = (ref: typeof from): string =>
		ref === undefined ? 'none' : from?.name === to?.name ? `${ref.name} (${ref.id})` : ref.name;
	return [
		...field('document', was.type, is.type),
		...field('date', was.date, is.date),
		...field('due', was.dueOn, is.dueOn),
		...field('total', money(was.total), money(is.total)),
		...field('tax', money(was.totalTax), money(is.totalTax)),
		...(from?.id === to?.id ? [] : [`money account: ${account(from)} -> ${account(to)}`]),
		...field('applies to', was.appliesTo, is.appliesTo),
		...listed('line', was.lines, is.lines, {
			matters: lineMatters,
			name: ({ description }) => description,
			text: lineText,
		}),
		...listed('tax', was.taxes, is.taxes, { matters: taxMatters, name: ({ name }) => name, text: taxText }),
	];
}

/** The changes as one sentence. */
export function changesText(changes: readonly string[]): string {
	const more = changes.length - MOST_LISTED;
	return [...changes.slice(0, MOST_LISTED), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
