/** The policy and the approvers as they are set in the node. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { ApprovalPolicy, Approver, FirstTimeOf, People, Threshold } from '../../core/approvals';
import { finding, type Finding } from '../../core/findings/finding';
import { ENTRY_PURPOSES, type EntryPurpose } from '../../core/journal/entry';
import { parseMoney } from '../../core/money/money';
import { conditionsOf } from '../shared/conditions';
import { findingsError } from '../shared/errors';

const FIRST_TIMES: readonly FirstTimeOf[] = ['gateway', 'country', 'customer'];

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const peopleOf = (value: unknown): People => (Number(value) === 2 ? 2 : 1);
const purposeOf = (value: unknown): EntryPurpose | undefined =>
	ENTRY_PURPOSES.find((purpose) => purpose === value);

function rows(context: IExecuteFunctions, name: string): IDataObject[] {
	const entries: unknown = context.getNodeParameter(`${name}.entry`, 0, []);
	return Array.isArray(entries) ? (entries as IDataObject[]) : [];
}

function chosen<T extends string>(context: IExecuteFunctions, name: string, of: readonly T[]): readonly T[] {
	const values: unknown = context.getNodeParameter(name, 0, []);
	return Array.isArray(values) ? of.filter((each) => values.includes(each)) : [];
}

const invalid = (rule: string, problem: string): Finding =>
	finding('RULE_INVALID', { evidence: { rule, problem } });

function thresholdsOf(context: IExecuteFunctions, currency: string, problems: Finding[]): Threshold[] {
	return rows(context, 'thresholds').flatMap((row, index): Threshold[] => {
		const above = parseMoney(text(row.above), currency);
		if (typeof above === 'string') {
			const what =
				above === 'unknownCurrency' ? `"${currency}" is no currency` : `"${text(row.above)}" is no amount`;
			problems.push(invalid(`${index + 1} of the limits`, `${what}: give both, there is no default`));
			return [];
		}
		const purpose = purposeOf(row.purpose);
		return [{ above, people: peopleOf(row.people), ...(purpose === undefined ? {} : { purpose }) }];
	});
}

function approversOf(context: IExecuteFunctions, problems: Finding[]): Approver[] {
	const approvers = rows(context, 'approvers').map((row) => ({ id: text(row.id), name: text(row.name) }));
	approvers.forEach(({ id, name }, index) => {
		const rule = `${index + 1} of the approvers`;
		if (id === '' || name === '') problems.push(invalid(rule, 'it needs a name and an ID'));
		else if (approvers.findIndex((other) => other.id === id) < index)
			problems.push(invalid(rule, 'the same person is named twice'));
	});
	return approvers;
}

/** @throws NodeOperationError with all that is wrong in the settings: nothing is let through by a mistake in them */
export function settingsOf(context: IExecuteFunctions): {
	readonly policy: ApprovalPolicy;
	readonly approvers: readonly Approver[];
} {
	const problems: Finding[] = [];
	const currency = text(context.getNodeParameter('currency', 0, '')).toUpperCase();
	const approvers = approversOf(context, problems);
	const policy: ApprovalPolicy = {
		currency,
		thresholds: thresholdsOf(context, currency, problems),
		always: chosen(context, 'also.always', ENTRY_PURPOSES),
		firstTimes: chosen(context, 'also.firstTimes', FIRST_TIMES),
		warnings: context.getNodeParameter('also.warnings', 0, false) === true,
		rules: rows(context, 'also.rules').map((row) => ({
			when: conditionsOf(row.when as IDataObject | undefined),
			then: peopleOf(row.people),
		})),
	};
	const needed = [...policy.thresholds.map(({ people }) => people), ...policy.rules.map(({ then }) => then)];
	if (approvers.length === 1 && needed.includes(2))
		problems.push(invalid('of the approvers', 'two people must approve, and only one is named'));
	if (problems.length > 0) throw findingsError(context.getNode(), problems);
	return { policy, approvers };
}
