/** Takes webhooks as n8n would, keeps them, and answers 200. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
	/** lower-case names */
	readonly headers: Readonly<Record<string, string>>;
	readonly rawBody: Buffer;
}

export class Receiver {
	readonly received: Received[] = [];

	private constructor(
		/** "http://127.0.0.1:5000" */
		readonly origin: string,
		readonly close: () => Promise<void>,
	) {}

	static async start(): Promise<Receiver> {
		const server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const headers = Object.fromEntries(
					Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
				);
				receiver.received.push({ headers, rawBody: Buffer.concat(chunks) });
				response.end();
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const receiver = new Receiver(`http://127.0.0.1:${port}`, async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		});
		return receiver;
	}
}
