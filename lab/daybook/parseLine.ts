/** One line of a day book: JSON, a known kind, the right keys. Problems come with the key, as a person would write it. */
import type { z } from 'zod';
import type { DayBookEvent } from './events';
import { SCHEMAS } from './schema';

/** The event of a line, or what is wrong with it, and what it was meant to be as far as that can be told. */
export type ParsedLine =
	| { readonly ok: true; readonly event: DayBookEvent }
	| { readonly ok: false; readonly problems: readonly Problem[]; readonly kind: string; readonly id: string };

interface Problem {
	readonly key: string;
	readonly message: string;
}

const KINDS = Object.keys(SCHEMAS);

const isKind = (kind: unknown): kind is keyof typeof SCHEMAS =>
	typeof kind === 'string' && Object.hasOwn(SCHEMAS, kind);

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** ["lines", 0, "discount"] -> "lines[0].discount" */
function keyOf(path: readonly PropertyKey[]): string {
	return path.reduce<string>((key, step) => {
		if (typeof step === 'number') return `${key}[${step}]`;
		return key === '' ? String(step) : `${key}.${String(step)}`;
	}, '');
}

/** What stands at a path of a value; undefined when nothing does. */
function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
	return path.reduce<unknown>((at, step) => {
		if (Array.isArray(at)) return at[Number(step)];
		return isObject(at) ? at[String(step)] : undefined;
	}, value);
}

function problemsOf(value: unknown, error: z.ZodError): Problem[] {
	return error.issues.flatMap((issue): Problem[] => {
		if (issue.code === 'unrecognized_keys') {
			return issue.keys.map((key) => ({
				key: keyOf([...issue.path, key]),
				message: 'is not a key of a day book',
			}));
		}
		const key = keyOf(issue.path);
		const isMissing = valueAt(value, issue.path) === undefined;
		if (isMissing) return [{ key, message: 'is missing' }];
		return [{ key, message: issue.message }];
	});
}

const unreadable = (problems: readonly Problem[], kind = '', id = ''): ParsedLine => ({
	ok: false,
	problems,
	kind,
	id,
});

/** Reads one line. */
export function parseLine(text: string): ParsedLine {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return unreadable([{ key: '', message: `is not JSON: ${reason.slice(0, 200)}` }]);
	}
	if (!isObject(value)) return unreadable([{ key: '', message: 'is not a JSON object' }]);
	const kind = value['kind'];
	if (!isKind(kind)) {
		const message = kind === undefined ? 'is missing' : `must be one of ${KINDS.join(', ')}`;
		return unreadable([{ key: 'kind', message }]);
	}
	const result = SCHEMAS[kind].safeParse(value);
	if (result.success) return { ok: true, event: result.data };
	const id = value['id'];
	return unreadable(problemsOf(value, result.error), kind, typeof id === 'string' ? id : '');
}
