/** What is too long as a whole gets shorter by whole lines, evenly, and says so. */
import { checkBlocks, checkMessageLength } from '../../../lab/slack/blocks';
import type { SlackBlock, SlackMessage } from '../../../core/slack/message';
import { withinLimits } from '../../../core/slack/withinLimits';

const section = (text: string): SlackBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
const of = (...blocks: SlackBlock[]): SlackMessage => ({ text: 'All', blocks });
const texts = ({ blocks }: SlackMessage): string[] =>
	blocks.map((block) => ('elements' in block ? 'note' : 'text' in block ? block.text.text : ''));
const lines = (title: string, count: number): string =>
	[`*${title}*`, ...Array.from({ length: count }, (_, index) => `${index} ${'x'.repeat(90)}`)].join('\n');

test('what fits stays as it is', () => {
	const message = of(section('a'), { type: 'divider' }, section(lines('b', 30)));
	expect(withinLimits(message)).toBe(message);
});

test('long blocks give, short ones stay; no line is halved', () => {
	const message = of(
		section('short'),
		...['a', 'b', 'c', 'd', 'e'].map((title) => section(lines(title, 30))),
	);
	expect(checkMessageLength(message.blocks)).toBe('msg_blocks_too_long');
	const shorter = withinLimits(message);
	expect(checkMessageLength(shorter.blocks)).toBeUndefined();
	const [short, ...long] = texts(shorter);
	expect(short).toBe('short');
	expect(long.at(-1)).toBe('note');
	for (const text of long.slice(0, -1)) {
		expect(text).toMatch(/^\*[a-e]\*\n0 x/);
		expect(text).toMatch(/ x{90}\n… more in the data of this item$/);
		expect(text.length).toBeGreaterThan(1_800);
	}
});

test('no more than 50 blocks, the last one says that there was more', () => {
	const shorter = withinLimits(of(...Array.from({ length: 80 }, (_, index) => section(String(index)))));
	expect(checkBlocks(shorter.blocks)).toEqual([]);
	expect(shorter.blocks).toHaveLength(50);
	expect(texts(shorter).slice(-2)).toEqual(['48', 'note']);
});

test('one endless line is cut where no character, mark or link is halved', () => {
	for (const endless of ['\u{1F600}', '&amp;', '<https://a.example/path|text>']) {
		const long = Array.from({ length: 5 }, () => section(endless.repeat(Math.floor(3_000 / endless.length))));
		const [first = ''] = texts(withinLimits(of(...long)));
		const [line = ''] = first.split('\n');
		expect(line.length).toBeGreaterThan(500);
		expect(line.length % endless.length).toBe(0);
		expect(line).toBe(endless.repeat(line.length / endless.length));
	}
});
