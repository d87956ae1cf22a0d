/** Members of the workspace, messages to them, changed messages, and what a click sends. */
import { createHmac } from 'node:crypto';
import { serve, type Served } from '../../../lab/kit/server';
import { SlackLab, directOf, type SlackUser } from '../../../lab/slack';
import { buttonsOf, clickOf } from '../../../lab/slack/interaction';

const USERS: readonly SlackUser[] = ['ann', 'bo', 'cy'].map((name) => ({
	id: `U0${name.toUpperCase()}`,
	name,
	realName: `${name} Example`,
}));
const [ANN] = USERS as [SlackUser];

let lab: SlackLab;
let served: Served;
beforeEach(async () => {
	lab = new SlackLab({ webhook: 'T1/B1/x', botToken: 'xoxb-lab', channels: ['general'], users: USERS });
	served = await serve(lab);
});
afterEach(() => served.close());

async function api(method: string, body?: object, token = 'xoxb-lab'): Promise<Record<string, unknown>> {
	const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
	const answer = await fetch(`${served.url}/api/${method}`, {
		headers,
		...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
	});
	return (await answer.json()) as Record<string, unknown>;
}

const button = { type: 'button', text: { type: 'plain_text', text: 'OK' }, action_id: 'ok', value: 'v' };
const blocks = [{ type: 'actions', elements: [button] }];

test('members come in pages, and one by one', async () => {
	const first = await api('users.list?limit=2');
	expect(first['members']).toMatchObject([{ id: 'U0ANN', real_name: 'ann Example' }, { id: 'U0BO' }]);
	const { next_cursor: next } = first['response_metadata'] as { next_cursor: string };
	const second = await api(`users.list?limit=2&cursor=${next}`);
	expect(second).toMatchObject({ members: [{ id: 'U0CY' }], response_metadata: { next_cursor: '' } });
	expect(await api('users.info?user=U0BO')).toMatchObject({ user: { name: 'bo' } });
	expect(await api('users.info?user=U9')).toEqual({ ok: false, error: 'user_not_found' });
	expect(await api('users.list?limit=0')).toEqual({ ok: false, error: 'invalid_limit' });
	for (const method of ['users.list', 'users.info?user=U0BO', 'users.profile.get'])
		expect(await api(method, undefined, 'xoxb-other')).toEqual({ ok: false, error: 'invalid_auth' });
	expect(await api('users.profile.get')).toMatchObject({ ok: true });
});

test("a member's id opens the direct messages with them", async () => {
	expect(await api('chat.postMessage', { channel: ANN.id, blocks })).toMatchObject({
		ok: true,
		channel: directOf(ANN),
	});
	expect(await api('chat.postMessage', { channel: 'U9', blocks })).toEqual({
		ok: false,
		error: 'channel_not_found',
	});
});

test('a message is changed where it stands, within the same limits', async () => {
	const { ts } = await api('chat.postMessage', { channel: 'general', blocks });
	const change = { channel: 'general', ts, text: 'Done', blocks: [{ type: 'divider' }] };
	expect(await api('chat.update', change)).toMatchObject({ ok: true });
	expect(lab.messages()).toMatchObject([{ text: 'Done', blocks: [{ type: 'divider' }] }]);
	expect(await api('chat.update', { ...change, ts: '1.1' })).toMatchObject({ error: 'message_not_found' });
	expect(await api('chat.update', { ...change, blocks: [{ type: 'x' }] })).toMatchObject({
		error: 'invalid_blocks',
	});
});

test('a click is a signed form', async () => {
	await api('chat.postMessage', { channel: ANN.id, blocks });
	const [message] = lab.messages();
	if (message === undefined) throw new Error('no message');
	const { headers, body } = clickOf(message, buttonsOf(message)[0] ?? {}, ANN, 'secret', 1_700_000_000_000);
	const signed = createHmac('sha256', 'secret').update(`v0:1700000000:${body}`).digest('hex');
	expect(headers['x-slack-signature']).toBe(`v0=${signed}`);
	expect(JSON.parse(new URLSearchParams(body).get('payload') ?? '')).toMatchObject({
		type: 'block_actions',
		user: { id: 'U0ANN' },
		channel: { id: 'D0ANN' },
		actions: [{ action_id: 'ok', value: 'v' }],
	});
});
