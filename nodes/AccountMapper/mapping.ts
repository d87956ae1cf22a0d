/** The mapping of a run, wherever it is kept: in the node's rows, in items of the input "Rules", in a file, or confirmed. */
import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { parseAccountMapping, type AccountMapping } from '../../core/accounts/mapping';
import { DEFAULT_JOURNAL_POLICY, type JournalPolicy } from '../../core/journal/policy';
import type { LedgerAccount, LedgerDimension, LedgerSession } from '../../core/ledger/connector';
import {
	confirmedRules,
	ledgerNames,
	overruling,
	parseMappingFile,
	parseRuleRows,
	usableMapping,
	type Company,
	type LedgerNames,
	type MappingFile,
	type UsableMapping,
} from '../../core/mapping';
import { conditionsOf } from '../shared/conditions';
import { mappingFileOf, textOf, usable } from '../shared/mappingFile';
import { syncLogOf } from '../shared/syncLog';

/** The lists of the ledger that rules name. */
export interface Chart {
	readonly accounts: readonly LedgerAccount[];
	readonly dimensions: readonly LedgerDimension[];
	readonly names: LedgerNames;
}

/** @param withDimensions where rules may name options by their names, so that the ledger has to be asked for them */
export async function chartOf(session: LedgerSession, withDimensions: boolean): Promise<Chart> {
	const accounts = await session.accounts();
	const dimensions = withDimensions ? await session.dimensions() : [];
	return { accounts, dimensions, names: ledgerNames(accounts, dimensions) };
}

/** Whether the rules are more than the node's own rows, which hold ids already. */
export const namesRules = (context: IExecuteFunctions): boolean => rulesFrom(context) !== 'node';

const rulesFrom = (context: IExecuteFunctions): string =>
	String(context.getNodeParameter('rulesFrom', 0, 'node'));

interface DimensionRow {
	readonly dimension: string;
	readonly when?: IDataObject;
}

interface AccountRow {
	readonly role: string;
	readonly account: string;
	readonly when?: IDataObject;
}

/** Rows of dimensions; the value of the drop-down is `dimension|option`. A row that is not finished decides nothing. */
function dimensionRows(context: IExecuteFunctions) {
	const rows = context.getNodeParameter('dimensions.entry', 0, []) as DimensionRow[];
	return rows
		.filter(({ dimension }) => dimension.includes('|'))
		.map(({ dimension, when }) => {
			const at = dimension.indexOf('|');
			return {
				when: conditionsOf(when),
				dimensions: { [dimension.slice(0, at)]: dimension.slice(at + 1) },
			};
		});
}

/** Every row is a rule, so that two rows for one role are a tie that a person sees, not a last one that wins. */
function ownRows(context: IExecuteFunctions, accounts: readonly LedgerAccount[]): AccountMapping {
	const rows = context.getNodeParameter('accounts.entry', 0, []) as AccountRow[];
	const nameOf = new Map(accounts.map(({ id, name }) => [id, name]));
	const rules = rows
		.filter(({ account }) => account !== '')
		.map(({ role, account, when }) => ({
			role,
			when: conditionsOf(when),
			account: { id: account, name: nameOf.get(account) ?? account },
		}));
	return usable(context, parseAccountMapping({ accounts: {}, rules, dimensions: dimensionRows(context) }));
}

function ruleItems(context: IExecuteFunctions): readonly unknown[] {
	try {
		return context.getInputData(1).map(({ json }) => json);
	} catch {
		// n8n throws where nothing is connected
		return [];
	}
}

function withItems(context: IExecuteFunctions, own: AccountMapping, names: LedgerNames): AccountMapping {
	const items = ruleItems(context);
	if (items.length === 0)
		throw new NodeOperationError(context.getNode(), 'The input "Rules" has no items.', {
			description:
				'Connect the node that reads the rules (a Data Table, a sheet, a file) to the input "Rules".',
		});
	const { rules, dimensions = [] } = usable(context, parseRuleRows(items, names));
	return { ...own, rules: [...own.rules, ...rules], dimensions: [...(own.dimensions ?? []), ...dimensions] };
}

/** What a person has confirmed of a suggestion; a row of the node overrules what has the same role and conditions. */
async function withConfirmed(
	context: IExecuteFunctions,
	own: AccountMapping,
	company: Company,
): Promise<AccountMapping> {
	const kept = usable(context, await confirmedRules(await syncLogOf(context), company, 'accounts'));
	const { rules } = usable(context, parseAccountMapping({ accounts: {}, rules: kept }));
	return { ...own, rules: overruling(own.rules, rules) };
}

function policyOf(context: IExecuteFunctions): JournalPolicy {
	return {
		...DEFAULT_JOURNAL_POLICY,
		discounts: context.getNodeParameter('options.discounts', 0, 'gross') === 'net' ? 'net' : 'gross',
		returns: context.getNodeParameter('options.returns', 0, 'net') === 'gross' ? 'gross' : 'net',
		tips: context.getNodeParameter('options.tips', 0, 'tips') === 'sales' ? 'sales' : 'tips',
		revenue:
			context.getNodeParameter('options.revenue', 0, 'payment') === 'fulfilment' ? 'fulfilment' : 'payment',
		cogs: context.getNodeParameter('options.cogs', 0, 'none') === 'fromShop' ? 'fromShop' : 'none',
		payouts: context.getNodeParameter('options.payouts', 0, 'inTransit') === 'bank' ? 'bank' : 'inTransit',
		disputes:
			context.getNodeParameter('options.disputes', 0, 'receivable') === 'loss' ? 'loss' : 'receivable',
	};
}

/** The file whose tax rules and examples an export keeps, where one is given. */
export function earlierFileOf(context: IExecuteFunctions): MappingFile | undefined {
	const given = textOf(context.getNodeParameter('earlierFile', 0, ''));
	return given === '' ? undefined : usable(context, parseMappingFile(given));
}

/** The mapping of this run. @throws NodeOperationError with everything that is wrong in it, so that nothing is booked wrongly */
export async function mappingOf(
	context: IExecuteFunctions,
	chart: Chart,
	company: Company,
): Promise<UsableMapping> {
	const from = rulesFrom(context);
	if (from === 'file') return usable(context, usableMapping(await mappingFileOf(context), chart.names));
	let mapping = ownRows(context, chart.accounts);
	if (from === 'items') mapping = withItems(context, mapping, chart.names);
	else if (from === 'confirmed') mapping = await withConfirmed(context, mapping, company);
	return { mapping, policy: policyOf(context), taxRules: [], taxes: {} };
}
