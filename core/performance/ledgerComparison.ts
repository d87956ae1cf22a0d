/**
 * The figures of a period against the ledger's own profit and loss, by the accounts that our documents use. From the figures to the
 * ledger there are two steps, and each has its reasons: what of the figures is in the ledger's documents (what waits, what has
 * another day), and what else is on those accounts (documents of others, other currencies).
 */
import { isCurrency } from '../money/currency';
import { minorUnits } from '../money/money';
import { byText } from '../reconcile/signed';
import type { ProfitAndLoss, StandingDocument } from '../ledger/connector';
import { GROUPS, sumsOf, type ComparisonQuestion, type Sums } from './comparisonSums';
import { amountText } from './texts';

export type DifferenceReason =
	/** held, failed or on their way: not in the ledger yet */
	| 'waiting'
	/** held before they reached the ledger, as far as they are among the documents given */
	| 'heldBefore'
	/** in the ledger on another day than the event has, because its period was closed */
	| 'otherDay'
	/** the figures have events that no document of the sync log is of, or the other way round */
	| 'notInSyncLog'
	/** ours in other currencies, at the ledger's rate */
	| 'otherCurrencies'
	/** documents of others on the same accounts */
	| 'others';

export interface ExplainedDifference {
	readonly why: DifferenceReason;
	/** decimal text with a sign: what it adds to the ledger's amount */
	readonly amount: string;
	readonly text: string;
}

export interface ComparedAccounts {
	/** "sales, discounts" */
	readonly name: string;
	readonly accounts: readonly { readonly id: string; readonly name: string }[];
	/** by the shops' documents; null for what no figure stands for. Amounts: decimal text, positive adds to the profit. */
	readonly figures: string | null;
	/** by our documents in the ledger */
	readonly posted: string;
	/** by the ledger's profit and loss */
	readonly ledger: string;
	/** ledger less figures, or less what was posted where there is no figure */
	readonly difference: string;
	readonly reasons: readonly ExplainedDifference[];
}

export interface OtherDocument {
	readonly entity: string;
	readonly number: string;
	readonly kind: StandingDocument['kind'];
	readonly date: string;
	readonly total: string;
	readonly currency: string;
	readonly contact: string;
	readonly enteredBy: string;
	readonly url: string;
}

export interface LedgerComparison {
	/** "QuickBooks Online" */
	readonly ledger: string;
	readonly currency: string;
	readonly basis: ProfitAndLoss['basis'];
	readonly rows: readonly ComparedAccounts[];
	/** of the whole company, as the ledger prints it; positive is a profit */
	readonly netProfit: string;
	/** events held before they reached a ledger */
	readonly heldBefore: number;
	/** documents of others in the period, the largest first; null where the ledger was not, or could not be, asked */
	readonly others: { readonly count: number; readonly largest: readonly OtherDocument[] } | null;
}

const MOST_OTHERS = 20;

const TEXTS: Readonly<Record<DifferenceReason, string>> = {
	waiting: 'Held, failed or on their way: not in the ledger yet. See the Sync Log for what is held and why.',
	heldBefore: 'Held before they reached the ledger: see Needs Review of the nodes, or the Sync Log.',
	otherDay: 'Booked on another day than the event has, because its period was closed.',
	notInSyncLog:
		'In the figures, but in no document of the sync log, or the other way round: orders that were not posted or not given to this node, or income that is booked with the delivery.',
	otherCurrencies:
		"Our documents in other currencies, at the ledger's rate of exchange, and documents of others.",
	others: 'Entered by others on the same accounts: a person, a bank feed or another connector.',
};

function rowOf(sums: Sums, currency: string): ComparedAccounts {
	const text = (units: bigint): string => amountText(units, currency);
	const { posted, ledger, hasFigure, withoutFigure, waiting, held, moved, foreign } = sums;
	const expected = hasFigure ? sums.figures + withoutFigure : posted;
	// waiting ones are in the figures and lower what the ledger has
	const parts: readonly (readonly [DifferenceReason, bigint])[] = [
		['waiting', hasFigure ? -waiting : 0n],
		['heldBefore', -held],
		['otherDay', hasFigure ? moved : 0n],
		['notInSyncLog', hasFigure ? posted - expected + waiting + held - moved : 0n],
		[foreign ? 'otherCurrencies' : 'others', ledger - posted],
	];
	return {
		name: [...sums.groups].join(', '),
		accounts: [...sums.accounts].map(([id, name]) => ({ id, name })).sort((a, b) => byText(a.name, b.name)),
		figures: hasFigure ? text(expected) : null,
		posted: text(posted),
		ledger: text(ledger),
		difference: text(ledger - expected),
		reasons: parts
			.filter(([, units]) => units !== 0n)
			.map(([why, units]) => ({ why, amount: text(units), text: TEXTS[why] })),
	};
}

function otherOf(document: StandingDocument): OtherDocument {
	const { entity, number, kind, date, total, contact = '', enteredBy = '', url = '' } = document;
	const { amount, currency } = total;
	return { entity, number, kind, date, total: amount, currency, contact, enteredBy, url };
}

/** Whether anything on our accounts came from elsewhere: then it is worth asking the ledger for the documents of others. */
export const hasOthers = ({ rows }: LedgerComparison): boolean =>
	rows.some(({ reasons }) => reasons.some(({ why }) => why === 'others' || why === 'otherCurrencies'));

/** @returns rows in the order of the figures, then accounts that no figure stands for */
export function compareWithLedger(question: ComparisonQuestion): LedgerComparison {
	const { ledger, profitAndLoss, booked, others } = question;
	const { currency, basis, net } = profitAndLoss;
	if (!isCurrency(currency)) throw new Error('a profit and loss has a currency');
	const place = ({ groups }: Sums): number => {
		const places = GROUPS.flatMap(({ name }, index) => (groups.has(name) ? [index] : []));
		return places[0] ?? GROUPS.length;
	};
	const largest = [...(others ?? [])].sort(
		(a, b) =>
			Number(minorUnits(b.total) - minorUnits(a.total)) || byText(a.date, b.date) || byText(a.id, b.id),
	);
	return {
		ledger,
		currency,
		basis,
		rows: [...sumsOf(question)].sort((a, b) => place(a) - place(b)).map((sums) => rowOf(sums, currency)),
		netProfit: amountText(net.side === 'credit' ? minorUnits(net.amount) : -minorUnits(net.amount), currency),
		heldBefore: booked.heldBefore.size,
		others:
			others === undefined
				? null
				: { count: others.length, largest: largest.slice(0, MOST_OTHERS).map(otherOf) },
	};
}

/**
 * Documents that stand in the ledger and are none of ours.
 * @param target ledger and company, as posting keys begin with them: ours of another sync log carry them
 */
export function othersOf(
	standing: readonly StandingDocument[],
	own: ReadonlySet<string>,
	target: { readonly ledger: string; readonly tenant: string },
): readonly StandingDocument[] {
	const key = `${target.ledger}/${target.tenant}/`;
	return standing.filter(
		({ entity, id, reference }) => !own.has(`${entity} ${id}`) && !reference.includes(key),
	);
}
