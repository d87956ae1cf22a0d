/** Reads query parameters strictly: what BigCommerce would not take, or would read otherwise than it was meant, is refused. */
import { Refusal, type Version } from './answers';

const STATUS: Readonly<Record<Version, number>> = { v2: 400, v3: 422 };

/** RFC 2822 ("Thu, 20 Apr 2017 11:32:00 -0400") and ISO 8601, with or without time. */
const RFC_2822 =
	/^(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}(?::\d{2})? (?:[+-]\d{4}|GMT|UTC)$/;
const ISO_8601 = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/;

export class Query {
	constructor(
		private readonly values: URLSearchParams,
		private readonly version: Version,
	) {}

	/** @throws Refusal a name is not one of `allowed`, or comes twice */
	restrictTo(allowed: readonly string[]): void {
		for (const name of new Set(this.values.keys())) {
			if (!allowed.includes(name)) {
				throw this.version === 'v2'
					? new Refusal(400, `The field '${name}' is not supported by this resource.`)
					: new Refusal(422, `The filter(s): ${name} are not valid filter parameter(s).`);
			}
			if (this.values.getAll(name).length > 1) throw this.bad(name);
		}
	}

	text(name: string): string | undefined {
		return this.values.get(name) ?? undefined;
	}

	integer(name: string, { min = 0, max = Number.MAX_SAFE_INTEGER } = {}): number | undefined {
		const text = this.text(name);
		if (text === undefined) return undefined;
		const value = Number(text);
		if (!/^\d{1,16}$/.test(text) || value < min || value > max) throw this.bad(name);
		return value;
	}

	decimal(name: string): number | undefined {
		const text = this.text(name);
		if (text === undefined) return undefined;
		if (!/^\d{1,15}(?:\.\d{1,10})?$/.test(text)) throw this.bad(name);
		return Number(text);
	}

	flag(name: string): boolean | undefined {
		const text = this.text(name);
		if (text === undefined) return undefined;
		if (text !== 'true' && text !== 'false' && text !== '1' && text !== '0') throw this.bad(name);
		return text === 'true' || text === '1';
	}

	oneOf<T extends string>(name: string, choices: readonly T[]): T | undefined {
		const text = this.text(name);
		if (text === undefined) return undefined;
		const chosen = choices.find((choice) => choice === text);
		if (chosen === undefined) throw this.bad(name);
		return chosen;
	}

	/** Names in one text, with commas. */
	list<T extends string>(name: string, choices: readonly T[]): readonly T[] {
		const texts = this.texts(name) ?? [];
		return texts.map((text) => {
			const chosen = choices.find((choice) => choice === text);
			if (chosen === undefined) throw this.bad(name);
			return chosen;
		});
	}

	texts(name: string): readonly string[] | undefined {
		const text = this.text(name);
		if (text === undefined) return undefined;
		const texts = text.split(',').map((one) => one.trim());
		if (texts.some((one) => one === '')) throw this.bad(name);
		return texts;
	}

	integers(name: string): ReadonlySet<number> | undefined {
		const texts = this.texts(name);
		if (texts === undefined) return undefined;
		if (!texts.every((text) => /^\d{1,16}$/.test(text))) throw this.bad(name);
		return new Set(texts.map(Number));
	}

	/** Epoch seconds. A time without a zone is in UTC. */
	time(name: string): number | undefined {
		const text = this.text(name);
		if (text === undefined) return undefined;
		if (!RFC_2822.test(text) && !ISO_8601.test(text)) throw this.bad(name);
		const bare = ISO_8601.test(text) && text.length > 10 && !HAS_ZONE.test(text);
		const time = Date.parse(bare ? `${text.replace(' ', 'T')}Z` : text);
		if (Number.isNaN(time)) throw this.bad(name);
		return Math.floor(time / 1000);
	}

	bad(name: string): Refusal {
		const errors = { [name]: 'is invalid' };
		return new Refusal(STATUS[this.version], `The field '${name}' is invalid.`, errors);
	}
}
