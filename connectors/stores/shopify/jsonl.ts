/**
 * The file of a bulk operation, read a few megabytes at a time by byte ranges: a file may be larger than the memory. Works
 * as well with a server that ignores ranges and sends the whole.
 */
import { TransportError, type HttpResponse } from '../../../core/transport/http';

/** Gives the bytes from `start` up to, not including, `end`; it may give fewer at the end of the file, or the whole file. */
export type FetchRange = (start: number, end: number) => Promise<HttpResponse>;

/** A line with its place in the file, in bytes; `end` is after its line feed. */
export interface Line {
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

interface Chunk {
	readonly start: number;
	/** complete lines only */
	readonly bytes: Buffer;
	/** where the next chunk begins in the file */
	readonly end: number;
}

export const CHUNK_BYTES = 4 * 1024 * 1024;
const LINE_FEED = 10;

export class JsonlFile {
	private chunk: Chunk | undefined;

	/**
	 * @param size of the file in bytes
	 * @param chunkBytes how much is asked for at once
	 */
	constructor(
		private readonly fetch: FetchRange,
		private readonly size: number,
		private readonly chunkBytes = CHUNK_BYTES,
	) {}

	/** All lines from the beginning, empty ones left out. */
	async *lines(): AsyncGenerator<Line> {
		let position = 0;
		while (position < this.size) {
			const { start, bytes, end } = await this.load(position, position, position + this.chunkBytes);
			let from = position - start;
			while (from < bytes.length) {
				const feed = bytes.indexOf(LINE_FEED, from);
				const to = feed < 0 ? bytes.length : feed + 1;
				const text = bytes
					.subarray(from, feed < 0 ? to : feed)
					.toString('utf8')
					.trim();
				if (text !== '') yield { text, start: start + from, end: start + to };
				from = to;
			}
			position = end;
		}
	}

	/**
	 * Lines that were seen before, as text.
	 * @param start,end as `lines` gave them
	 * @param ahead how far will be read next: it is loaded along
	 */
	async read(start: number, end: number, ahead = end): Promise<string> {
		const chunk = await this.load(start, end, Math.max(end, ahead));
		return chunk.bytes.subarray(start - chunk.start, end - chunk.start).toString('utf8');
	}

	/** A chunk of complete lines from `start` on, up to `needed` at least; up to `wanted` when it must be fetched. */
	private async load(start: number, needed: number, wanted: number): Promise<Chunk> {
		const { chunk } = this;
		if (chunk !== undefined && chunk.start <= start && start < chunk.end && needed <= chunk.end) return chunk;
		for (let length = wanted - start; ; length *= 2) {
			const loaded = await this.fetchLines(start, Math.min(start + length, this.size));
			if (loaded !== undefined) return (this.chunk = loaded);
		}
	}

	/** Undefined when the range holds no complete line. */
	private async fetchLines(start: number, end: number): Promise<Chunk | undefined> {
		const { status, body } = await this.fetch(start, end);
		const received = bytesOf(body);
		if (status !== 206) return { start: 0, bytes: received, end: this.size };
		// what came parsed is one whole line, although not byte by byte
		if (end >= this.size || !isText(body)) return { start, bytes: received, end };
		// a character may be cut in two at the end of the range, never before its last line feed
		const lines = received.subarray(0, received.lastIndexOf(LINE_FEED) + 1);
		if (lines.length > 0) return { start, bytes: lines, end: start + lines.length };
		if (received.length < end - start) {
			throw new TransportError('uncertain', 'The file of the bulk operation ends too early.');
		}
		return undefined;
	}
}

const isText = (body: unknown): body is string | Buffer => typeof body === 'string' || Buffer.isBuffer(body);

/** The bytes of an answer. One line of JSON may come parsed already. */
function bytesOf(body: unknown): Buffer {
	if (Buffer.isBuffer(body)) return body;
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');
}
