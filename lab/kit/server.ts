/**
 * Serves one platform of the lab on loopback: reads the raw body, asks the fault schedule, lets the platform answer, and
 * logs the call. Faults lie in front of the platform (nothing done) or behind it (done, but the answer is lost).
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { BodyTooLarge, readBody } from './body';
import type { CallLog } from './calls';
import type { RequestFault } from './faultPlan';
import type { FaultSchedule } from './faults';
import type { LabPlatform, LabRequest, LabResponse } from './platform';

export const LOOPBACK = '127.0.0.1';

export interface ServeOptions {
	/** 0 (the default) takes any free port */
	readonly port?: number;
	/** bytes; a larger body is answered with 413. Default 20 MiB. */
	readonly maxBody?: number;
	readonly faults?: FaultSchedule;
	readonly calls?: CallLog;
	/** hears of errors in the lab itself (a platform that threw), which are answered with 500 */
	readonly onError?: (platform: string, error: unknown) => void;
}

export interface Served {
	readonly name: string;
	/** e.g. "http://127.0.0.1:4010" */
	readonly url: string;
	readonly port: number;
	/** Stops listening and cuts all connections. */
	close(): Promise<void>;
}

/** What a request comes to: an answer, or (undefined) a cut connection. */
interface Result {
	readonly response: LabResponse | undefined;
	readonly fault: RequestFault | undefined;
}

async function answer(
	platform: LabPlatform,
	request: LabRequest,
	schedule: FaultSchedule | undefined,
): Promise<Result> {
	const body = createHash('sha256').update(request.rawBody).digest('base64');
	const identity = `${request.method} ${request.path}?${request.query.toString()} ${body}`;
	const fault = schedule?.nextRequest(identity, platform.isWrite(request));
	switch (fault) {
		case 'rateLimited':
		case 'unauthorized':
			return { response: platform.faultResponse(fault), fault };
		case 'serverErrorBefore':
			return { response: platform.faultResponse('serverError'), fault };
		case 'dropBefore':
			return { response: undefined, fault };
		case 'serverErrorAfter':
			await platform.handle(request);
			return { response: platform.faultResponse('serverError'), fault };
		case 'dropAfter':
			await platform.handle(request);
			return { response: undefined, fault };
		case 'slow':
			await wait(schedule?.plan.slowMs ?? 0);
			return { response: await platform.handle(request), fault };
		case undefined:
			return { response: await platform.handle(request), fault };
	}
}

function toLabRequest(request: IncomingMessage, url: URL, rawBody: Buffer): LabRequest {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(request.headers)) {
		if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
	}
	return { method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, headers, rawBody };
}

/** The bytes of a body, and the content type it has unless the platform says otherwise. */
function encode(body: LabResponse['body']): { bytes: Buffer; type: string } {
	if (typeof body === 'string')
		return { bytes: Buffer.from(body, 'utf8'), type: 'text/plain; charset=utf-8' };
	if (Buffer.isBuffer(body)) return { bytes: body, type: 'application/octet-stream' };
	return { bytes: Buffer.from(JSON.stringify(body), 'utf8'), type: 'application/json; charset=utf-8' };
}

function send(response: ServerResponse, { status, headers, body }: LabResponse): void {
	const { bytes, type } = encode(body);
	const length = String(bytes.length);
	const all: Record<string, string> = { 'content-type': type, ...headers, 'content-length': length };
	response.writeHead(status, all);
	response.end(bytes);
}

/** Serves a platform on 127.0.0.1 until `close`. Rejects when the port is taken. */
export async function serve(platform: LabPlatform, options: ServeOptions = {}): Promise<Served> {
	const { faults, calls, maxBody = 20 * 1024 * 1024 } = options;

	async function handle(incoming: IncomingMessage): Promise<Result & { path: string }> {
		const base = `http://${LOOPBACK}`;
		const target = incoming.url ?? '/';
		if (!URL.canParse(target, base)) {
			return { response: { status: 400, body: 'Bad Request' }, fault: undefined, path: '(not an address)' };
		}
		const url = new URL(target, base);
		const path = platform.logPath?.(url.pathname) ?? url.pathname;
		try {
			const request = toLabRequest(incoming, url, await readBody(incoming, maxBody));
			return { ...(await answer(platform, request, faults)), path };
		} catch (error) {
			if (error instanceof BodyTooLarge) {
				const response = { status: 413, headers: { connection: 'close' }, body: 'Payload Too Large' };
				return { response, fault: undefined, path };
			}
			options.onError?.(platform.name, error);
			return {
				response: { status: 500, body: 'The lab itself failed; see its log' },
				fault: undefined,
				path,
			};
		}
	}

	const server = createServer((incoming, outgoing) => {
		const started = performance.now();
		const at = new Date().toISOString();
		void handle(incoming).then(({ response, fault, path }) => {
			calls?.add({
				at,
				platform: platform.name,
				method: incoming.method ?? 'GET',
				path,
				status: response?.status ?? 0,
				ms: Math.round(performance.now() - started),
				...(fault === undefined ? {} : { fault }),
			});
			if (response === undefined) incoming.socket.destroy();
			else send(outgoing, response);
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, LOOPBACK, resolve);
	});
	const { port } = server.address() as AddressInfo;
	return {
		name: platform.name,
		url: `http://${LOOPBACK}:${port}`,
		port,
		close: () =>
			new Promise((resolve, reject) => {
				server.close((error) => (error === undefined ? resolve() : reject(error)));
				server.closeAllConnections();
			}),
	};
}
