/**
 * The control totals that must hold before a summary goes out. The left side is taken from the summary, the right one from
 * its events as they came in, each figure by its own way.
 */
import { finding, type Finding } from '../findings/finding';
import { balances } from '../journal/balancedEntry';
import type { JournalEntry, JournalLine } from '../journal/entry';
import { composeDocuments } from '../ledger/compose';
import type { LedgerCapabilities } from '../ledger/connector';
import { effects } from '../ledger/effects';
import { fromMinorUnits, minorUnits } from '../money/money';
import { unlessErrors, type Outcome } from '../outcome';
import { figuresOf, FigureSums, type Figures } from './figures';
import type { SummaryBatchState, SummaryTarget } from './store';

export interface ControlInput {
	readonly entry: JournalEntry;
	/** of each member */
	readonly figures: readonly Figures[];
	readonly state: SummaryBatchState;
	readonly capabilities: LedgerCapabilities;
	readonly target: SummaryTarget;
}

interface Control {
	readonly control: string;
	/** what the summary says, and what its events say */
	readonly actual: bigint;
	readonly expected: bigint;
	/** a number of events, not an amount */
	readonly isCount?: true;
}

/** 1: debits are credits, and are what the events have (less what they sum up to nil). */
function balanced({ lines, currency }: JournalEntry): Control[] {
	const { debit = 0n, credit = 0n } = balances(lines).get(currency) ?? {};
	return [{ control: 'debits, against credits', actual: debit, expected: credit }];
}

/** 2: what was charged is what was paid and what is pending; nothing else is in it. */
function charged(ours: FigureSums, theirs: FigureSums): Control[] {
	return [
		{
			control: 'sales, shipping, tax, tips, duties and gift cards, against payments and pending',
			actual: ours.get('charged'),
			expected: ours.get('paid') + ours.get('pending'),
		},
		...['charged', 'paid', 'pending'].map((name) => ({
			control: `what is ${name}`,
			actual: ours.get(name),
			expected: theirs.get(name),
		})),
		{ control: 'lines that no sale has', actual: ours.get('other'), expected: 0n },
	];
}

/** 3: each gateway's money is what was captured and given back. */
function perGateway({ lines }: JournalEntry, theirs: FigureSums): Control[] {
	const cash = (gateway: string, side: JournalLine['side']): bigint =>
		lines
			.filter((line) => line.payment !== undefined && line.side === side && line.facts.gateway === gateway)
			.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);
	const gateways = new Set([...theirs.names('in|'), ...theirs.names('out|')]);
	return [...gateways].sort().map((gateway) => ({
		control: `${gateway}: captured less refunded`,
		actual: cash(gateway, 'debit') - cash(gateway, 'credit'),
		expected: theirs.get(`in|${gateway}`) - theirs.get(`out|${gateway}`),
	}));
}

/** 4: the tax of each code and rate, as it is booked, is the shop's. */
function perTax({ lines }: JournalEntry, theirs: FigureSums): Control[] {
	const booked = new FigureSums();
	for (const { role, side, amount, taxCode, taxes = [] } of lines) {
		if (role !== 'taxPayable') continue;
		const [tax] = taxes;
		const rate = tax?.ledgerRateId ?? `${tax?.name ?? ''}@${tax?.rate ?? ''}`;
		const units = minorUnits(amount);
		booked.add(`tax|${taxCode?.id ?? ''}|${rate}`, side === 'credit' ? units : -units);
	}
	return [...new Set([...booked.names('tax|'), ...theirs.names('tax|')])].sort().map((name) => ({
		control: `tax ${name}`,
		actual: booked.get(`tax|${name}`),
		expected: theirs.get(`tax|${name}`),
	}));
}

/** 5: the events of the summary, of earlier ones and those posted singly are all events of the period. */
function complete({ entry, state }: ControlInput): Control[] {
	const members = entry.summary?.members.length ?? 0;
	return [
		{
			control: 'events summed, in earlier summaries and posted singly, against all of the period',
			actual: BigInt(members + state.summarized + state.single.length),
			expected: BigInt(state.total),
			isCount: true,
		},
	];
}

/** And the documents: they move each account as the events do. */
function perAccount(
	{ entry, capabilities, target }: ControlInput,
	theirs: FigureSums,
): Control[] | readonly Finding[] {
	const composed = composeDocuments(entry, capabilities, target);
	if (!composed.ok) return composed.findings;
	const moved = new Map<string, bigint>();
	for (const document of composed.value) effects(document, moved);
	const accounts = new Set([...moved.keys(), ...theirs.names('account|')]);
	return [...accounts].sort().map((account) => ({
		control: `account ${account}, by the documents`,
		actual: moved.get(account) ?? 0n,
		expected: theirs.get(`account|${account}`),
	}));
}

const isFindings = (list: readonly (Control | Finding)[]): list is readonly Finding[] =>
	list.some((each) => 'code' in each);

const signedText = (units: bigint, currency: string): string =>
	`${units < 0n ? '-' : ''}${fromMinorUnits(units < 0n ? -units : units, currency).amount}`;

/**
 * Proves a summary.
 * @returns the entry with its control totals, or SUMMARY_CONTROL_FAILED for each that does not hold (or why its documents
 * cannot be composed)
 */
export function proveSummary(input: ControlInput): Outcome<JournalEntry> {
	const { entry, figures } = input;
	const { currency, summary } = entry;
	const ours = new FigureSums();
	ours.addAll(figuresOf(entry.lines));
	const theirs = new FigureSums();
	for (const each of figures) theirs.addAll(each);
	const accounts = perAccount(input, theirs);
	if (isFindings(accounts)) return unlessErrors(accounts, () => entry);
	const controls = [
		...balanced(entry),
		...charged(ours, theirs),
		...perGateway(entry, theirs),
		...perTax(entry, theirs),
		...complete(input),
		...accounts,
	];
	const text = (units: bigint, isCount = false): string =>
		isCount ? String(units) : signedText(units, currency);
	const findings = controls
		.filter(({ actual, expected }) => actual !== expected)
		.map(({ control, actual, expected, isCount }) =>
			finding('SUMMARY_CONTROL_FAILED', {
				path: 'lines',
				evidence: {
					summary: entry.id,
					control,
					actual: text(actual, isCount),
					expected: text(expected, isCount),
					count: summary?.members.length ?? 0,
					currency: isCount === true ? '' : currency,
				},
			}),
		);
	return unlessErrors(findings, () => ({
		...entry,
		...(summary === undefined
			? {}
			: {
					summary: {
						...summary,
						controls: controls.map(({ control, actual, isCount }) => ({
							control,
							amount: text(actual, isCount),
						})),
					},
				}),
	}));
}
