/** What a person could choose where no rule, or more than one, gives a line its account. */
import type { JournalLine } from '../journal/entry';
import type { LedgerAccount } from '../ledger/connector';
import type { Rule } from '../rules/mostSpecific';
import type { AccountRef } from './roles';
import { suggestAccount, type Wanted } from './suggest';

function wantedOf({ role, facts }: JournalLine): Wanted {
	return role === 'clearing' && facts.gateway !== undefined ? { role, gateway: facts.gateway } : { role };
}

/** " "PayPal clearing" looks right: its type is Bank, its name says "paypal"." or what to add; empty without a chart. */
export function suggestionForMiss(line: JournalLine, chart: readonly LedgerAccount[]): string {
	if (chart.length === 0) return '';
	const { account, confidence, reasons, create } = suggestAccount(wantedOf(line), chart);
	if (account !== undefined)
		return ` "${account.name}" ${confidence === 'low' ? 'may be' : 'looks'} right: ${reasons.join(', ')}.`;
	return create === undefined ? '' : ` No account of the chart looks right; "${create.name}" could be added.`;
}

const isAccount = (value: unknown): value is AccountRef =>
	typeof value === 'object' && value !== null && 'id' in value && 'name' in value;

/** Of the accounts of rules that tie, the one that looks right; and which conditions would decide. */
export function suggestionForTie(
	line: JournalLine,
	rules: readonly Rule<unknown>[],
	chart: readonly LedgerAccount[],
): string {
	const facts = new Set(rules.flatMap(({ when }) => Object.keys(when)));
	const values: Readonly<Record<string, string | undefined>> = { ...line.facts };
	const conditions = [...facts]
		.filter((fact) => values[fact] !== undefined)
		.sort()
		.map((fact) => `${fact} = ${values[fact]}`);
	const decides =
		conditions.length > 1 && rules.some(({ when }) => Object.keys(when).length < facts.size)
			? `A rule for ${conditions.join(' and ')} would decide.`
			: 'Two rules with the same conditions can never be told apart: one has to go.';
	const ids = new Set(rules.flatMap(({ then }) => (isAccount(then) ? [then.id] : [])));
	const among = chart.filter(({ id }) => ids.has(id));
	const { account, confidence, reasons } = suggestAccount(wantedOf(line), among);
	if (account === undefined || confidence === 'low') return decides;
	return `${decides} "${account.name}" looks right: ${reasons.join(', ')}.`;
}
