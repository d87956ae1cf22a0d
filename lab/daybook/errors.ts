/** What is wrong with a day book, in words that lead to the place. */

/** One problem: the line of the file (from 1), the key on it ("lines[0].discount"; empty for the whole line), a sentence. */
export interface DayBookProblem {
	readonly line: number;
	readonly key: string;
	readonly message: string;
}

/** As a person reads it: "line 12, key lines[0].discount: is missing". */
export function describeProblem({ line, key, message }: DayBookProblem): string {
	return key === '' ? `line ${line}: ${message}` : `line ${line}, key ${key}: ${message}`;
}

/**
 * A day book that is refused. `line`, `key` and `reason` are the first problem's; `problems` has all that were found, up to
 * a limit, so that a file can be put right in one go.
 */
export class DayBookError extends Error {
	override readonly name = 'DayBookError';
	readonly line: number;
	readonly key: string;
	readonly reason: string;

	constructor(readonly problems: readonly [DayBookProblem, ...DayBookProblem[]]) {
		super(problems.map(describeProblem).join('\n'));
		const [first] = problems;
		this.line = first.line;
		this.key = first.key;
		this.reason = first.message;
	}
}
