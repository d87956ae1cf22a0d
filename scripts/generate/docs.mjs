// docs/nodes/*.md from the nodes' own descriptions, docs/findings.md from the catalogue, docs/mapping.schema.json from what reads the
// file, so that they cannot drift.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './files.mjs';
import { load } from './load.mjs';

const text = (value) => String(value ?? '').replace(/<a href="([^"]+)">([^<]+)<\/a>/g, '[$2]($1)');
const cell = (value) => text(value).replaceAll('|', '\\|').replaceAll('\n', ' ');

function optionLines(property) {
	return (property.options ?? [])
		.filter((option) => option.value !== undefined)
		.map((option) => `  - **${option.name}**${option.description ? `: ${text(option.description)}` : ''}`);
}

function propertyLines(property) {
	if (property.type === 'hidden') return [];
	if (property.type === 'notice') return [`> ${text(property.displayName)}`, ''];
	const hint = [property.description, property.hint].filter(Boolean).map(text)[0] ?? '';
	const head = `- **${property.displayName}**${hint === '' ? '' : `: ${hint}`}`;
	if (property.type === 'collection')
		return [head, ...property.options.flatMap(propertyLines).map((line) => `  ${line}`)];
	if (property.type === 'fixedCollection') {
		const values = property.options.flatMap((group) => group.values.flatMap(propertyLines));
		return [head, ...values.map((line) => `  ${line}`)];
	}
	return [head, ...optionLines(property)];
}

function nodePage(description) {
	const {
		displayName,
		description: sentence,
		properties,
		credentials = [],
		outputs,
		outputNames,
	} = description;
	const names = outputNames ?? outputs.map((output) => output.displayName ?? 'Main');
	return [
		`# ${displayName}`,
		'',
		`${sentence}.`,
		'',
		...(credentials.length === 0
			? []
			: [
					'**Credentials:** ' +
						credentials.map(({ name }) => `\`${name}\``).join(', ') +
						' (see [credentials](../credentials.md))',
					'',
				]),
		`**Outputs:** ${names.join(' · ')}`,
		'',
		'## Parameters',
		'',
		...properties.flatMap(propertyLines),
		'',
	].join('\n');
}

function findingsPage(catalogue) {
	const rows = Object.entries(catalogue).map(
		([code, { severity, message, fix }]) => `| \`${code}\` | ${severity} | ${cell(message)} | ${cell(fix)} |`,
	);
	return [
		'# Findings',
		'',
		'Everything StoreLedger may say about a document. An *error* holds the document (output "Needs Review"); a *warning* goes with it; an *info* only explains.',
		'Words in braces are filled in with the figures.',
		'',
		'| code | severity | what it says | what to do |',
		'| --- | --- | --- | --- |',
		...rows,
		'',
	].join('\n');
}

/** The way of an order through the nodes. */
const ORDER = [/Trigger$/, /Sales$/, /^taxResolver$/, /^accountMapper$/, /Poster$/];

/** The README with its table of nodes: all that there are, as they describe themselves. */
function readme(root, nodes) {
	const rank = ({ name }) => {
		const found = ORDER.findIndex((pattern) => pattern.test(name));
		return found < 0 ? ORDER.length : found;
	};
	const rows = nodes
		.toSorted((a, b) => rank(a) - rank(b) || a.displayName.localeCompare(b.displayName))
		.map(
			({ name, displayName, description }) =>
				`| [${displayName}](docs/nodes/${name}.md) | ${cell(description)} |`,
		);
	const table = ['| node | what it does |', '| --- | --- |', ...rows].join('\n');
	const marks = /(<!-- nodes: generated -->)[\s\S]*?(<!-- \/nodes -->)/;
	const text = readFileSync(join(root, 'README.md'), 'utf8');
	if (!marks.test(text)) throw new Error('README.md has lost the marks of its table of nodes.');
	return text.replace(marks, (_, begin, end) => `${begin}\n\n${table}\n\n${end}`);
}

/** @returns {{path: string, text: string}[]} the generated files */
export function generate(root) {
	const nodes = filesBelow(root, 'nodes', /^nodes\/\w+\/\w+\.node\.ts$/).map((file) => {
		const name = file.split('/')[1];
		return new (load(root, file)[name])().description;
	});
	const pages = nodes.map((description) => ({
		path: `docs/nodes/${description.name}.md`,
		text: nodePage(description),
	}));
	const index = [
		'# Nodes',
		'',
		...nodes.map(({ name, displayName, description }) => `- [${displayName}](${name}.md): ${description}`),
		'',
	].join('\n');
	const { CATALOGUE } = load(root, 'core/findings/catalogue.ts');
	const { mappingFileJsonSchema } = load(root, 'core/mapping/file.ts');
	return [
		...pages,
		{ path: 'docs/nodes/README.md', text: index },
		{ path: 'README.md', text: readme(root, nodes) },
		{ path: 'docs/findings.md', text: findingsPage(CATALOGUE) },
		{ path: 'docs/mapping.schema.json', text: JSON.stringify(mappingFileJsonSchema(), undefined, 2) },
	];
}
