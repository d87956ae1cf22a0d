/**
 * A lab, n8n's engine with the built package, and the shipped templates filled in as a person would: what tests of single
 * nodes run on. The nodes find their sync log by the environment, so a test file has one bench at a time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { chooseAccounts, chooseUntaxedCode, type MappingRow } from '../../../lab/demo/choices';
import { fillSalesTemplate, readTemplate, type TemplateWorkflow } from '../../../lab/demo/templates';
import type { DayBook } from '../../../lab/daybook/events';
import { parseFaultPlan } from '../../../lab/kit/faultPlan';
import { startLab, type Lab, type LabOptions } from '../../../lab/lab';
import type { SyncLog } from '../../../core/posting/syncLog';
import { openSyncLog } from '../../../synclog';
import {
	createEngine,
	type BaseNodes,
	type CredentialData,
	type Engine,
	type EngineRun,
	type EngineWorkflow,
	type EngineWorkflowJson,
} from '../../support/engine';
import { GATEWAYS, START_FROM } from './shop';

export const SHOPIFY = 'storeLedgerShopifyApi';
export const QUICKBOOKS = 'storeLedgerQuickBooksOAuth2Api';
const ROOT = join(__dirname, '..', '..', '..');

/** What a test changes in a node of the template. */
export interface Change {
	readonly parameters?: INodeParameters;
	readonly onError?: 'continueRegularOutput';
}
type Changes = Readonly<Record<string, Change>>;

export interface BenchOptions {
	readonly dayBook: DayBook;
	/** Shopify and QuickBooks by default */
	readonly store?: string;
	readonly ledger?: string;
	/** of the shop, as it calls them; each gets its clearing account */
	readonly gateways?: readonly string[];
	/** the template with one summary a day */
	readonly daily?: boolean;
	readonly startAt?: number;
	readonly faults?: NonNullable<LabOptions['faults']>;
	readonly baseNodes?: BaseNodes;
	/** instead of what the lab says, by credential type */
	readonly credentials?: Readonly<Record<string, IDataObject>>;
}

function credentialsOf(lab: Lab, changes: BenchOptions['credentials'] = {}): CredentialData {
	const { accessToken, refreshToken } = lab.issueToken();
	const { store, ledger } = lab.credentials;
	const services = Object.values(lab.services).map(({ credential: { type, data } }) => [type, data] as const);
	const oauthTokenData = { access_token: accessToken, refresh_token: refreshToken, token_type: 'bearer' };
	const all: Record<string, IDataObject> = {
		...Object.fromEntries(services),
		...changes,
		[store.type]: { ...store.data, ...changes[store.type] },
		[ledger.type]: { ...ledger.data, oauthTokenData, ...changes[ledger.type] },
	};
	return all as CredentialData;
}

/** What a node of these names has, with a test's changes. */
function changed(workflow: TemplateWorkflow, changes: Changes): TemplateWorkflow {
	for (const name of Object.keys(changes))
		if (workflow.nodes.every((node) => node.name !== name)) throw new Error(`no node "${name}"`);
	const nodes = workflow.nodes.map((node) => {
		const { parameters, ...more } = changes[node.name] ?? {};
		return { ...node, ...more, parameters: { ...node.parameters, ...parameters } };
	});
	return { ...workflow, nodes };
}

export class Bench {
	private constructor(
		readonly lab: Lab,
		readonly engine: Engine,
		readonly syncLog: SyncLog,
		/** n8n's user folder */
		readonly folder: string,
		readonly sales: TemplateWorkflow,
		readonly accounts: readonly MappingRow[],
	) {}

	static async start(options: BenchOptions): Promise<Bench> {
		const { dayBook, startAt, faults, baseNodes, store = 'shopify', ledger = 'quickbooks' } = options;
		const { daily = false, gateways = GATEWAYS } = options;
		const folder = mkdtempSync(join(tmpdir(), 'storeledger-nodes-'));
		process.env.N8N_USER_FOLDER = folder;
		const lab = await startLab({
			dayBook,
			store,
			ledger,
			...(startAt === undefined ? {} : { startAt }),
		});
		const engine = await Bench.engineFor(lab, baseNodes);
		const choices = {
			id: 'sales',
			startFrom: START_FROM,
			accounts: [],
			emitAgainAfterMinutes: 5,
			untaxedCode: '',
			storeCredential: { type: lab.credentials.store.type, id: 'store', name: 'My shop' },
			ledgerCredential: { type: lab.credentials.ledger.type, id: 'ledger', name: 'My books' },
		};
		const template = readTemplate(`${store}-to-${ledger}${daily ? '-daily' : ''}`);
		const open = engine.open(asEngineWorkflow(fillSalesTemplate(template, choices)));
		const asChoices = async (node: string, method: string) =>
			(await open.options(node, method)).map(({ name, value }) => ({ name, id: String(value) }));
		const accounts = chooseAccounts(await asChoices('Account Mapper', 'getAccounts'), gateways);
		const untaxedCode = chooseUntaxedCode(await asChoices('Tax Resolver', 'getTaxCodes'));
		const sales = fillSalesTemplate(template, { ...choices, accounts, untaxedCode });
		const file = join(folder, '.n8n', 'storeledger', 'synclog.sqlite');
		if (faults !== undefined)
			lab.control.useFaults(typeof faults === 'string' ? parseFaultPlan(faults) : faults);
		const used = options.credentials === undefined ? engine : await Bench.engineFor(lab, baseNodes, options);
		return new Bench(lab, used, openSyncLog({ file }), folder, sales, accounts);
	}

