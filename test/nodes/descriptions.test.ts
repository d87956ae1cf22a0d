/** What n8n and its users see of the nodes: their faces as they are shipped. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeType } from 'n8n-workflow';

const ROOT = join(__dirname, '..', '..');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
	n8n: { nodes: string[]; credentials: string[] };
};

function load(file: string): INodeType {
	const name = (file.split('/').at(-1) ?? '').split('.')[0] ?? '';
	const loaded = require(join(ROOT, file)) as Record<string, new () => INodeType>;
	const Node = loaded[name];
	if (Node === undefined) throw new Error(`${file} does not export ${name}`);
	return new Node();
}

describe.each(manifest.n8n.nodes)('%s', (file) => {
	const { description } = load(file);
	const folder = join(ROOT, file, '..');

	test('has light and dark icons and a codex file beside it', () => {
		const { icon } = description as { icon: { light: string; dark: string } };
		for (const one of [icon.light, icon.dark])
			expect(existsSync(join(folder, one.replace('file:', '')))).toBe(true);
		expect(existsSync(join(ROOT, file.replace('.js', '.json')))).toBe(true);
	});

	test('names its outputs, review last', () => {
		const { outputs, outputNames } = description;
		const names = outputNames ?? (outputs as { displayName: string }[]).map(({ displayName }) => displayName);
		expect(names.length).toBeGreaterThan(1);
		if (!names.includes('Errors')) expect(names.at(-1)).toBe('Needs Review');
	});

	test('explains every parameter that is not plain from its name', () => {
		const plain = new Set([
			'operation',
			'ledger',
			'store',
			'notice',
			'from',
			'options',
			'accounts',
			'role',
			'lineType',
			'category',
			'when',
			'by',
			'customers',
			'authentication',
			'unpaidOrders',
			'discounts',
			'returns',
			'collectedBy',
		]);
		const silent = description.properties.filter(
			({ name, description: said, type }) => said === undefined && type !== 'notice' && !plain.has(name),
		);
		expect(silent.map(({ name }) => name)).toEqual([]);
	});

	test('is the face that users know (a change here is a question of compatibility)', () => {
		const { name, version, group, inputs, outputs, outputNames, properties, credentials } = description;
		expect({
			name,
			version,
			group,
			inputs,
			outputs,
			outputNames,
			credentials: credentials?.map((credential) => credential.name),
			parameters: properties.map((property) => [property.name, property.type, property.default]),
		}).toMatchSnapshot();
	});
});
