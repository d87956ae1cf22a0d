/**
 * Slack: an incoming webhook and `chat.postMessage`, as strict as the real ones about what a message may be, in Slack's
 * own words. Messages that were accepted can be read in the lab's state.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
import type { LabPlatform, LabRequest, LabResponse, PlatformFault } from '../kit/platform';
import { checkBlocks, checkMessageLength } from './blocks';

export interface SlackOptions {
	/** the webhook's secret path, e.g. "T000LAB/B000LAB/abc"; it posts to the first channel */
	readonly webhook: string;
	/** the bot token for chat.postMessage */
	readonly botToken: string;
	/** without "#" */
	readonly channels: readonly string[];
}

/** A message that Slack took. */
export interface SlackMessage {
	readonly channel: string;
	/** what appears in notifications */
	readonly text: string;
	readonly blocks: readonly unknown[];
	/** Slack's timestamp, which is the message's id */
	readonly ts: string;
	readonly via: 'webhook' | 'chat.postMessage';
}

type Json = Record<string, unknown>;

/** What is wrong with a message. */
interface Refusal {
	readonly error: string;
	readonly details: readonly string[];
}

/** Longer texts are cut by Slack; the lab refuses them, because a cut report is a wrong one. */
const MAX_TEXT = 40_000;

function parseObject(text: string): Json | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
	} catch {
		return undefined;
	}
}

function checkMessage(message: Json): Refusal | undefined {
	const { text, blocks } = message;
	if (blocks !== undefined && !Array.isArray(blocks)) return { error: 'invalid_blocks_format', details: [] };
	const list: readonly unknown[] = blocks ?? [];
	if (text !== undefined && typeof text !== 'string') return { error: 'invalid_payload', details: [] };
	if ((text === undefined || text.trim() === '') && list.length === 0)
		return { error: 'no_text', details: [] };
	if (text !== undefined && text.length > MAX_TEXT) return { error: 'msg_too_long', details: [] };
	const details = checkBlocks(list);
	return details.length === 0 ? undefined : { error: 'invalid_blocks', details };
}

/** The Web API takes less than an incoming webhook does. */
function tooLong({ blocks }: Json): Refusal | undefined {
	const error = checkMessageLength(Array.isArray(blocks) ? blocks : []);
	return error === undefined ? undefined : { error, details: [] };
}

export class SlackLab implements LabPlatform {
	readonly name = 'slack';
	private received: SlackMessage[] = [];
	private refused = 0;

	constructor(private readonly options: SlackOptions) {}

	/** The path of the incoming webhook. It is a secret. */
	get webhookPath(): string {
		return `/services/${this.options.webhook}`;
	}

	/** All messages, oldest first. */
	messages(): readonly SlackMessage[] {
		return this.received;
	}

	handle(request: LabRequest): LabResponse {
		const response = this.route(request);
		const said = typeof response.body === 'object' && 'ok' in response.body ? response.body.ok : true;
		if (response.status !== 200 || said === false) this.refused++;
		return response;
	}

	faultResponse(fault: PlatformFault): LabResponse {
		switch (fault) {
			case 'rateLimited':
				return { status: 429, headers: { 'retry-after': '1' }, body: 'rate_limited' };
			case 'serverError':
				return { status: 500, body: 'rollup_error' };
			case 'unauthorized':
				return { status: 403, body: 'invalid_token' };
		}
	}

	isWrite(): boolean {
		return true;
	}

	logPath(path: string): string {
		return path.startsWith('/services/') ? '/services/***' : path;
	}

	snapshot(): { readonly messages: readonly SlackMessage[] } {
		return { messages: this.received };
	}

	restore(snapshot: unknown): void {
		this.received = [...(snapshot as { messages: SlackMessage[] }).messages];
	}

	inspect(): Record<string, unknown> {
		return { accepted: this.received.length, refused: this.refused, messages: this.received };
	}