	/** A further engine of the same n8n, e.g. after a crash. */
	static async engineFor(
		lab: Lab,
		baseNodes?: BaseNodes,
		{ credentials }: Pick<BenchOptions, 'credentials'> = {},
	): Promise<Engine> {
		return await createEngine({
			packageFolder: ROOT,
			credentials: credentialsOf(lab, credentials),
			...(baseNodes === undefined ? {} : { baseNodes }),
		});
	}

	/** The sales template. */
	workflow(changes: Changes = {}, engine = this.engine): EngineWorkflow {
		return engine.open(asEngineWorkflow(changed(this.sales, changes)));
	}

	/** Reads all of the shop's history through the whole template. */
	async history(changes: Changes = {}): Promise<EngineRun> {
		return await this.workflow(changes).run({ start: 'Read History' });
	}

	/** One node of the template alone, with these items. */
	async node(name: string, items: readonly IDataObject[], change: Change = {}): Promise<EngineRun> {
		const { nodes, ...more } = changed(this.sales, { [name]: change });
		const alone = nodes.filter((node) => node.name === name || node.name === 'Read History');
		const connections = { 'Read History': { main: [[{ node: name, type: 'main', index: 0 }]] } };
		return await this.engine
			.open(asEngineWorkflow({ ...more, nodes: alone, connections }))
			.run({ start: 'Read History', items: items.map((json): INodeExecutionData => ({ json })) });
	}

	/** The same with a second input, from a stand-in of n8n-nodes-base that gives the rows of a table. */
	async nodeWithTable(
		name: string,
		items: readonly IDataObject[],
		table: string,
		change: Change,
	): Promise<EngineRun> {
		const { nodes, ...more } = changed(this.sales, { [name]: change });
		const reader = {
			id: 'rule-table',
			name: 'Rule Table',
			type: `n8n-nodes-base.${table}`,
			typeVersion: 1,
			position: [0, 200],
			parameters: {},
		};
		const alone = nodes.filter((node) => node.name === name || node.name === 'Read History');
		const to = (node: string, index: number) => ({ node, type: 'main', index });
		const connections = {
			'Read History': { main: [[to(name, 0), to(reader.name, 0)]] },
			[reader.name]: { main: [[to(name, 1)]] },
		};
		return await this.engine
			.open(asEngineWorkflow({ ...more, nodes: [...alone, reader], connections }))
			.run({ start: 'Read History', items: items.map((json): INodeExecutionData => ({ json })) });
	}

	/**
	 * A node of the test's own with the shop's credential, before the template's mapper and poster.
	 * @param first a trigger, or (`isReader`) a node that "Read History" starts
	 */
	documentsFrom(
		first: { readonly name: string; readonly type: string; readonly parameters: INodeParameters },
		{ isReader = false, changes = {} }: { readonly isReader?: boolean; readonly changes?: Changes } = {},
	): EngineWorkflow {
		const { nodes, ...more } = changed(this.sales, changes);
		const names = ['Account Mapper', 'QuickBooks Poster', ...(isReader ? ['Read History'] : [])];
		const own = {
			id: 'documents-from',
			...first,
			typeVersion: 1,
			position: [0, 0],
			credentials: { [this.lab.credentials.store.type]: { id: 'store', name: 'My shop' } },
		};
		const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
		const connections = {
			...(isReader ? { 'Read History': to(first.name) } : {}),
			[first.name]: to('Account Mapper'),
			'Account Mapper': to('QuickBooks Poster'),
		};
		const kept = nodes.filter(({ name }) => names.includes(name));
		return this.engine.open(asEngineWorkflow({ ...more, nodes: [own, ...kept], connections }));
	}

	/** What the ledger has. */
	ledger(): LedgerState {
		return this.lab.platforms().ledger.inspect() as unknown as LedgerState;
	}

	async close(): Promise<void> {
		await this.engine.close();
		await this.syncLog.close();
		await this.lab.stop();
		rmSync(this.folder, { recursive: true, force: true });
	}
}

/** The part of the simulated ledger's state that tests look at. */
export interface LedgerState {
	/** by kind */
	readonly documents: Readonly<Record<string, number>>;
	/** requests by kind */
	readonly calls: Readonly<Record<string, number>>;
	readonly duplicates: readonly unknown[];
}

export const asEngineWorkflow = (workflow: TemplateWorkflow): EngineWorkflowJson =>
	workflow as unknown as EngineWorkflowJson;
