/**
 * Slack's Block Kit limits, checked as Slack checks them and in its words ("must be less than 3001 characters
 * [json-pointer:/blocks/0/text/text]"). Blocks: https://docs.slack.dev/reference/block-kit/blocks
 */

/** Problems of a message's blocks, each with its JSON pointer; none when Slack would take them. */
export type BlockProblems = string[];

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Collects problems while walking down a message. */
class Check {
	readonly problems: BlockProblems = [];

	say(problem: string, pointer: string): void {
		this.problems.push(`${problem} [json-pointer:${pointer}]`);
	}

	/** An object with no keys but these, the required ones among them. */
	keys(object: Json, pointer: string, required: readonly string[], optional: readonly string[]): void {
		for (const key of required) {
			if (object[key] === undefined) this.say(`missing required field: ${key}`, pointer);
		}
		for (const key of Object.keys(object)) {
			if (!required.includes(key) && !optional.includes(key)) {
				this.say(`invalid additional property: ${key}`, pointer);
			}
		}
	}

	text(value: unknown, pointer: string, max: number): void {
		if (typeof value !== 'string') this.say('must provide a string', pointer);
		else if (value.length === 0) this.say('must be more than 0 characters', pointer);
		else if (value.length > max) this.say(`must be less than ${max + 1} characters`, pointer);
	}

	items(value: unknown, pointer: string, max: number): readonly unknown[] {
		if (!Array.isArray(value)) {
			this.say('must provide an array', pointer);
			return [];
		}
		const items: readonly unknown[] = value;
		if (items.length === 0) this.say('no less than 1 items allowed', pointer);
		if (items.length > max) this.say(`no more than ${max} items allowed`, pointer);
		return items;
	}

	/** A text object: https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
	textObject(value: unknown, pointer: string, max: number, allowed = ['plain_text', 'mrkdwn']): void {
		if (!isObject(value)) return this.say('must provide an object', pointer);
		const type = value['type'];
		if (typeof type !== 'string' || !allowed.includes(type)) {
			return this.say(`must be one of: ${allowed.join(', ')}`, `${pointer}/type`);
		}
		this.keys(value, pointer, ['type', 'text'], [type === 'plain_text' ? 'emoji' : 'verbatim']);
		if (value['text'] !== undefined) this.text(value['text'], `${pointer}/text`, max);
	}

	/** An image, as a block or an element. */
	image(value: Json, pointer: string): void {
		if (value['image_url'] !== undefined) this.text(value['image_url'], `${pointer}/image_url`, 3000);
		if (value['alt_text'] !== undefined) this.text(value['alt_text'], `${pointer}/alt_text`, 2000);
	}
}

const INTERACTIVE = [
	'button',
	'static_select',
	'overflow',
	'datepicker',
	'checkboxes',
	'radio_buttons',
	'users_select',
	'conversations_select',
	'channels_select',
];

function checkElement(check: Check, value: unknown, pointer: string): void {
	if (!isObject(value)) return check.say('must provide an object', pointer);
	const type = value['type'];
	if (typeof type !== 'string' || !INTERACTIVE.includes(type)) {
		return check.say(`unsupported type: ${String(type)}`, `${pointer}/type`);
	}
	if (type !== 'button') return;
	check.keys(
		value,
		pointer,
		['type', 'text'],
		['action_id', 'url', 'value', 'style', 'confirm', 'accessibility_label'],
	);
	if (value['text'] !== undefined) check.textObject(value['text'], `${pointer}/text`, 75, ['plain_text']);
	if (value['url'] !== undefined) check.text(value['url'], `${pointer}/url`, 3000);
	if (value['value'] !== undefined) check.text(value['value'], `${pointer}/value`, 2000);
	if (value['style'] !== undefined && !['primary', 'danger'].includes(String(value['style']))) {
		check.say('must be one of: primary, danger', `${pointer}/style`);
	}
}

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
		check.keys(accessory, `${pointer}/accessory`, ['type', 'image_url', 'alt_text'], []);
		check.image(accessory, `${pointer}/accessory`);
	} else if (accessory !== undefined) checkElement(check, accessory, `${pointer}/accessory`);
}

function checkContext(check: Check, block: Json, pointer: string): void {
	check.keys(block, pointer, ['type', 'elements'], ['block_id']);
	check.items(block['elements'] ?? [], `${pointer}/elements`, 10).forEach((element, index) => {
		const at = `${pointer}/elements/${index}`;
		if (isObject(element) && element['type'] === 'image') {
			check.keys(element, at, ['type', 'image_url', 'alt_text'], []);
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
		check.keys(block, pointer, ['type', 'image_url', 'alt_text'], ['block_id', 'title']);
		check.image(block, pointer);
		if (block['title'] !== undefined)
			check.textObject(block['title'], `${pointer}/title`, 2000, ['plain_text']);
	},
	actions(check, block, pointer) {
		check.keys(block, pointer, ['type', 'elements'], ['block_id']);
		const elements = check.items(block['elements'] ?? [], `${pointer}/elements`, 25);
		elements.forEach((element, index) => checkElement(check, element, `${pointer}/elements/${index}`));
	},
	markdown(check, block, pointer) {
		check.keys(block, pointer, ['type', 'text'], ['block_id']);
		if (block['text'] !== undefined) check.text(block['text'], `${pointer}/text`, 12_000);
	},
};

/** Everything Slack would object to in the `blocks` of a message. */
export function checkBlocks(blocks: readonly unknown[]): BlockProblems {
	const check = new Check();
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
 * messages of 13,200 characters and more in one report, of less in another (github.com/slackapi/bolt-js/issues/2509, 2867).
 */
const LONGEST_BLOCKS = 13_200;

/** The error that Slack would answer, if it would. */
export function checkMessageLength(blocks: readonly unknown[]): 'msg_blocks_too_long' | undefined {
	return JSON.stringify(blocks).length > LONGEST_BLOCKS ? 'msg_blocks_too_long' : undefined;
}
