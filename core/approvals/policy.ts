/** Which entries people must decide upon, and why. */
import { finding, type Finding } from '../findings/finding';
import type { EntryPurpose, JournalEntry } from '../journal/entry';
import { Big, roundDecimal, toDecimal } from '../money/decimal';
import type { CurrencyCode } from '../money/currency';
import { fromMinorUnits, minorUnits, type Money } from '../money/money';
import { ruleBook, ruleText, type Rule } from '../rules/mostSpecific';
import { amountOf } from '../summary/member';
import type { People } from './approval';
import { firstTimes, type FirstTimeOf } from './firstTimes';

/** Amounts above which so many people are asked; of one kind of document, or of any that has no row of its own. */
export interface Threshold {
	readonly purpose?: EntryPurpose;
	/** in the currency of the books */
	readonly above: Money;
	readonly people: People;
}

export interface ApprovalPolicy {
	/** of the thresholds */
	readonly currency: CurrencyCode;
	readonly thresholds: readonly Threshold[];
	/** kinds that are always asked about */
	readonly always: readonly EntryPurpose[];
	/** what asks when it is seen for the first time */
	readonly firstTimes: readonly FirstTimeOf[];
	/** whether documents with warnings are asked about */
	readonly warnings: boolean;
	/** conditions on a line; one that fits is enough */
	readonly rules: readonly Rule<People>[];
}

export interface Judgement {
	readonly needed: 0 | People;
	/** a sentence each */
	readonly reasons: readonly string[];
}

/** Kinds whose size is what was charged or given back. */
const CHARGED: ReadonlySet<EntryPurpose> = new Set([
	'Sale',
	'Refund',
	'Payment',
	'Cancellation',
	'OrderEdit',
]);

/** What an entry is about: charged or given back with tax, else its debits in its own currency. */
export function sizeOf(entry: JournalEntry): Money {
	const charged = amountOf(entry);
	if (CHARGED.has(entry.purpose) && minorUnits(charged) > 0n) return charged;
	const debits = entry.lines.reduce(
		(sum, { side, amount }) =>
			side === 'debit' && amount.currency === entry.currency ? sum + minorUnits(amount) : sum,
		0n,
	);
	return fromMinorUnits(debits, entry.currency);
}

/** In the currency of the books, exactly; undefined without a rate. */
function inBooks(entry: JournalEntry, currency: CurrencyCode): Big | undefined {
	const size = new Big(sizeOf(entry).amount);
	if (entry.currency === currency) return size;
	const { exchangeRate } = entry;
	if (exchangeRate?.currency !== currency) return undefined;
	return size.times(exchangeRate.rate);
}

const text = ({ amount, currency }: Money): string => `${amount} ${currency}`;

/** The rows that count for a kind: its own, else those for any; for each number of people. */
function thresholdsFor(thresholds: readonly Threshold[], purpose: EntryPurpose): readonly Threshold[] {
	return ([1, 2] as const).flatMap((people) => {
		const rows = thresholds.filter((row) => row.people === people);
		const own = rows.filter((row) => row.purpose === purpose);
		return own.length > 0 ? own : rows.filter((row) => row.purpose === undefined);
	});
}

/** Why an amount is asked about. What cannot be compared is asked about as if it were above. */
function aboutAmount(entry: JournalEntry, { currency, thresholds }: ApprovalPolicy): Judgement[] {
	const rows = thresholdsFor(thresholds, entry.purpose);
	if (rows.length === 0) return [];
	const size = inBooks(entry, currency);
	if (size === undefined) {
		const people = rows.some((row) => row.people === 2) ? 2 : 1;
		const reason = `${text(sizeOf(entry))} cannot be compared with the limits in ${currency}: the document has no exchange rate to it`;
		return [{ needed: people, reasons: [reason] }];
	}
	const passed = rows.filter(({ above }) => size.gt(above.amount));
	const [highest] = [...passed].sort(
		(a, b) => b.people - a.people || new Big(b.above.amount).cmp(a.above.amount),
	);
	if (highest === undefined) return [];
	const amount =
		entry.currency === currency
			? text(sizeOf(entry))
			: `${text(sizeOf(entry))} (${toDecimal(roundDecimal(size, 4, 'halfUp'))} ${currency})`;
	return [{ needed: highest.people, reasons: [`${amount} is more than ${text(highest.above)}`] }];
}

function aboutWarnings({ findings = [] }: JournalEntry, { warnings }: ApprovalPolicy): Judgement[] {
	if (!warnings) return [];
	return findings
		.filter(({ severity }) => severity === 'warning')
		.map(({ message }) => ({ needed: 1, reasons: [message] }));
}

function aboutRules({ lines }: JournalEntry, { rules }: ApprovalPolicy): Judgement[] {
	return rules.flatMap((rule): Judgement[] => {
		const book = ruleBook([rule]);
		const fits = lines.some(({ facts }) => book.find({ ...facts }).kind === 'match');
		return fits ? [{ needed: rule.then, reasons: [`the condition ${ruleText(rule)} fits`] }] : [];
	});
}

/**
 * @param known which first times (`firstTimes`) are none any more
 * @returns how many people must approve the entry (0: nobody), and all the reasons
 */
export function judge(entry: JournalEntry, policy: ApprovalPolicy, known: ReadonlySet<string>): Judgement {
	const all: Judgement[] = [
		...aboutAmount(entry, policy),
		...(policy.always.includes(entry.purpose)
			? [{ needed: 1 as const, reasons: [`every ${entry.purpose} is asked about`] }]
			: []),
		...firstTimes(entry, policy.firstTimes)
			.filter(({ key }) => !known.has(key))
			.map(({ reason }) => ({ needed: 1 as const, reasons: [reason] })),
		...aboutWarnings(entry, policy),
		...aboutRules(entry, policy),
	];
	const needed = all.reduce<0 | People>((most, each) => (each.needed > most ? each.needed : most), 0);
	return { needed, reasons: [...new Set(all.flatMap(({ reasons }) => reasons))] };
}

/** What of a policy cannot be used. */
export function checkPolicy({ currency, thresholds }: ApprovalPolicy): readonly Finding[] {
	return thresholds
		.filter(({ above }) => above.currency !== currency)
		.map(({ above }) =>
			finding('RULE_INVALID', {
				evidence: { rule: text(above), problem: `its currency is not ${currency}` },
			}),
		);
}
