/**
 * Slack's Block Kit limits, checked as Slack checks them and in its words ("must be less than 3001 characters
 * [json-pointer:/blocks/0/text/text]"). Blocks: https://docs.slack.dev/reference/block-kit/blocks
 */
import { Check, isObject, type BlockProblems, type Json } from './check';
import { checkActionIds, checkElement } from './elements';

export type { BlockProblems } from './check';

const IMAGE_SOURCES = ['image_url', 'slack_file'];
/** of all markdown blocks together: https://docs.slack.dev/reference/block-kit/blocks/markdown-block */
const MOST_MARKDOWN = 12_000;

function checkSection(check: Check, block: Json, pointer: string): void {
	check.keys(block, pointer, ['type'], ['block_id', 'text', 'fields', 'accessory', 'expand']);
	if (block['text'] === undefined && block['fields'] === undefined) {
		check.say('must define either `text` or `fields`', pointer);
	}
	if (block['text'] !== undefined) check.textObject(block['text'], `${pointer}/text`, 3000);
	if (block['fields'] !== undefined) {
		const fields = check.items(block['fields'], `${pointer}/fields`, 10);
		fields.forEach((field, index) => check.textObject(field, `${pointer}/fields/${index}`, 2000));
	}
	const accessory = block['accessory'];
	if (isObject(accessory) && accessory['type'] === 'image') {
		check.keys(accessory, `${pointer}/accessory`, ['type', 'alt_text'], IMAGE_SOURCES);
		check.image(accessory, `${pointer}/accessory`);
	} else if (accessory !== undefined) checkElement(check, accessory, `${pointer}/accessory`);
}

function checkContext(check: Check, block: Json, pointer: string): void {
	check.keys(block, pointer, ['type', 'elements'], ['block_id']);
	check.items(block['elements'] ?? [], `${pointer}/elements`, 10).forEach((element, index) => {
		const at = `${pointer}/elements/${index}`;
		if (isObject(element) && element['type'] === 'image') {
			check.keys(element, at, ['type', 'alt_text'], IMAGE_SOURCES);
			check.image(element, at);
		} else check.textObject(element, at, 3000);
	});
}

/** The blocks that Slack takes in messages and this lab knows; others are refused as an unsupported type. */
const BLOCKS: Readonly<Record<string, (check: Check, block: Json, pointer: string) => void>> = {
	section: checkSection,
	context: checkContext,
	header(check, block, pointer) {
		check.keys(block, pointer, ['type', 'text'], ['block_id', 'level']);
		if (block['text'] !== undefined) check.textObject(block['text'], `${pointer}/text`, 150, ['plain_text']);
	},
	divider: (check, block, pointer) => check.keys(block, pointer, ['type'], ['block_id']),
	image(check, block, pointer) {
		check.keys(block, pointer, ['type', 'alt_text'], ['block_id', 'title', ...IMAGE_SOURCES]);
		check.image(block, pointer);
		if (block['title'] !== undefined)
			check.textObject(block['title'], `${pointer}/title`, 2000, ['plain_text']);
	},
	actions(check, block, pointer) {
		check.keys(block, pointer, ['type', 'elements'], ['block_id']);
		const elements = check.items(block['elements'] ?? [], `${pointer}/elements`, 25);
		elements.forEach((element, index) => checkElement(check, element, `${pointer}/elements/${index}`));
		checkActionIds(check, elements, pointer);
	},
	markdown(check, block, pointer) {
		check.keys(block, pointer, ['type', 'text'], ['block_id']);
		if (block['text'] !== undefined) check.text(block['text'], `${pointer}/text`, MOST_MARKDOWN);
	},
};

/** Everything Slack would object to in the `blocks` of a message. */
export function checkBlocks(blocks: readonly unknown[]): BlockProblems {
	const check = new Check();
	const markdown = blocks.map((block) =>
		isObject(block) && block['type'] === 'markdown' ? String(block['text']).length : 0,
	);
	// one by one they are judged below
	if (
		markdown.filter((length) => length > 0).length > 1 &&
		markdown.reduce((sum, length) => sum + length, 0) > MOST_MARKDOWN
	)
		check.say(`all markdown blocks must be less than ${MOST_MARKDOWN + 1} characters`, '/blocks');
	if (blocks.length > 50) check.say('no more than 50 items allowed', '/blocks');
	const ids = new Set<string>();
	blocks.forEach((block, index) => {
		const pointer = `/blocks/${index}`;
		if (!isObject(block)) return check.say('must provide an object', pointer);
		const type = block['type'];
		const rule = typeof type === 'string' && Object.hasOwn(BLOCKS, type) ? BLOCKS[type] : undefined;
		if (rule === undefined) return check.say(`unsupported type: ${String(type)}`, `${pointer}/type`);
		rule(check, block, pointer);
		const id = block['block_id'];
		if (id === undefined) return;
		check.text(id, `${pointer}/block_id`, 255);
		if (ids.has(String(id))) check.say('`block_id` already exists', `${pointer}/block_id`);
		ids.add(String(id));
	});
	return check.problems;
}

/**
 * What `chat.postMessage` takes of all blocks together. Slack documents no such limit, but refuses with `msg_blocks_too_long`:
 * messages of 13,200 characters and more in one report, of less in another (github.com/slackapi/bolt-js/issues/2509, 2867). The
 * lab counts the bytes of the JSON, the strictest reading of that.
 */
const LONGEST_BLOCKS = 13_200;

/** The error that Slack would answer, if it would. */
export function checkMessageLength(blocks: readonly unknown[]): 'msg_blocks_too_long' | undefined {
	return Buffer.byteLength(JSON.stringify(blocks), 'utf8') > LONGEST_BLOCKS
		? 'msg_blocks_too_long'
		: undefined;
}
