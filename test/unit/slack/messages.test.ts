/** Every message for Slack is one that Slack takes, whatever week it is; a new message cannot forget to be tested. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { checkBlocks, checkMessageLength } from '../../../lab/slack/blocks';
import type { SlackMessage } from '../../../core/slack/message';
import { SLACK_MESSAGES } from '../../support/slackMessages';

const ROOT = join(__dirname, '..', '..', '..');
const RUNS = Number(process.env['SLACK_RUNS'] ?? 25);
const LONG_MS = 120_000;

/** Half of a character of two. */
const HALF = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function expectTaken({ text, blocks }: SlackMessage): void {
	expect(checkBlocks(blocks)).toEqual([]);
	expect(checkMessageLength(blocks)).toBeUndefined();
	expect(text.trim()).not.toBe('');
	// Slack advises 4,000
	expect(text.length).toBeLessThanOrEqual(4_000);
	const all = text + blocks.map((block) => textsOf(block)).join('');
	expect(HALF.test(all)).toBe(false);
	expect(all).not.toContain('\u202E');
	expect(all).not.toContain('<!channel>');
	expect(all).not.toContain('<https://evil.example');
}

const textsOf = (block: SlackMessage['blocks'][number]): string =>
	'elements' in block
		? block.elements.map(({ text }) => text).join('')
		: 'text' in block
			? block.text.text
			: '';

describe.each(Object.entries(SLACK_MESSAGES))('%s', (_name, messages) => {
	test(
		'is within the limits of Slack in a bad week',
		() => {
			fc.assert(fc.property(messages, expectTaken), { numRuns: RUNS });
		},
		LONG_MS,
	);
});

function sources(folder: string): string[] {
	return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
		.map((file) => relative(ROOT, join(ROOT, folder, file)));
}

/** Exported functions that give a SlackMessage, or a text that is called one of Slack's. */
function makersIn(file: string): string[] {
	const text = readFileSync(join(ROOT, file), 'utf8');
	if (!/slack/i.test(text)) return [];
	const found: string[] = [];
	for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true).statements) {
		const isExported =
			ts.canHaveModifiers(statement) &&
			ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
		if (!isExported) continue;
		const named: [string, string][] = ts.isFunctionDeclaration(statement)
			? [[statement.name?.text ?? '', statement.type?.getText() ?? '']]
			: ts.isVariableStatement(statement)
				? statement.declarationList.declarations.map((each) => [
						each.name.getText(),
						each.initializer !== undefined && ts.isArrowFunction(each.initializer)
							? (each.initializer.type?.getText() ?? '')
							: '',
					])
				: [];
		for (const [name, type] of named)
			if (type.includes('SlackMessage') || /^slackText$/i.test(name)) found.push(`${file}#${name}`);
	}
	return found;
}

/** What shortens messages makes none. */
const NOT_A_MAKER = new Set(['core/slack/withinLimits.ts#withinLimits']);

const CODE = ['core', 'connectors', 'synclog', 'nodes'].flatMap(sources);

test('every function that makes a message is tested here', () => {
	const makers = CODE.flatMap(makersIn).filter((name) => !NOT_A_MAKER.has(name));
	expect(makers.sort()).toEqual(Object.keys(SLACK_MESSAGES).sort());
});

test('blocks are made nowhere else', () => {
	const files = CODE.filter((file) =>
		/'(mrkdwn|plain_text)'/.test(readFileSync(join(ROOT, file), 'utf8')),
	).filter((file) => !file.startsWith(join('core', 'slack')));
	const known = new Set(Object.keys(SLACK_MESSAGES).map((name) => name.split('#')[0]));
	expect(files.filter((file) => !known.has(file))).toEqual([]);
});
