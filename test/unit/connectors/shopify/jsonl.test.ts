/** The file of a bulk operation in pieces: no line is lost, doubled or torn, wherever the pieces end. */
import fc from 'fast-check';
import { JsonlFile, type FetchRange } from '../../../../connectors/stores/shopify/jsonl';

/** Serves a file by ranges as storage does, and counts the requests. */
function serving(file: Buffer, counts = { requests: 0 }): FetchRange {
	return async (start, end) => {
		counts.requests++;
		return await Promise.resolve({
			status: 206,
			headers: {},
			body: file.subarray(start, end).toString('utf8'),
		});
	};
}

async function linesOf(file: JsonlFile) {
	const lines = [];
	for await (const line of file.lines()) lines.push(line);
	return lines;
}

const anyLine = fc
	.record({ id: fc.nat(), name: fc.string({ unit: 'grapheme', maxLength: 40 }) })
	.map((object) => JSON.stringify(object));

test('any lines, any size of pieces, with and without a line feed at the end', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(anyLine, { minLength: 1, maxLength: 30 }),
			fc.integer({ min: 1, max: 300 }),
			fc.boolean(),
			async (lines, chunkBytes, endsWithFeed) => {
				const bytes = Buffer.from(lines.join('\n') + (endsWithFeed ? '\n' : ''), 'utf8');
				const file = new JsonlFile(serving(bytes), bytes.length, chunkBytes);
				const found = await linesOf(file);
				expect(found.map(({ text }) => text)).toEqual(lines);
				for (const { text, start, end } of found.toReversed()) {
					expect((await file.read(start, end)).trim()).toBe(text);
				}
			},
		),
		{ numRuns: 200 },
	);
});

test('memory holds a piece, and what follows is read without asking again', async () => {
	const lines = Array.from({ length: 1_000 }, (_, index) =>
		JSON.stringify({ id: index, filler: 'x'.repeat(80) }),
	);
	const bytes = Buffer.from(`${lines.join('\n')}\n`);
	const counts = { requests: 0 };
	const file = new JsonlFile(serving(bytes, counts), bytes.length, 20_000);
	const found = await linesOf(file);
	const toScan = counts.requests;
	expect(toScan).toBe(Math.ceil(bytes.length / 20_000));
	for (const { start, end } of found) await file.read(start, end, Math.min(start + 20_000, bytes.length - 1));
	expect(counts.requests - toScan).toBeLessThanOrEqual(toScan + 1);
});

test('a file that ends before its size is not taken for whole', async () => {
	const bytes = Buffer.from('{"id":1}');
	const file = new JsonlFile(serving(bytes), 1_000, 100);
	await expect(linesOf(file)).rejects.toThrow('ends too early');
});

test.each([200, 206])('a single line may come parsed already (status %i)', async (status) => {
	const text = '{"id": 1, "name": "ü"}\n';
	const fetch: FetchRange = async () =>
		await Promise.resolve({ status, headers: {}, body: JSON.parse(text) as unknown });
	const [line, ...others] = await linesOf(new JsonlFile(fetch, Buffer.byteLength(text)));
	expect(others).toEqual([]);
	expect(JSON.parse(line!.text)).toEqual({ id: 1, name: 'ü' });
});
