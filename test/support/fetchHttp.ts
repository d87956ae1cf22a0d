/** The connectors' network port over fetch, for tests against the lab's servers. */
import { TransportError, type Http } from '../../core/transport/http';

/** The code of a network failure, which fetch hides in the cause. */
function codeOf(error: unknown): string {
	const cause = error instanceof Error ? error.cause : undefined;
	const code = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : undefined;
	return typeof code === 'string' ? code : '';
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

/** @param headers sent with every request, e.g. the authorization */
export function fetchHttp(headers: Readonly<Record<string, string>> = {}): Http {
	return async (request) => {
		const url = new URL(request.url);
		for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
		const { body } = request;
		try {
			const response = await fetch(url, {
				method: request.method,
				headers: { ...headers, ...request.headers },
				redirect: 'manual',
				signal: AbortSignal.timeout(request.timeoutMs ?? 30_000),
				...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
			});
			return {
				status: response.status,
				headers: Object.fromEntries(response.headers),
				body: parsed(await response.text()),
			};
		} catch (error) {
			const code = codeOf(error);
			if (code === 'ECONNREFUSED') throw new TransportError('unsent', `${url.host} refused the connection.`);
			throw new TransportError('uncertain', `${url.host} gave no answer (${code}).`);
		}
	};
}
