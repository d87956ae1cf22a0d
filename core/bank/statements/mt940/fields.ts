/** The fields of an MT940 file: ":61:..." at the beginning of a line, up to the next one or the end of the message. */

export interface MtField {
	/** "61", "60F" */
	readonly tag: string;
	/** without the tag, as the lines stand */
	readonly lines: readonly string[];
	/** where it begins in the file */
	readonly line: number;
}

const TAG = /^:(\d\d[A-Z]?):(.*)$/;
/** "-", "-}" or "-}{5:...}" ends a message; "{1:...}{4:" and lines of other systems stand around messages. */
const END = /^-(?:\}.*)?$/;
const BLOCK = /^\{/;

export function mtFields(text: string): readonly MtField[] {
	const fields: { tag: string; lines: string[]; line: number }[] = [];
	let current: { lines: string[] } | undefined;
	for (const [index, raw] of text.split('\n').entries()) {
		// the message may begin on the line of its header
		const row = BLOCK.test(raw) ? raw.replace(/^(?:\{[^{}]*\}|\{\d:(?=:|$)|\{3:\{[^{}]*\}\})+/, '') : raw;
		const found = TAG.exec(row);
		if (found !== null) {
			const field = { tag: found[1] ?? '', lines: [found[2] ?? ''], line: index + 1 };
			fields.push(field);
			current = field;
		} else if (END.test(row.trim())) current = undefined;
		else if (current !== undefined && row.trim() !== '') current.lines.push(row);
	}
	return fields;
}
