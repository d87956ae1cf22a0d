/** The service that the sample package's nodes talk to: a key, OAuth2 with tokens that expire, events, and registered hooks. */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json as readJson } from 'node:stream/consumers';

export const SAMPLE_KEY = 'key-of-the-sample';

/** A running service; its state is open to the test. */
export interface SampleService {
	readonly baseUrl: string;
	readonly events: number[];
	readonly hooks: Set<string>;
	/** every access token given out, newest last; only the newest is good */
	readonly tokens: string[];
	/** Sends an event to every hook; returns the statuses. */
	deliver(value: number, key?: string): Promise<readonly number[]>;
	close(): Promise<void>;
}

export async function startSampleService(): Promise<SampleService> {
	const events: number[] = [];
	const hooks = new Set<string>();
	const tokens: string[] = [];
	const server = createServer((request, response) => {
		void answer(request, response, { events, hooks, tokens });
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return {
		baseUrl: `http://127.0.0.1:${port}`,
		events,
		hooks,
		tokens,
		async deliver(value, key = SAMPLE_KEY) {
			// odd white space: a signature holds for these bytes only
			const body = `{ "value" :  ${value} }`;
			const signature = createHmac('sha256', key).update(body).digest('hex');
			const headers = { 'content-type': 'application/json', 'x-signature': signature };
			const sent = [...hooks].map(
				async (url) => (await fetch(url, { method: 'POST', headers, body })).status,
			);
			return Promise.all(sent);
		},
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

type State = Pick<SampleService, 'events' | 'hooks' | 'tokens'>;

async function answer(request: IncomingMessage, response: ServerResponse, state: State): Promise<void> {
	const url = new URL(request.url ?? '/', 'http://127.0.0.1');
	const reply = (status: number, body: unknown): void => {
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	};
	if (url.pathname === '/oauth/authorize') {
		const back = new URL(url.searchParams.get('redirect_uri') ?? '');
		back.searchParams.set('code', 'the-code');
		back.searchParams.set('state', url.searchParams.get('state') ?? '');
		back.searchParams.set('realm', 'books-of-the-sample');
		response.writeHead(302, { location: back.href }).end();
		return;
	}
	if (url.pathname === '/oauth/token') {
		const token = `token-${state.tokens.length + 1}`;
		state.tokens.push(token);
		reply(200, { access_token: token, refresh_token: `r-${token}`, token_type: 'bearer', expires_in: 3600 });
		return;
	}
	const byToken = request.headers.authorization === `Bearer ${state.tokens.at(-1) ?? ''}`;
	if (!byToken && request.headers['x-key'] !== SAMPLE_KEY) return reply(401, { error: 'who are you?' });
	if (url.pathname === '/me') return reply(200, { by: byToken ? 'token' : 'key' });
	if (url.pathname === '/colours') return reply(200, ['red', 'green']);
	if (url.pathname === '/events')
		return reply(200, state.events.slice(Number(url.searchParams.get('since'))));
	if (request.method === 'GET') return reply(200, [...state.hooks]);
	const { url: hook } = Object(await readJson(request));
	if (request.method === 'POST') state.hooks.add(String(hook));
	else state.hooks.delete(String(hook));
	reply(200, {});
}
