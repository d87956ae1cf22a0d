/** Platforms and small servers for the kit's own tests. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LabPlatform, LabRequest } from '../../../lab/kit/platform';

/** Counts what it did, and answers with what it got. GET reads, everything else writes. */
export class Counter implements LabPlatform {
	done = 0;

	constructor(readonly name = 'counter') {}

	handle(request: LabRequest) {
		if (request.path === '/broken') throw new Error('a bug');
		if (request.path === '/bytes') return { status: 200, body: Buffer.from([1, 2, 3]) };
		this.done++;
		return {
			status: 201,
			headers: { 'x-counter': String(this.done) },
			body: {
				method: request.method,
				path: request.path,
				a: request.query.get('a'),
				bytes: [...request.rawBody],
			},
		};
	}

	faultResponse(fault: 'rateLimited' | 'serverError' | 'unauthorized') {
		const status = { rateLimited: 429, serverError: 503, unauthorized: 401 }[fault];
		return { status, body: fault };
	}

	isWrite({ method }: LabRequest): boolean {
		return method !== 'GET';
	}

	logPath(path: string): string {
		return path.replace('secret', '***');
	}

	snapshot(): { done: number } {
		return { done: this.done };
	}

	restore(snapshot: unknown): void {
		this.done = (snapshot as { done: number }).done;
	}

	inspect(): Record<string, unknown> {
		return { done: this.done };
	}
}

export interface Received {
	readonly headers: IncomingMessage['headers'];
	readonly body: string;
	readonly at: number;
}

/** A server that takes webhooks; `answer` gives the status of each, or undefined to stay silent. */
export async function receiver(answer: (count: number) => number | undefined = () => 200) {
	const received: Received[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			received.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), at: Date.now() });
			const status = answer(received.length);
			if (status === undefined) return;
			response.writeHead(status, { location: 'http://127.0.0.1:1/elsewhere' });
			response.end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/hook`,
		received,
		close: () =>
			new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
