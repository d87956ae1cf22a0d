/** The credentials as n8n puts them together with the type they extend. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type ICredentialType, type INodeProperties } from 'n8n-workflow';

const ROOT = join(__dirname, '..', '..');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
	n8n: { credentials: readonly string[] };
};

function load(file: string): ICredentialType {
	const name = /(\w+)\.credentials\.js$/.exec(file)?.[1] ?? '';
	const module = jest.requireActual<Record<string, new () => ICredentialType>>(join(ROOT, file));
	const Type = module[name];
	if (Type === undefined) throw new Error(`${file} has no ${name}`);
	return new Type();
}

describe.each(manifest.n8n.credentials)('%s', (file) => {
	const { properties } = load(file);

	test('keeps all of its properties: of two with one name n8n would keep the last, whatever shows them', () => {
		// what n8n does with a type that extends another
		const merged: INodeProperties[] = [{ displayName: 'Scope', name: 'scope', type: 'string', default: '' }];
		NodeHelpers.mergeNodeProperties(merged, properties);
		const ours = merged.filter(({ name }) => properties.some((each) => each.name === name));
		expect(ours.map(({ name }) => name).sort()).toEqual(properties.map(({ name }) => name).sort());
	});
});
