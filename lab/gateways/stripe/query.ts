/** A request's parameters, as strictly as Stripe reads them: what is not known is refused. */
import { badInteger, Refusal, unknownParameter } from './refusals';

const RANGES = new Set(['gt', 'gte', 'lt', 'lte']);
const MOST = 100;

export interface Range {
	readonly includes: (epochSeconds: number) => boolean;
}

function integer(param: string, text: string): number {
	if (!/^-?\d{1,15}$/.test(text)) throw badInteger(param, text);
	return Number(text);
}

/** `created[gte]` as ["created", "gte"], `expand[]` and `expand[0]` as ["expand", ""]. */
function splitName(name: string): readonly [string, string | undefined] {
	const match = /^(\w+)\[(\w*)\]$/.exec(name);
	return match === null ? [name, undefined] : [match[1] ?? '', match[2]];
}

export class Parameters {
	private readonly texts = new Map<string, string>();
	private readonly ranges = new Map<string, Map<string, number>>();
	private readonly expands = new Set<string>();

	/**
	 * @param known what the request takes; @param ranged which of these may be ranges of time
	 * @throws Refusal
	 */
	constructor(query: URLSearchParams, known: readonly string[], ranged: readonly string[] = []) {
		for (const [name, value] of query) {
			const [base, key] = splitName(name);
			if (!known.includes(base)) throw unknownParameter(name);
			if (base === 'expand') {
				if (key === undefined) throw new Refusal(400, 'Invalid array', { param: 'expand' });
				this.expands.add(value);
			} else if (key === undefined) this.texts.set(base, value);
			else if (ranged.includes(base) && RANGES.has(key)) {
				const range = this.ranges.get(base) ?? new Map<string, number>();
				this.ranges.set(base, range.set(key, integer(name, value)));
			} else throw unknownParameter(name);
		}
	}

	text(name: string): string | undefined {
		return this.texts.get(name);
	}

	/** A time in epoch seconds, or a range of it. */
	range(name: string): Range {
		const exact = this.texts.get(name);
		if (exact !== undefined) {
			const time = integer(name, exact);
			return { includes: (at) => at === time };
		}
		const range = this.ranges.get(name) ?? new Map<string, number>();
		const get = (key: string, otherwise: number): number => range.get(key) ?? otherwise;
		return {
			includes: (at) =>
				at >= get('gte', -Infinity) &&
				at > get('gt', -Infinity) &&
				at <= get('lte', Infinity) &&
				at < get('lt', Infinity),
		};
	}

	limit(): number {
		const text = this.texts.get('limit');
		if (text === undefined) return 10;
		const limit = integer('limit', text);
		if (limit > MOST)
			throw new Refusal(400, `This value must be less than or equal to ${MOST} (it currently is ${limit}).`, {
				code: 'parameter_invalid_integer',
				param: 'limit',
			});
		if (limit < 1)
			throw new Refusal(400, 'This value must be greater than or equal to 1.', {
				code: 'parameter_invalid_integer',
				param: 'limit',
			});
		return limit;
	}

	/** What is to be shown in full. @param allowed without "data."; @param isList whether the request is for a list */
	expanded(allowed: readonly string[], isList: boolean): ReadonlySet<string> {
		const found = new Set<string>();
		for (const path of this.expands) {
			const name = isList ? path.replace(/^data\./, '') : path;
			if ((isList && !path.startsWith('data.')) || !allowed.includes(name))
				throw new Refusal(400, `This property cannot be expanded (${path}).`, { param: 'expand' });
			found.add(name);
		}
		return found;
	}
}
