/** The templates of payouts and the bank, filled in as a bookkeeper does: accounts from the suggestion, days, Slack's address. */
import type { IDataObject } from 'n8n-workflow';
import { readTemplate, type TemplateWorkflow } from '../../../lab/demo/templates';
import type { MappingRow } from '../../../lab/demo/choices';
import type { SlackMessage } from '../../../lab/slack';
import type { EngineRun, EngineWorkflow } from '../../support/engine';
import { asEngineWorkflow, type Bench } from './bench';
import { pence } from './payoutShop';

/** An account for each role that the ledger's chart has one for. */
export type Accounts = ReadonlyMap<string, string>;

const keyOf = (role: string, gateway = ''): string => `${role}|${gateway}`;

/** What the mapper suggests; clearing is the account that the sales use. */
export async function accountsOf(bench: Bench): Promise<Accounts> {
	const run = await bench.node('Account Mapper', [{}], {
		parameters: { operation: 'suggest', scope: 'all' },
	});
	if (run.error !== undefined) throw run.error;
	const suggested = run
		.json('Account Mapper')
		.filter(({ gateway, accountId }) => (gateway ?? '') === '' && (accountId ?? '') !== '')
		.map(({ role, accountId }) => [keyOf(String(role)), String(accountId)] as const);
	const clearing = bench.accounts
		.filter(({ role }) => role === 'clearing')
		.map(({ account, when }) => [keyOf('clearing', when.gateway), account] as const);
	return new Map([...suggested, ...clearing]);
}

export interface Filling {
	readonly accounts: Accounts;
	/** ISO 8601 */
	readonly from: string;
	/** further parameters by the node's name */
	readonly more?: Readonly<Record<string, IDataObject>>;
}

type Rows = { readonly entry: readonly MappingRow[] };

function filled({ type, parameters }: TemplateWorkflow['nodes'][number], bench: Bench, filling: Filling) {
	const { accounts, from } = filling;
	if (type.endsWith('.payoutsTrigger')) return { startFrom: from, options: { everyMinutes: 0 } };
	if (type.endsWith('.httpRequest')) return { url: bench.lab.slackWebhook };
	if (type.endsWith('.accountMapper')) {
		const { entry } = parameters['accounts'] as Rows;
		return {
			accounts: {
				entry: entry.map((row) => ({
					...row,
					account: accounts.get(keyOf(row.role, row.when.gateway)) ?? '',
				})),
			},
		};
	}
	// what a person is asked for; expressions stay as they are
	return parameters['from'] === '' ? { from } : {};
}

/** A template with a person's choices in it. */
export function openTemplate(bench: Bench, name: string, filling: Filling): EngineWorkflow {
	const template = readTemplate(name);
	const nodes = template.nodes.map((node) => ({
		...node,
		parameters: { ...node.parameters, ...filled(node, bench, filling), ...filling.more?.[node.name] },
	}));
	return bench.engine.open(asEngineWorkflow({ ...template, id: name, nodes }));
}

/** Debits of an account less its credits, in pence. */
export const balanceOf = (bench: Bench, account: string | undefined): number =>
	(Reflect.get(bench.ledger(), 'trialBalance') as IDataObject[])
		.filter(({ accountId }) => accountId === account)
		.reduce((sum, { debit, credit }) => sum + pence(String(debit)) - pence(String(credit)), 0);

/** The balance of a role's account. */
export const balanceOfRole = (bench: Bench, accounts: Accounts, role: string, gateway?: string): number =>
	balanceOf(bench, accounts.get(keyOf(role, gateway)));

/** What Slack has taken, as text; it must have refused nothing. */
export function inSlack(bench: Bench): string[] {
	const { messages, refused } = bench.lab.platforms().slack.inspect() as {
		messages: SlackMessage[];
		refused: number;
	};
	expect(refused).toBe(0);
	return messages.map((message) => JSON.stringify(message));
}

/** Nothing went wrong, and nothing is for a person. @param review nodes whose last output is for review, with its number */
export function expectNothingHeld(run: EngineRun, review: Readonly<Record<string, number>>): void {
	expect(run.error).toBeUndefined();
	for (const [node, output] of Object.entries(review))
		expect({ node, held: run.json(node, output) }).toEqual({ node, held: [] });
}
