/** Reads a request's body, with a bound: a lab that takes any size would hide a client that sends too much. */
import type { IncomingMessage } from 'node:http';

/** A body that is larger than the bound. */
export class BodyTooLarge extends Error {
	override readonly name = 'BodyTooLarge';
}

/**
 * Exactly the bytes that came.
 * @throws BodyTooLarge more than `limit` bytes
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > limit) throw new BodyTooLarge(`more than ${limit} bytes`);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
