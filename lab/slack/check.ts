/** Walks down a message and collects what Slack would object to, in Slack's words. */

/** Problems of a message's blocks, each with its JSON pointer; none when Slack would take them. */
export type BlockProblems = string[];

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Collects problems while walking down a message. */
export class Check {
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

	/** An address that a browser can open. */
	url(value: unknown, pointer: string, max = 3000): void {
		this.text(value, pointer, max);
		if (typeof value === 'string' && !/^https?:\/\/\S+$/.test(value))
			this.say('must be a valid URL', pointer);
	}

	oneOf(value: unknown, pointer: string, allowed: readonly string[]): void {
		if (value !== undefined && !allowed.includes(String(value)))
			this.say(`must be one of: ${allowed.join(', ')}`, pointer);
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

	/** An image, as a block or an element: at an address, or a file of Slack. */
	image(value: Json, pointer: string): void {
		if ((value['image_url'] === undefined) === (value['slack_file'] === undefined))
			this.say('must define either `image_url` or `slack_file`', pointer);
		if (value['image_url'] !== undefined) this.url(value['image_url'], `${pointer}/image_url`);
		if (value['alt_text'] !== undefined) this.text(value['alt_text'], `${pointer}/alt_text`, 2000);
	}
}
