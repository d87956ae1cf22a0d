/**
 * What Slack sends to an app when somebody clicks a button in a message: a form with one field, signed.
 * https://docs.slack.dev/reference/interaction-payloads/block_actions-payload and
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
import { createHmac } from 'node:crypto';
import type { SlackMessage, SlackUser } from './index';

interface Button {
	readonly type?: string;
	readonly action_id?: string;
	readonly value?: string;
	readonly url?: string;
	readonly text?: { readonly text?: string };
}

/** The buttons of a message, in its order. */
export function buttonsOf(message: SlackMessage): readonly Button[] {
	return message.blocks.flatMap((block) => {
		const { type, elements } = block as { type?: string; elements?: readonly Button[] };
		return type === 'actions' ? (elements ?? []).filter((element) => element.type === 'button') : [];
	});
}

/** @param now epoch milliseconds: an app refuses what is older than five minutes */
export function clickOf(
	message: SlackMessage,
	button: Button,
	user: SlackUser,
	signingSecret: string,
	now: number,
): { readonly headers: Readonly<Record<string, string>>; readonly body: string } {
	const payload = {
		type: 'block_actions',
		user: { id: user.id, username: user.name, name: user.name, team_id: 'T000LAB' },
		channel: { id: message.channel, name: 'directmessage' },
		message: { type: 'message', ts: message.ts, text: message.text, blocks: message.blocks },
		container: { type: 'message', message_ts: message.ts, channel_id: message.channel },
		actions: [
			{
				type: 'button',
				action_id: button.action_id,
				value: button.value,
				text: button.text,
				action_ts: (now / 1000).toFixed(6),
			},
		],
	};
	const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
	const timestamp = String(Math.floor(now / 1000));
	const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
	return {
		headers: {
			'content-type': 'application/x-www-form-urlencoded',
			'x-slack-request-timestamp': timestamp,
			'x-slack-signature': `v0=${signature}`,
		},
		body,
	};
}