	private route(request: LabRequest): LabResponse {
		const { method, path } = request;
		if (path.startsWith('/services/')) {
			if (method !== 'POST') return { status: 405, body: 'method_not_allowed' };
			return path === this.webhookPath ? this.webhook(request) : { status: 404, body: 'no_service' };
		}
		if (path === '/api/chat.postMessage' && method === 'POST') return this.postMessage(request);
		if (path === '/api/auth.test') return this.authTest(request);
		return { status: 200, body: { ok: false, error: 'unknown_method' } };
	}

	/** Incoming webhooks answer in plain text: "ok", or the error with its status. */
	private webhook(request: LabRequest): LabResponse {
		const type = request.headers['content-type']?.split(';')[0]?.trim();
		const text = request.rawBody.toString('utf8');
		// the old way, a form with one field `payload`, still works
		const isForm = type === 'application/x-www-form-urlencoded';
		const message = parseObject(isForm ? (new URLSearchParams(text).get('payload') ?? '') : text);
		if (message === undefined) return { status: 400, body: 'invalid_payload' };
		const refusal = checkMessage(message);
		if (refusal !== undefined) return { status: 400, body: refusal.error };
		this.accept(message, this.options.channels[0] ?? 'general', 'webhook');
		return { status: 200, body: 'ok' };
	}

	/** The Web API answers 200 with `ok: false` for errors. */
	private postMessage(request: LabRequest): LabResponse {
		const failed = this.authenticate(request);
		if (failed !== undefined) return failed;
		const type = request.headers['content-type']?.split(';')[0]?.trim();
		const message =
			type === 'application/json' ? parseObject(request.rawBody.toString('utf8')) : formMessage(request);
		if (message === undefined) return { status: 200, body: { ok: false, error: 'invalid_json' } };
		const channel = message['channel'];
		const known = this.options.channels.find((name) => channel === name || channel === `#${name}`);
		if (known === undefined) return { status: 200, body: { ok: false, error: 'channel_not_found' } };
		const refusal = checkMessage(message) ?? tooLong(message);
		if (refusal !== undefined) {
			const { error, details } = refusal;
			const more =
				details.length === 0
					? {}
					: {
							errors: details,
							response_metadata: { messages: details.map((detail) => `[ERROR] ${detail}`) },
						};
			return { status: 200, body: { ok: false, error, ...more } };
		}
		const accepted = this.accept(message, known, 'chat.postMessage');
		const { text, blocks, ts } = accepted;
		const echo = { type: 'message', text, blocks, ts, bot_id: 'B000LAB' };
		return { status: 200, body: { ok: true, channel: known, ts, message: echo } };
	}

	private authTest(request: LabRequest): LabResponse {
		return (
			this.authenticate(request) ?? {
				status: 200,
				body: { ok: true, team: 'Lab', user: 'storeledger', team_id: 'T000LAB' },
			}
		);
	}

	private authenticate(request: LabRequest): LabResponse | undefined {
		const header = request.headers['authorization'];
		if (header === undefined) return { status: 200, body: { ok: false, error: 'not_authed' } };
		const isGood = header === `Bearer ${this.options.botToken}`;
		return isGood ? undefined : { status: 200, body: { ok: false, error: 'invalid_auth' } };
	}

	private accept(message: Json, channel: string, via: SlackMessage['via']): SlackMessage {
		const { text, blocks } = message;
		const count = this.received.length + 1;
		const accepted: SlackMessage = {
			channel,
			text: typeof text === 'string' ? text : '',
			blocks: Array.isArray(blocks) ? blocks : [],
			ts: `${Math.floor(Date.now() / 1000)}.${String(count).padStart(6, '0')}`,
			via,
		};
		this.received.push(accepted);
		return accepted;
	}
}

/** chat.postMessage as a form: `blocks` is JSON text in it. */
function formMessage(request: LabRequest): Json | undefined {
	const form = new URLSearchParams(request.rawBody.toString('utf8'));
	const message: Json = Object.fromEntries(form);
	const blocks = form.get('blocks');
	if (blocks === null) return message;
	try {
		message['blocks'] = JSON.parse(blocks);
		return message;
	} catch {
		message['blocks'] = blocks; // refused as invalid_blocks_format
		return message;
	}
}
