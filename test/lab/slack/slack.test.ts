import { SlackLab } from '../../../lab/slack';
import { checkBlocks } from '../../../lab/slack/blocks';
import { serve, type Served } from '../../../lab/kit/server';
import { CallLog } from '../../../lab/kit/calls';

let lab: SlackLab;
let served: Served;
const calls = new CallLog();
beforeEach(async () => {
	lab = new SlackLab({
		webhook: 'T1/B1/hooksecret',
		botToken: 'xoxb-lab',
		channels: ['bookkeeping', 'general'],
	});
	served = await serve(lab, { calls });
});
afterEach(() => served.close());

const section = (text: string): object => ({ type: 'section', text: { type: 'mrkdwn', text } });

async function hook(body: unknown, path = lab.webhookPath): Promise<string> {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const headers = { 'content-type': 'application/json' };
	const answer = await fetch(served.url + path, { method: 'POST', headers, body: text });
	return `${answer.status} ${await answer.text()}`;
}

async function postMessage(body: object, token = 'xoxb-lab'): Promise<Record<string, unknown>> {
	const headers = { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` };
	const answer = await fetch(`${served.url}/api/chat.postMessage`, {
		method: 'POST',
		headers,
		body: JSON.stringify(body),
	});
	expect(answer.status).toBe(200);
	return (await answer.json()) as Record<string, unknown>;
}

describe('the incoming webhook', () => {
	test('takes text, blocks, or both', async () => {
		expect(await hook({ text: 'All is well' })).toBe('200 ok');
		expect(await hook({ blocks: [section('*Held:* 2')] })).toBe('200 ok');
		expect(lab.messages()).toMatchObject([
			{ channel: 'bookkeeping', text: 'All is well', blocks: [], via: 'webhook' },
			{ text: '', blocks: [section('*Held:* 2')] },
		]);
		expect(lab.inspect()).toMatchObject({ accepted: 2, refused: 0 });
	});

	test('takes the old form as well', async () => {
		const body = new URLSearchParams({ payload: '{"text":"old"}' });
		const answer = await fetch(served.url + lab.webhookPath, { method: 'POST', body });
		expect(await answer.text()).toBe('ok');
	});

	test.each([
		['{"text":', '400 invalid_payload'],
		['[]', '400 invalid_payload'],
		[{}, '400 no_text'],
		[{ text: ' ' }, '400 no_text'],
		[{ blocks: [] }, '400 no_text'],
		[{ text: 5 }, '400 invalid_payload'],
		[{ text: 'x'.repeat(40_001) }, '400 msg_too_long'],
		[{ blocks: '[{}]' }, '400 invalid_blocks_format'],
		[{ text: 'x', blocks: [section('')] }, '400 invalid_blocks'],
	])('refuses %j', async (body, answer) => {
		expect(await hook(body)).toBe(answer);
		expect(lab.inspect()).toMatchObject({ accepted: 0, refused: 1 });
	});

	test('is there at its secret address only, and the log does not tell it', async () => {
		expect(await hook({ text: 'x' }, '/services/T1/B1/other')).toBe('404 no_service');
		expect((await fetch(served.url + lab.webhookPath)).status).toBe(405);
		expect(calls.recent('slack').map(({ path }) => path)).toContain('/services/***');
		expect(JSON.stringify(calls.recent())).not.toContain('hooksecret');
	});
});

describe('chat.postMessage', () => {
	test('posts to a channel, with or without "#"', async () => {
		expect(await postMessage({ channel: '#general', text: 'Hi', blocks: [section('Hi')] })).toMatchObject({
			ok: true,
			channel: 'general',
			message: { type: 'message', text: 'Hi' },
		});
		expect(lab.messages()).toMatchObject([{ channel: 'general', via: 'chat.postMessage' }]);
	});

	test('as a form, blocks are JSON text', async () => {
		const body = new URLSearchParams({ channel: 'general', blocks: JSON.stringify([section('Hi')]) });
		const headers = { authorization: 'Bearer xoxb-lab' };
		const send = async (): Promise<unknown> =>
			(await fetch(`${served.url}/api/chat.postMessage`, { method: 'POST', headers, body })).json();
		expect(await send()).toMatchObject({ ok: true });
		body.set('blocks', '[object Object]');
		expect(await send()).toMatchObject({ ok: false, error: 'invalid_blocks_format' });
	});

	test('says what is wrong as Slack does', async () => {
		expect(await postMessage({ channel: 'nowhere', text: 'x' })).toEqual({
			ok: false,
			error: 'channel_not_found',
		});
		expect(await postMessage({ channel: 'general' })).toEqual({ ok: false, error: 'no_text' });
		expect(await postMessage({ channel: 'general', text: 'x' }, 'xoxb-other')).toEqual({
			ok: false,
			error: 'invalid_auth',
		});
		expect(await postMessage({ channel: 'general', blocks: [section('x'.repeat(3001))] })).toEqual({
			ok: false,
			error: 'invalid_blocks',
			errors: ['must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
			response_metadata: {
				messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
			},
		});
		const answer = await fetch(`${served.url}/api/chat.postMessage`, { method: 'POST', body: '{}' });
		expect(await answer.json()).toEqual({ ok: false, error: 'not_authed' });
		expect(lab.inspect()).toMatchObject({ accepted: 0, refused: 5 });
	});
});

describe('Block Kit', () => {
	const plain = (text: string): object => ({ type: 'plain_text', text });
	const mrkdwn = (text: string): object => ({ type: 'mrkdwn', text });
	const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

	const button = (more: object): object => ({
		type: 'actions',
		elements: [{ type: 'button', text: plain('b'), ...more }],
	});
	const select = (options: readonly object[]): object => ({
		type: 'actions',
		elements: [{ type: 'static_select', options }],
	});
	const sure = { title: plain('t'), text: plain('t'), confirm: plain('Yes'), deny: plain('No') };
	const refusedIn = (place: string, most: number): string =>
		`must be less than ${most + 1} characters [json-pointer:/blocks/0/elements/0/${place}]`;

	test('takes what fits exactly', () => {
		const blocks = [
			{ type: 'header', text: { ...plain('h'.repeat(150)), emoji: true } },
			section('x'.repeat(3000)),
			{ type: 'section', fields: many(10, mrkdwn('f'.repeat(2000))) },
			{ type: 'divider', block_id: 'd' },
			{
				type: 'context',
				elements: [...many(9, mrkdwn('c')), { type: 'image', image_url: 'http://x/', alt_text: 'a' }],
			},
			{
				type: 'actions',
				elements: many(25, {
					type: 'button',
					text: plain('b'.repeat(75)),
					url: 'http://x/',
					style: 'primary',
				}),
			},
			{ type: 'image', image_url: 'http://x/', alt_text: 'a', title: plain('t') },
			{ type: 'markdown', text: 'm'.repeat(12_000) },
			{
				type: 'section',
				text: mrkdwn('a'),
				accessory: { type: 'button', text: plain('Open'), action_id: 'o' },
			},
			...many(41, section('x')),
		];
		expect(blocks).toHaveLength(50);
		expect(checkBlocks(blocks)).toEqual([]);
	});

	test.each<[unknown, string]>([
		[
			{ type: 'header', text: plain('h'.repeat(151)) },
			'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
		],
		[{ type: 'header', text: mrkdwn('h') }, 'must be one of: plain_text [json-pointer:/blocks/0/text/type]'],
		[{ type: 'header' }, 'missing required field: text [json-pointer:/blocks/0]'],
		[{ type: 'section' }, 'must define either `text` or `fields` [json-pointer:/blocks/0]'],
		[section(''), 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
		[{ type: 'section', text: 'plain' }, 'must provide an object [json-pointer:/blocks/0/text]'],
		[
			{ type: 'section', text: { type: 'mrkdwn' } },
			'missing required field: text [json-pointer:/blocks/0/text]',
		],
		[
			{ type: 'section', text: { ...mrkdwn('x'), emoji: true } },
			'invalid additional property: emoji [json-pointer:/blocks/0/text]',
		],
		[
			{ type: 'section', text: mrkdwn('x'), colour: 'red' },
			'invalid additional property: colour [json-pointer:/blocks/0]',
		],
		[
			{ type: 'section', fields: many(11, mrkdwn('f')) },
			'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
		],
		[{ type: 'section', fields: [] }, 'no less than 1 items allowed [json-pointer:/blocks/0/fields]'],
		[
			{ type: 'section', fields: [mrkdwn('f'.repeat(2001))] },
			'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
		],
		[
			{ type: 'section', text: mrkdwn('x'), accessory: { type: 'video' } },
			'unsupported type: video [json-pointer:/blocks/0/accessory/type]',
		],
		[
			{ type: 'context', elements: many(11, mrkdwn('c')) },
			'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
		],
		[
			{ type: 'context', elements: [{ type: 'image', image_url: 'http://x/' }] },
			'missing required field: alt_text [json-pointer:/blocks/0/elements/0]',
		],
		[
			{ type: 'actions', elements: many(26, { type: 'button', text: plain('b') }) },
			'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
		],
		[
			{ type: 'actions', elements: [{ type: 'button', text: mrkdwn('b') }] },
			'must be one of: plain_text [json-pointer:/blocks/0/elements/0/text/type]',
		],
		[
			{ type: 'actions', elements: [{ type: 'button', text: plain('b'), style: 'green' }] },
			'must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
		],
		[
			{ type: 'image', image_url: 'x', alt_text: 'a' },
			'must be a valid URL [json-pointer:/blocks/0/image_url]',
		],
		[
			{ type: 'image', image_url: `http://${'x'.repeat(2994)}`, alt_text: 'a' },
			'must be less than 3001 characters [json-pointer:/blocks/0/image_url]',
		],
		[
			{ type: 'image', image_url: 'http://x/', alt_text: 'a'.repeat(2001) },
			'must be less than 2001 characters [json-pointer:/blocks/0/alt_text]',
		],
		[
			{ type: 'image', alt_text: 'a' },
			'must define either `image_url` or `slack_file` [json-pointer:/blocks/0]',
		],
		[button({ text: plain('b'.repeat(76)) }), refusedIn('text/text', 75)],
		[button({ value: 'v'.repeat(2001) }), refusedIn('value', 2000)],
		[button({ action_id: 'a'.repeat(256) }), refusedIn('action_id', 255)],
		[button({ accessibility_label: 'a'.repeat(76) }), refusedIn('accessibility_label', 75)],
		[button({ url: `http://${'x'.repeat(2994)}` }), refusedIn('url', 3000)],
		[button({ confirm: { ...sure, title: plain('t'.repeat(101)) } }), refusedIn('confirm/title/text', 100)],
		[button({ confirm: { ...sure, text: plain('t'.repeat(301)) } }), refusedIn('confirm/text/text', 300)],
		[button({ confirm: { ...sure, deny: plain('t'.repeat(31)) } }), refusedIn('confirm/deny/text', 30)],
		[
			{ type: 'actions', elements: many(2, { type: 'button', text: plain('b'), action_id: 'same' }) },
			'`action_id` already exists [json-pointer:/blocks/0/elements/1/action_id]',
		],
		[
			select(many(101, { text: plain('o'), value: 'v' })),
			'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
		],
		[select([{ text: plain('o'.repeat(76)), value: 'v' }]), refusedIn('options/0/text/text', 75)],
		[select([{ text: plain('o'), value: 'v'.repeat(151) }]), refusedIn('options/0/value', 150)],
		[
			{
				type: 'actions',
				elements: [{ type: 'overflow', options: many(6, { text: plain('o'), value: 'v' }) }],
			},
			'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
		],
		[
			{ type: 'markdown', text: 'm'.repeat(12_001) },
			'must be less than 12001 characters [json-pointer:/blocks/0/text]',
		],
		[
			{ type: 'divider', block_id: 'd'.repeat(256) },
			'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
		],
		[{ type: 'headline' }, 'unsupported type: headline [json-pointer:/blocks/0/type]'],
		[{ type: 'constructor' }, 'unsupported type: constructor [json-pointer:/blocks/0/type]'],
		['text', 'must provide an object [json-pointer:/blocks/0]'],
	])('%#: refuses what does not fit', (block, problem) => {
		expect(checkBlocks([block])).toEqual([problem]);
	});

	test('no more than 50 blocks, and no id twice', () => {
		expect(checkBlocks(many(51, { type: 'divider' }))).toEqual([
			'no more than 50 items allowed [json-pointer:/blocks]',
		]);
		expect(checkBlocks(many(2, { type: 'divider', block_id: 'd' }))).toEqual([
			'`block_id` already exists [json-pointer:/blocks/1/block_id]',
		]);
	});
});

test('refuses blocks that are too long together, though each of them is short enough', async () => {
	const long = (count: number): object[] =>
		Array.from({ length: count }, () => ({
			type: 'section',
			text: { type: 'mrkdwn', text: 'x'.repeat(2_900) },
		}));
	expect(await postMessage({ channel: 'general', text: 'x', blocks: long(4) })).toMatchObject({ ok: true });
	expect(await postMessage({ channel: 'general', text: 'x', blocks: long(5) })).toEqual({
		ok: false,
		error: 'msg_blocks_too_long',
	});
});

test('all markdown blocks together have a limit', () => {
	const markdown = { type: 'markdown', text: 'm'.repeat(6_001) };
	expect(checkBlocks([markdown])).toEqual([]);
	expect(checkBlocks([markdown, markdown])).toEqual([
		'all markdown blocks must be less than 12001 characters [json-pointer:/blocks]',
	]);
});

test('a kept state has the same messages', async () => {
	await hook({ text: 'x' });
	const other = new SlackLab({ webhook: 'w', botToken: 't', channels: ['c'] });
	other.restore(JSON.parse(JSON.stringify(lab.snapshot())));
	expect(other.messages()).toEqual(lab.messages());
});
