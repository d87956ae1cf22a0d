/** Changes of a file's bytes: another encoding than it says, bytes that are none of any encoding, an end too early. */
import type { Mutator } from './mutator';

const ENCODINGS = ['utf8', 'latin1', 'utf16le'] as const;
const MARKS = [
	Buffer.from([0xef, 0xbb, 0xbf]),
	Buffer.from([0xff, 0xfe]),
	Buffer.from([0xfe, 0xff]),
	Buffer.of(),
];

export function mutateBytes(file: Buffer, m: Mutator): Buffer {
	if (m.chance(0.55)) return file;
	switch (m.int(5)) {
		case 0:
			return file.subarray(0, m.int(file.length + 1));
		case 1: {
			const copy = Buffer.from(file);
			for (let times = 1 + m.int(20); times > 0 && copy.length > 0; times--)
				copy[m.int(copy.length)] = m.int(256);
			return copy;
		}
		case 2:
			return Buffer.concat([m.pick(MARKS), Buffer.from(file.toString('utf8'), m.pick(ENCODINGS))]);
		case 3:
			return Buffer.concat([m.pick(MARKS), file]);
		default:
			return Buffer.concat([file, Buffer.alloc(m.int(3_000), m.int(256))]);
	}
}
