/** The lines of a file as a stream, unpacked if it is gzipped, so that a year of a shop needs no copy in memory. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { DayBookError } from './errors';

const NEWLINE = 0x0a;
/** A longer line is no event of a shop. */
const MAX_LINE = 32 * 1024 * 1024;

async function isGzip(path: string): Promise<boolean> {
	const file = await open(path);
	try {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
		return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
	} finally {
		await file.close();
	}
}

async function* unzipped(path: string): AsyncGenerator<Buffer> {
	const isPacked = await isGzip(path);
	const source = createReadStream(path);
	if (!isPacked) {
		yield* source as AsyncIterable<Buffer>;
		return;
	}
	const gunzip = createGunzip();
	source.once('error', (error) => gunzip.destroy(error));
	yield* source.pipe(gunzip) as AsyncIterable<Buffer>;
}

/** What zlib says of a truncated or damaged file; its codes begin with Z_. */
function zlibMessage(error: unknown): string | undefined {
	if (typeof error !== 'object' || error === null || !('code' in error) || !('message' in error))
		return undefined;
	return String(error.code).startsWith('Z_') ? String(error.message) : undefined;
}

/** A line and its number, from 1. */
export interface NumberedLine {
	readonly line: number;
	readonly text: string;
}

/**
 * The lines of a file, without their ends; an empty last line is left out.
 * @throws DayBookError not UTF-8, a damaged gzip file, an endless line; and the file system's own errors
 */
export async function* linesOf(path: string): AsyncGenerator<NumberedLine> {
	let line = 1;
	const refuse = (message: string): DayBookError => new DayBookError([{ line, key: '', message }]);
	const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
	const decode = (bytes: Buffer): NumberedLine => {
		try {
			const text = decoder.decode(bytes);
			return { line, text: text.endsWith('\r') ? text.slice(0, -1) : text };
		} catch {
			throw refuse('is not UTF-8');
		}
	};
	let rest: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of unzipped(path)) {
			let from = 0;
			for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
				yield decode(Buffer.concat([...rest, chunk.subarray(from, end)]));
				line++;
				from = end + 1;
				rest = [];
				size = 0;
			}
			rest.push(chunk.subarray(from));
			size += chunk.length - from;
			if (size > MAX_LINE) throw refuse('is longer than any event');
		}
	} catch (error) {
		const damage = zlibMessage(error);
		if (damage !== undefined) throw refuse(`the gzip file is damaged here: ${damage}`);
		throw error;
	}
	const last = Buffer.concat(rest);
	if (last.length > 0) yield decode(last);
}
