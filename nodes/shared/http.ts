/**
 * Fills the connectors' network port with n8n's own authenticated request helper: n8n refreshes and stores the tokens,
 * honours proxies and redacts secrets. Error objects of the helper hold headers and tokens, so none of them leaves here.
 */
import type { IAdditionalCredentialOptions, IAllExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { TransportError, type Http, type HttpRequest, type HttpResponse } from '../../core/transport/http';

/** Failures after which the request has surely not reached the platform. */
const UNSENT =
	/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_\w+|ERR_TLS_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_INVALID_URL)$/;
/** Too many requests and a time-out (429, 408) pass. */
const REFUSED_TOKEN = /^4(?!08|29)\d\d$/;
const DEFAULT_TIMEOUT_MS = 130_000;

function property(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The first error code (network or HTTP status) along the chain of causes. */
function codeOf(error: unknown): string {
	let current = error;
	for (let depth = 0; depth < 5 && current !== undefined && current !== null; depth++) {
		for (const name of ['httpCode', 'code']) {
			const value = property(current, name);
			if (typeof value === 'string' && value !== '') return value;
			if (typeof value === 'number') return String(value);
		}
		current = property(current, 'cause') ?? property(current, 'errorResponse');
	}
	return '';
}

function asTransportError(error: unknown, credentialName: string, host: string): TransportError {
	const code = codeOf(error);
	const message = error instanceof Error ? error.message : '';
	// other statuses are answers and do not come here: a 4xx is from where tokens are fetched or renewed
	if (REFUSED_TOKEN.test(code) || /reconnect|not connected|credential.*(missing|not set)/i.test(message)) {
		return new TransportError(
			'unauthorized',
			`The credential "${credentialName}" no longer works: open it and reconnect it.`,
		);
	}
	if (UNSENT.test(code)) return new TransportError('unsent', `${host} could not be reached (${code}).`);
	return new TransportError('uncertain', `${host} gave no answer${code === '' ? '' : ` (${code})`}.`);
}

function textHeaders(headers: unknown): Record<string, string> {
	const result: Record<string, string> = {};
	if (typeof headers !== 'object' || headers === null) return result;
	for (const [name, value] of Object.entries(headers)) {
		if (typeof value === 'string') result[name.toLowerCase()] = value;
		else if (Array.isArray(value)) result[name.toLowerCase()] = value.join(', ');
	}
	return result;
}

function asResponse(raw: unknown): HttpResponse {
	return {
		status: Number(property(raw, 'statusCode')),
		headers: textHeaders(property(raw, 'headers')),
		body: property(raw, 'body'),
	};
}

type RequestingFunctions = Pick<IAllExecuteFunctions, 'helpers' | 'getNode'>;

/**
 * The network port of a node for one of its credentials.
 * @param context the node's functions
 * @param credentialType the type of the credential that signs the requests
 * @param signing what the helper must be told about the signing, for types of credential that n8n brings along
 * @param isPermanent whether the credential is never renewed: a refusal (401) is an answer then
 */
export function httpOf(
	context: RequestingFunctions,
	credentialType: string,
	signing?: IAdditionalCredentialOptions,
	isPermanent = false,
): Http {
	const credentialName = context.getNode().credentials?.[credentialType]?.name ?? credentialType;
	const send = async (options: IHttpRequestOptions): Promise<unknown> =>
		await context.helpers.httpRequestWithAuthentication.call(
			context as IAllExecuteFunctions,
			credentialType,
			options,
			signing,
		);

	return async (request: HttpRequest): Promise<HttpResponse> => {
		const base: IHttpRequestOptions = {
			method: request.method,
			url: request.url,
			headers: { ...request.headers },
			returnFullResponse: true,
			json: typeof request.body !== 'string',
			timeout: request.timeoutMs ?? DEFAULT_TIMEOUT_MS,
			disableFollowRedirect: true,
			...(request.query === undefined ? {} : { qs: { ...request.query } }),
			...(request.body === undefined
				? {}
				: { body: request.body as NonNullable<IHttpRequestOptions['body']> }),
		};
		try {
			if (request.anonymous === true) {
				return asResponse(await context.helpers.httpRequest({ ...base, ignoreHttpStatusErrors: true }));
			}
			if (isPermanent) return asResponse(await send({ ...base, ignoreHttpStatusErrors: true }));
			// 401 must throw, otherwise n8n does not renew the token.
			const first = asResponse(
				await send({ ...base, ignoreHttpStatusErrors: { ignore: true, except: [401] } }),
			);
			// n8n 1.x ignores all statuses when asked to ignore any: ask again so that it renews the token.
			return first.status === 401 ? asResponse(await send(base)) : first;
		} catch (error) {
			throw asTransportError(error, credentialName, new URL(request.url).host);
		}
	};
}
