/**
 * The last step of every message: what Slack would refuse as a whole, although each block is within its own limits, is
 * shortened. 50 blocks (https://docs.slack.dev/reference/block-kit/blocks), and about 13,200 characters over all blocks with
 * what stands around them: "msg_blocks_too_long" (https://github.com/slackapi/bolt-js/issues/2509), a limit that Slack
 * does not document.
 */
import type { SlackBlock, SlackMessage } from './message';

const MOST_BLOCKS = 50;
/** bytes of all blocks as JSON: the strictest reading of what was measured, with some room */
export const MOST_BYTES = 12_000;

const CUT = '… more in the data of this item';
const NOTE: SlackBlock = {
	type: 'context',
	elements: [{ type: 'mrkdwn', text: 'Shortened for Slack. Everything is in the data of this item.' }],
};

/** As it is sent: an emoji counts four, a quotation mark two. */
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value), 'utf8');

/** No half character, no half "&amp;" and no half link at the end. */
function clippedTo(text: string, most: number): string {
	let kept = '';
	let bytes = 0;
	for (const character of text) {
		bytes += bytesOf(character) - 2;
		if (bytes > most) break;
		kept += character;
	}
	return kept.replace(/&[a-z]{0,3}$/, '').replace(/<[^>]*$/, '');
}

/** As many whole lines as fit; at least the beginning of the first. */
function shortened(block: SlackBlock, most: number): SlackBlock {
	if (block.type !== 'section' || bytesOf(block) <= most) return block;
	const room = most - bytesOf({ ...block, text: { ...block.text, text: `\n${CUT}` } });
	const [first = '', ...lines] = block.text.text.split('\n');
	let text = clippedTo(first, room);
	if (text === first)
		for (const line of lines) {
			const longer = `${text}\n${line}`;
			if (bytesOf(longer) - 2 > room) break;
			text = longer;
		}
	return { ...block, text: { ...block.text, text: `${text}\n${CUT}` } };
}

/** The most bytes a block may have, so that all of them together fit: long ones give, short ones stay as they are. */
function shareOf(sizes: readonly number[], most: number): number {
	let left = most;
	const sorted = [...sizes].sort((a, b) => a - b);
	for (const [index, size] of sorted.entries()) {
		const share = Math.floor(left / (sorted.length - index));
		if (size > share) return share;
		left -= size;
	}
	return most;
}

/** @returns the same message where Slack takes it; otherwise one with fewer lines and blocks, which says so at its end */
export function withinLimits(message: SlackMessage): SlackMessage {
	const { blocks } = message;
	if (blocks.length <= MOST_BLOCKS && bytesOf(blocks) <= MOST_BYTES) return message;
	const kept = blocks.slice(0, MOST_BLOCKS - 1);
	// a comma stands between two blocks
	const most = MOST_BYTES - bytesOf([NOTE]) - kept.length;
	const fixed = kept.filter(({ type }) => type !== 'section');
	const sections = kept.filter(({ type }) => type === 'section');
	const share = shareOf(
		sections.map(bytesOf),
		fixed.reduce((left, block) => left - bytesOf(block), most),
	);
	return { ...message, blocks: [...kept.map((block) => shortened(block, share)), NOTE] };
}
