/** The shipped templates: they import, everything in them exists, and nothing in them is anybody's own. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { INodeProperties, INodePropertyCollection, INodeTypeDescription } from 'n8n-workflow';
import { readTemplate } from '../../lab/demo/templates';
import { baseNode, createEngine, type Engine } from '../support/engine';
import { approvalNodes } from './support/approvalNodes';
import { HISTORY_NODES, oversightNodes } from './support/baseNodes';

const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, 'workflows-templates');
const names = readdirSync(FOLDER)
	.filter((file) => file.endsWith('.json'))
	.map((file) => basename(file, '.json'));

let engine: Engine;
beforeAll(async () => {
	const baseNodes = {
		httpRequest: baseNode('httpRequest', 'action'),
		...approvalNodes(() => undefined, []),
		...HISTORY_NODES,
		...oversightNodes(),
	};
	engine = await createEngine({ packageFolder: ROOT, baseNodes });
});

type Link = { node: string; type: string; index: number };

const isCollection = (option: object): option is INodePropertyCollection => 'values' in option;

/** Paths of parameters that no property describes, at any depth. */
function unknownIn(values: unknown, properties: readonly INodeProperties[], path = ''): string[] {
	if (Array.isArray(values))
		return values.flatMap((value, index) => unknownIn(value, properties, `${path}[${index}]`));
	if (typeof values !== 'object' || values === null) return [`${path}: not an object`];
	return Object.entries(values).flatMap(([name, value]) => {
		const at = `${path}.${name}`;
		const found = properties.filter((property) => property.name === name);
		const [property] = found;
		if (property === undefined) return [at];
		if (property.type === 'collection')
			return unknownIn(value, (property.options ?? []) as INodeProperties[], at);
		if (property.type === 'fixedCollection') {
			return Object.entries(value as object).flatMap(([group, rows]) => {
				const options = (property.options ?? []).filter(isCollection);
				const values = options.find((option) => option.name === group)?.values;
				return values === undefined ? [`${at}.${group}`] : unknownIn(rows, values, `${at}.${group}`);
			});
		}
		if (property.type === 'options' && value !== '') {
			const known = (property.options ?? []).flatMap((option) => ('value' in option ? [option.value] : []));
			return known.length === 0 || known.includes(value as string) ? [] : [`${at}: ${String(value)}`];
		}
		return [];
	});
}

/** n8n gives every polling trigger its schedule. */
const POLL_TIMES: INodeProperties = {
	displayName: 'Poll Times',
	name: 'pollTimes',
	type: 'fixedCollection',
	default: {},
	options: [
		{
			displayName: 'Item',
			name: 'item',
			values: [{ displayName: 'Mode', name: 'mode', type: 'string', default: '' }],
		},
	],
};

test('there are templates', () => {
	expect(names).toEqual(
		expect.arrayContaining([
			'shopify-to-quickbooks',
			'stripe-payouts-to-xero',
			'daily-bank-reconciliation-quickbooks',
			'month-end-tie-out-shopify',
			'historical-import-shopify-to-quickbooks',
			'catch-up-woocommerce-to-xero',
			'weekly-sync-health',
			'onboard-shopify-to-quickbooks',
			'daily-digest-shopify',
			'monthly-performance-shopify',
			'held-shopify-to-quickbooks',
		]),
	);
});

describe.each(names)('%s', (name) => {
	const template = readTemplate(name);
	const text = readFileSync(join(FOLDER, `${name}.json`), 'utf8');
	const ours = template.nodes.filter(({ type }) => type.startsWith('n8n-nodes-storeledger.'));
	const describe_ = (type: string, version: number): INodeTypeDescription =>
		engine.nodeTypes.getByNameAndVersion(type, version).description;

	test('has nodes that exist, in the versions that exist, each with a name and an id of its own', () => {
		expect(ours.length).toBeGreaterThan(0);
		for (const node of ours) {
			const { version } = describe_(node.type, Number(Reflect.get(node, 'typeVersion')));
			expect([version].flat()).toContain(Reflect.get(node, 'typeVersion'));
		}
		for (const { type } of template.nodes) expect(() => engine.nodeTypes.getByName(type)).not.toThrow();
		for (const key of ['name', 'id']) {
			const values = template.nodes.map((node) => Reflect.get(node, key));
			expect(new Set(values).size).toBe(values.length);
		}
	});

	test('has no more of a trigger than n8n lets into a workflow: an import leaves the others out', () => {
		for (const once of ['manualTrigger', 'executeWorkflowTrigger', 'errorTrigger'])
			expect(template.nodes.filter(({ type }) => type === `n8n-nodes-base.${once}`).length).toBeLessThan(2);
	});

	test('connects outputs that exist with nodes that exist, and leaves no node aside', () => {
		const joined = new Set<string>();
		for (const [from, { main }] of Object.entries(
			template.connections as Record<string, { main: Link[][] }>,
		)) {
			const node = template.nodes.find((candidate) => candidate.name === from);
			expect(node?.name).toBe(from);
			const { outputs } = describe_(node?.type ?? '', Number(Reflect.get(node ?? {}, 'typeVersion')));
			// n8n adds the output for errors, behind the others
			const forErrors = Reflect.get(node ?? {}, 'onError') === 'continueErrorOutput' ? 1 : 0;
			expect(main.length).toBeLessThanOrEqual(outputs.length + forErrors);
			for (const link of main.flat()) {
				expect(link.type).toBe('main');
				const target = template.nodes.find((candidate) => candidate.name === link.node);
				expect(target?.name).toBe(link.node);
				// only a node that puts sources together has several inputs, and a mapper whose rules come in
				const { rulesFrom, numberInputs = rulesFrom === 'items' ? 2 : 1 } = target?.parameters ?? {};
				const inputs = Number(numberInputs);
				expect(link.index).toBeLessThan(inputs);
				joined.add(from).add(link.node);
			}
		}
		const working = template.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
		expect([...joined].sort()).toEqual(working.map((node) => node.name).sort());
	});

	test('sets only parameters that its nodes have, to values that they know', () => {
		for (const node of ours) {
			const { properties, polling } = describe_(node.type, Number(Reflect.get(node, 'typeVersion')));
			const all = polling === true ? [...properties, POLL_TIMES] : properties;
			expect([node.name, ...unknownIn(node.parameters, all)]).toEqual([node.name]);
		}
	});

	test('holds no credentials, no accounts, no addresses and no secrets', () => {
		for (const node of template.nodes) expect(node).not.toHaveProperty('credentials');
		expect(text).not.toMatch(/"(account|taxCode|shop|realmId)"\s*:\s*"[^"]+"/);
		expect(text).not.toMatch(/hooks\.slack\.com|shpat_|shpss_|xox[abp]-|myshopify\.com|127\.0\.0\.1|Bearer /);
		expect(Object.keys(JSON.parse(text) as object)).not.toContain('id');
	});

	test('explains its steps in sticky notes, and on a page beside it', () => {
		const notes = template.nodes.filter(({ type }) => type.endsWith('.stickyNote'));
		expect(notes.length).toBeGreaterThan(1);
		for (const { parameters } of notes)
			expect(String(Reflect.get(parameters as object, 'content'))).toMatch(/^## .+\n\n.{40}/s);
		const page = readFileSync(join(FOLDER, `${name}.md`), 'utf8');
		expect(page).toContain(`${name}.json`);
		for (const node of ours.filter(({ type }) => !/Sales$/.test(type))) expect(page).toContain(node.name);
	});
});
