/**
 * Elements that people click, and what they are made of: https://docs.slack.dev/reference/block-kit/block-elements and
 * https://docs.slack.dev/reference/block-kit/composition-objects
 */
import { isObject, type Check, type Json } from './check';

const PLAIN = ['plain_text'];
const STYLES = ['primary', 'danger'];

/** "Are you sure?": https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
function checkConfirm(check: Check, value: unknown, pointer: string): void {
	if (!isObject(value)) return check.say('must provide an object', pointer);
	check.keys(value, pointer, ['title', 'text', 'confirm', 'deny'], ['style']);
	for (const [key, max] of [
		['title', 100],
		['text', 300],
		['confirm', 30],
		['deny', 30],
	] as const)
		if (value[key] !== undefined) check.textObject(value[key], `${pointer}/${key}`, max, PLAIN);
	check.oneOf(value['style'], `${pointer}/style`, STYLES);
}

function checkOption(check: Check, value: unknown, pointer: string): void {
	if (!isObject(value)) return check.say('must provide an object', pointer);
	check.keys(value, pointer, ['text', 'value'], ['description', 'url']);
	if (value['text'] !== undefined) check.textObject(value['text'], `${pointer}/text`, 75);
	if (value['value'] !== undefined) check.text(value['value'], `${pointer}/value`, 150);
	if (value['description'] !== undefined)
		check.textObject(value['description'], `${pointer}/description`, 75, PLAIN);
	if (value['url'] !== undefined) check.url(value['url'], `${pointer}/url`);
}

function checkOptions(check: Check, element: Json, pointer: string, max: number): void {
	check.items(element['options'] ?? [], `${pointer}/options`, max).forEach((option, index) => {
		checkOption(check, option, `${pointer}/options/${index}`);
	});
}

function checkPlaceholder(check: Check, element: Json, pointer: string): void {
	if (element['placeholder'] !== undefined)
		check.textObject(element['placeholder'], `${pointer}/placeholder`, 150, PLAIN);
}

function checkButton(check: Check, button: Json, pointer: string): void {
	const optional = ['action_id', 'url', 'value', 'style', 'confirm', 'accessibility_label'];
	check.keys(button, pointer, ['type', 'text'], optional);
	if (button['text'] !== undefined) check.textObject(button['text'], `${pointer}/text`, 75, PLAIN);
	if (button['url'] !== undefined) check.url(button['url'], `${pointer}/url`);
	if (button['value'] !== undefined) check.text(button['value'], `${pointer}/value`, 2000);
	if (button['accessibility_label'] !== undefined)
		check.text(button['accessibility_label'], `${pointer}/accessibility_label`, 75);
	check.oneOf(button['style'], `${pointer}/style`, STYLES);
}

type Rule = (check: Check, element: Json, pointer: string) => void;

const ELEMENTS: Readonly<Record<string, Rule>> = {
	button: checkButton,
	static_select(check, element, pointer) {
		checkPlaceholder(check, element, pointer);
		if (element['option_groups'] === undefined) checkOptions(check, element, pointer, 100);
		else check.items(element['option_groups'], `${pointer}/option_groups`, 100);
	},
	overflow: (check, element, pointer) => checkOptions(check, element, pointer, 5),
	checkboxes: (check, element, pointer) => checkOptions(check, element, pointer, 10),
	radio_buttons: (check, element, pointer) => checkOptions(check, element, pointer, 10),
	datepicker: checkPlaceholder,
	users_select: checkPlaceholder,
	conversations_select: checkPlaceholder,
	channels_select: checkPlaceholder,
};

export function checkElement(check: Check, value: unknown, pointer: string): void {
	if (!isObject(value)) return check.say('must provide an object', pointer);
	const type = value['type'];
	const rule = typeof type === 'string' && Object.hasOwn(ELEMENTS, type) ? ELEMENTS[type] : undefined;
	if (rule === undefined) return check.say(`unsupported type: ${String(type)}`, `${pointer}/type`);
	rule(check, value, pointer);
	if (value['action_id'] !== undefined) check.text(value['action_id'], `${pointer}/action_id`, 255);
	if (value['confirm'] !== undefined) checkConfirm(check, value['confirm'], `${pointer}/confirm`);
}

/** Within one block each has an id of its own. */
export function checkActionIds(check: Check, elements: readonly unknown[], pointer: string): void {
	const ids = new Set<unknown>();
	elements.forEach((element, index) => {
		const id = isObject(element) ? element['action_id'] : undefined;
		if (id === undefined) return;
		if (ids.has(id)) check.say('`action_id` already exists', `${pointer}/elements/${index}/action_id`);
		ids.add(id);
	});
}
