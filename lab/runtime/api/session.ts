/** A person's session with a running n8n: the editor's own REST interface by cookie, the public API by key. */

/** What n8n answered when it was no success. */
export class N8nRequestError extends Error {
	override readonly name = 'N8nRequestError';

	constructor(
		readonly request: string,
		readonly status: number,
		readonly body: string,
	) {
		super(`${request}: ${status} ${body.slice(0, 500)}`);
	}
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';

const COOKIE = 'n8n-auth';

export class Session {
	#cookie: string | undefined;
	#apiKey: string | undefined;

	/** @param baseUrl without a slash at the end */
	constructor(readonly baseUrl: string) {}

	useApiKey(key: string): void {
		this.#apiKey = key;
	}

	/** A request of the editor; `data` of the answer. */
	async rest(method: Method, path: string, body?: unknown): Promise<unknown> {
		const response = await this.fetch(`${this.baseUrl}/rest${path}`, { method, body });
		const answer: unknown = await json(response, `${method} /rest${path}`);
		return typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : answer;
	}

	/** A request of the public API (needs a key); the whole answer. */
	async api(method: Method, path: string, body?: unknown): Promise<unknown> {
		if (this.#apiKey === undefined) throw new Error('This session has no API key yet (createApiKey)');
		const request = `${method} /api/v1${path}`;
		const response = await fetch(`${this.baseUrl}/api/v1${path}`, {
			method,
			headers: { 'x-n8n-api-key': this.#apiKey, 'content-type': 'application/json' },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		return json(response, request);
	}

	/** Any address with this session's cookie, redirects not followed; n8n's cookie is kept. */
	async fetch(
		url: string,
		{ method = 'GET', body }: { method?: Method; body?: unknown } = {},
	): Promise<Response> {
		const response = await fetch(url, {
			method,
			redirect: 'manual',
			headers: {
				'content-type': 'application/json',
				...(this.#cookie === undefined ? {} : { cookie: this.#cookie }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		for (const cookie of response.headers.getSetCookie())
			if (cookie.startsWith(`${COOKIE}=`)) this.#cookie = cookie.split(';')[0];
		return response;
	}
}

async function json(response: Response, request: string): Promise<unknown> {
	const text = await response.text();
	if (!response.ok) throw new N8nRequestError(request, response.status, text);
	return text === '' ? undefined : JSON.parse(text);
}
