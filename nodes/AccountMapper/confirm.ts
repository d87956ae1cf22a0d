/** Confirms the accounts that were suggested last; those that are not likely are for review. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ROLE_NAMES } from '../../core/accounts/roleNames';
import type { AccountRole } from '../../core/accounts/roles';
import { finding } from '../../core/findings/finding';
import { confirmKept } from '../shared/confirming';
import { asItem } from '../shared/outputs';

export async function confirmAccounts(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await confirmKept(context, 'accounts', (rule) => {
		const { account, role = '', when } = rule as typeof rule & { readonly account?: { name: string } };
		const gateway = typeof when.gateway === 'string' ? ` (${when.gateway})` : '';
		const description = `${ROLE_NAMES[role as AccountRole].name}${gateway}`;
		const suggestion = `"${account?.name ?? ''}" may be right, but is not likely enough to be confirmed unseen.`;
		const findings = [finding('ACCOUNT_NOT_MAPPED', { evidence: { description, suggestion } })];
		const [first] = findings;
		return asItem({ ...rule, reason: first?.message ?? '', fix: first?.fix ?? '', findings }, 0);
	});
}
