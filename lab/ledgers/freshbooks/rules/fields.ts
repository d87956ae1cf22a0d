/** Reads the fields of a request's object and collects all that is wrong with them, with FreshBooks' error numbers. */
import { isDay } from '../books/time';
import { decimal, type Decimal } from '../decimals';
import { ERRNO, FreshBooksFault, type Problem } from '../faults';
import type { Plain } from '../books/records';

type Json = Record<string, unknown>;

const DECIMAL = /^-?\d{1,12}(\.\d{1,8})?$/;

export const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown): string =>
	value === undefined || value === null
		? ''
		: typeof value === 'object'
			? JSON.stringify(value)
			: String(value as string);

export interface Amount {
	readonly amount: Decimal;
	/** undefined: none was named */
	readonly code: string | undefined;
}

export class Fields {
	private readonly problems: Problem[];

	constructor(
		private readonly source: Json,
		/** what errors call it */
		private readonly about: string,
		/** of the object of which this one is a part */
		parent?: Fields,
		private readonly prefix = '',
	) {
		this.problems = parent === undefined ? [] : parent.problems;
	}

	/** Notes a problem. */
	fail(errno: number, field: string, message: string): undefined {
		const value = shown(this.source[field]);
		this.problems.push({ errno, field: `${this.prefix}${field}`, message, object: this.about, value });
		return undefined;
	}

	/** @throws FreshBooksFault something is wrong */
	check(): void {
		if (this.problems.length > 0) throw new FreshBooksFault(422, this.problems);
	}

	/** Whether the field was sent, be it as null. */
	has(field: string): boolean {
		return this.source[field] !== undefined;
	}

	private value(field: string): unknown {
		const value = this.source[field];
		return value === null || value === '' ? undefined : value;
	}

	/** Fields that nobody knows are refused: the real one would pass over a slip of the pen in silence. */
	onlyKnown(known: ReadonlySet<string>): void {
		for (const field of Object.keys(this.source))
			if (!known.has(field)) this.fail(ERRNO.invalid, field, `Unknown field: ${field}.`);
	}

	required(...fields: string[]): void {
		for (const field of fields)
			if (this.value(field) === undefined) this.fail(ERRNO.required, field, 'This field is required.');
	}

	text(field: string, max = 65_535): string | undefined {
		const value = this.value(field);
		if (value === undefined) return undefined;
		if (typeof value !== 'string') return this.fail(ERRNO.invalid, field, 'Must be a string.');
		if (value.length > max) return this.fail(ERRNO.tooLong, field, `Must be at most ${max} characters.`);
		return value;
	}

	/** An id or a count, as a number or as text. */
	integer(field: string): number | undefined {
		const value = this.value(field);
		if (value === undefined) return undefined;
		if (!/^-?\d{1,15}$/.test(shown(value))) return this.fail(ERRNO.invalid, field, 'Must be an integer.');
		return Number(value);
	}

	flag(field: string): boolean | undefined {
		const value = this.value(field);
		if (value === undefined) return undefined;
		return typeof value === 'boolean' ? value : this.fail(ERRNO.invalid, field, 'Must be a boolean.');
	}

	day(field: string): string | undefined {
		const value = this.value(field);
		if (value === undefined) return undefined;
		if (typeof value === 'string' && isDay(value)) return value;
		return this.fail(ERRNO.invalid, field, 'Must be a date in the format YYYY-MM-DD.');
	}

	choice<T extends string | number>(field: string, allowed: readonly T[]): T | undefined {
		const value = this.value(field);
		if (value === undefined) return undefined;
		const found = allowed.find((one) => one === value);
		return found ?? this.fail(ERRNO.invalid, field, `Must be one of: ${allowed.join(', ')}.`);
	}

	/** A decimal as text or as a number. */
	decimal(field: string, errno: number = ERRNO.invalid): string | undefined {
		const value = this.value(field);
		if (value === undefined) return undefined;
		if ((typeof value === 'string' || typeof value === 'number') && DECIMAL.test(String(value)))
			return decimal(value).toFixed();
		return this.fail(errno, field, 'Must be a decimal.');
	}

	/** A percent, "0" to "100". */
	percent(field: string): string | undefined {
		const text = this.decimal(field, ERRNO.percent);
		if (text === undefined) return undefined;
		const value = decimal(text);
		return value.lt(0) || value.gt(100)
			? this.fail(ERRNO.percent, field, 'Must be a decimal string between 0 and 100.')
			: text;
	}

	/** `{"amount": "12.34", "code": "USD"}` */
	money(field: string, decimals = 2): Amount | undefined {
		const value = this.value(field);
		if (value === undefined) return undefined;
		if (!isObject(value))
			return this.fail(ERRNO.invalid, field, 'Must be an object with "amount" and "code".');
		const inner = new Fields(value, this.about, this, `${this.prefix}${field}.`);
		inner.onlyKnown(new Set(['amount', 'code']));
		inner.required('amount');
		const amount = inner.decimal('amount');
		const code = inner.currency('code');
		if (amount === undefined) return undefined;
		if ((amount.split('.')[1] ?? '').length > decimals)
			return inner.fail(ERRNO.invalid, 'amount', `Must have at most ${decimals} decimals.`);
		return { amount: decimal(amount), code };
	}

	/** An object inside, with its own reader. */
	object(field: string): Fields | undefined {
		const value = this.value(field);
		if (value === undefined) return undefined;
		if (!isObject(value)) return this.fail(ERRNO.invalid, field, 'Must be an object.');
		return new Fields(value, this.about, this, `${this.prefix}${field}.`);
	}

	/** An ISO code. */
	currency(field: string): string | undefined {
		const value = this.value(field);
		if (value === undefined) return undefined;
		if (typeof value === 'string' && /^[A-Z]{3}$/.test(value)) return value;
		return this.fail(ERRNO.invalid, field, 'Must be a currency code of three letters.');
	}

	/** The objects of a list, each with its own reader. */
	list(field: string): Fields[] | undefined {
		const value = this.value(field);
		if (value === undefined) return undefined;
		if (!Array.isArray(value) || !value.every(isObject)) {
			this.fail(ERRNO.invalid, field, 'Must be a list of objects.');
			return [];
		}
		return value.map((one, index) => new Fields(one, this.about, this, `${field}[${index}].`));
	}

	/** Those of some plain fields that were sent. */
	plain(defaults: Plain, max = 65_535): Plain {
		const sent: Record<string, string | number | boolean | null> = {};
		for (const field of Object.keys(defaults)) {
			const value = this.source[field];
			if (value === undefined) continue;
			if (value !== null && !['string', 'number', 'boolean'].includes(typeof value))
				this.fail(ERRNO.invalid, field, 'Must be a text, a number or a boolean.');
			else if (typeof value === 'string' && value.length > max)
				this.fail(ERRNO.tooLong, field, `Must be at most ${max} characters.`);
			else sent[field] = value as string | number | boolean | null;
		}
		return sent;
	}
}
