/** Serves the webhooks of the engine's active workflows on loopback, with requests and answers as n8n (express) hands them to nodes. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { IDataObject, IWebhookDescription, IWebhookResponseData } from 'n8n-workflow';

/** A webhook of an active workflow. */
export interface Webhook {
	readonly method: string;
	/** below /webhook/ */
	readonly path: string;
	/** the node's name */
	readonly node: string;
	readonly description: IWebhookDescription;
}

/** What of express's request a node gets: the exact bytes too, for signatures. */
export interface ExpressRequest extends IncomingMessage {
	body: unknown;
	rawBody: Buffer;
	query: Record<string, string>;
	params: Record<string, string>;
}

/** What of express's response a node may use. */
export interface ExpressResponse extends ServerResponse {
	status(code: number): ExpressResponse;
	json(body: unknown): ExpressResponse;
	send(body?: unknown): ExpressResponse;
}

/** Who answers for a webhook. */
export interface WebhookOwner {
	receive(
		webhook: Webhook,
		request: ExpressRequest,
		response: ExpressResponse,
	): Promise<IWebhookResponseData>;
}

const PREFIX = '/webhook/';

export class WebhookServer {
	#server: Server | undefined;
	#port = 0;
	readonly #registered = new Map<string, { readonly webhook: Webhook; readonly owner: WebhookOwner }>();

	/** Where webhooks are reached; port 0 as long as it does not listen. */
	get baseUrl(): string {
		return `http://127.0.0.1:${this.#port}`;
	}

	/** Starts to listen, unless it does. */
	async listen(): Promise<void> {
		if (this.#server !== undefined) return;
		const server = createServer((request, response) => {
			this.#handle(request, response).catch((error: unknown) => fail(response, error));
		});
		this.#server = server;
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen(0, '127.0.0.1', resolve);
		});
		const address = server.address();
		if (address !== null && typeof address === 'object') this.#port = address.port;
	}

	async close(): Promise<void> {
		const server = this.#server;
		if (server === undefined) return;
		this.#server = undefined;
		server.closeAllConnections();
		await new Promise<void>((resolve) => server.close(() => resolve()));
	}

	register(webhook: Webhook, owner: WebhookOwner): void {
		this.#registered.set(key(webhook), { webhook, owner });
	}

	unregister(webhook: Webhook): void {
		this.#registered.delete(key(webhook));
	}

	async #handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		const url = new URL(incoming.url ?? '/', this.baseUrl);
		const rawBody = await bytes(incoming);
		const path = url.pathname.startsWith(PREFIX) ? url.pathname.slice(PREFIX.length) : '';
		const method = incoming.method ?? 'GET';
		const found = this.#registered.get(key({ method, path }));
		const response = expressResponse(outgoing);
		if (found === undefined) {
			response
				.status(404)
				.json({ code: 404, message: `The requested webhook "${method} ${path}" is not registered.` });
			return;
		}
		const query = Object.fromEntries(url.searchParams);
		const request = Object.assign(incoming, { body: parsed(incoming, rawBody), rawBody, query, params: {} });
		const said = await found.owner.receive(found.webhook, request, response);
		answer(response, said);
	}
}

const key = ({ method, path }: Pick<Webhook, 'method' | 'path'>): string => `${method} ${path}`;

async function bytes(incoming: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks);
}

function parsed(incoming: IncomingMessage, rawBody: Buffer): unknown {
	if (!/\bjson\b/.test(incoming.headers['content-type'] ?? '') || rawBody.length === 0) return {};
	return JSON.parse(rawBody.toString('utf8'));
}

function expressResponse(response: ServerResponse): ExpressResponse {
	const more = {
		status(code: number): ExpressResponse {
			complete.statusCode = code;
			return complete;
		},
		json(body: unknown): ExpressResponse {
			if (!complete.headersSent) complete.setHeader('content-type', 'application/json; charset=utf-8');
			complete.end(JSON.stringify(body));
			return complete;
		},
		send(body?: unknown): ExpressResponse {
			if (typeof body === 'object' && body !== null && !Buffer.isBuffer(body)) return complete.json(body);
			complete.end(body === undefined ? undefined : Buffer.isBuffer(body) ? body : String(body));
			return complete;
		},
	};
	const complete: ExpressResponse = Object.assign(response, more);
	return complete;
}

/** What n8n answers for the node: its own words, or that the workflow was started. */
function answer(response: ExpressResponse, said: IWebhookResponseData): void {
	if (said.noWebhookResponse === true) {
		if (!response.writableEnded) response.end();
		return;
	}
	const started: IDataObject = { message: 'Workflow was started' };
	const own: unknown = said.webhookResponse;
	if (own === undefined) response.json(said.workflowData === undefined ? {} : started);
	else response.send(own);
}

/** n8n tells a caller no more than that it failed. */
function fail(response: ServerResponse, error: unknown): void {
	const malformed = error instanceof SyntaxError;
	if (response.headersSent) return void response.end();
	response.statusCode = malformed ? 422 : 500;
	response.setHeader('content-type', 'application/json; charset=utf-8');
	const message = malformed
		? 'Failed to parse request body'
		: 'Workflow Webhook Error: Workflow could not be started!';
	response.end(JSON.stringify({ code: 0, message }));
}
