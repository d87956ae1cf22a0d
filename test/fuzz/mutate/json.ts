/** Changes of a JSON value that know its structure. A changed value shares what was not changed with the old one. */
import { HOSTILE_KEYS, HOSTILE_NUMBERS, HOSTILE_TEXTS, nested, poisoned, UNJSON } from './hostile';
import type { Mutator, World } from './mutator';
import { mutateText } from './text';

type Plain = Readonly<Record<string, unknown>>;

const DEEP = [3, 50, 2_000];
const COPIES = [1, 2, 300];
/** Lists and objects beyond this are not made longer. */
const LONG = 2_000;

const isPlain = (value: unknown): value is Plain =>
	typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Keys of any name become keys of the object's own. */
const ofEntries = (entries: readonly (readonly [string, unknown])[]): Plain => Object.fromEntries(entries);

function hostileValue(m: Mutator, world: World): unknown {
	switch (m.int(world === 'memory' ? 9 : 8)) {
		case 0:
			return null;
		case 1:
			return m.chance(0.5);
		case 2:
		case 3:
			return m.pick(HOSTILE_NUMBERS);
		case 4:
		case 5:
			return m.pick(HOSTILE_TEXTS);
		case 6:
			return m.pick<unknown>([[], {}, [null], [[]], { a: 1 }, [{}, {}]]);
		case 7:
			return m.chance(0.4) ? nested(m.pick(DEEP), m.chance(0.5)) : poisoned();
		default:
			return m.pick(UNJSON);
	}
}

function changedNumber(value: number, m: Mutator): unknown {
	const ways = [-value, value + 0.001, value * 1e12, value / 3, Math.trunc(value), value + 1, String(value)];
	return m.pick<unknown>(ways);
}

/** Numbers in text have ways of their own to be wrong; what stays is still a number often enough to get far. */
function changedText(value: string, m: Mutator): unknown {
	if (/^-?\d+(\.\d+)?$/.test(value) && m.chance(0.7))
		return m.pick<unknown>([
			`-${value}`,
			`${value}0`,
			`${value}1`,
			`${value}.001`,
			`1${value}`,
			`${value}e3`,
			` ${value}`,
			value.replace('.', ','),
			Number(value),
			value.slice(0, -1),
			'0',
			'0.01',
		]);
	return mutateText(value, m);
}

function changedLeaf(value: unknown, m: Mutator, world: World): unknown {
	if (m.chance(0.4)) return hostileValue(m, world);
	if (typeof value === 'number') return changedNumber(value, m);
	if (typeof value === 'string') return changedText(value, m);
	if (typeof value === 'boolean') return !value;
	return hostileValue(m, world);
}

function changedList(list: readonly unknown[], m: Mutator, world: World): unknown {
	const at = m.int(list.length);
	switch (m.int(7)) {
		case 0:
			return list.toSpliced(at, 1);
		case 1:
			return list.length > LONG ? [] : [...list, ...Array.from({ length: m.pick(COPIES) }, () => list[at])];
		case 2:
			return list.toReversed();
		case 3:
			return [];
		case 4:
			return { ...list };
		case 5:
			return [...list, hostileValue(m, world)];
		default:
			return hostileValue(m, world);
	}
}

function changedObject(object: Plain, m: Mutator, world: World): unknown {
	const entries = Object.entries(object);
	const at = m.int(entries.length);
	const [key, value] = entries[at] ?? ['', undefined];
	const other = entries[m.int(entries.length)] ?? ['', undefined];
	switch (m.int(8)) {
		case 0:
		case 1:
			return ofEntries(entries.filter(([name]) => name !== key));
		case 2:
			return ofEntries(entries.map((entry, index) => (index === at ? [m.pick(HOSTILE_KEYS), value] : entry)));
		case 3:
			return ofEntries([...entries, [m.pick(HOSTILE_KEYS), m.chance(0.5) ? value : hostileValue(m, world)]]);
		case 4:
			return ofEntries(entries.map((entry, index) => (index === at ? [key, other[1]] : entry)));
		case 5:
			return Object.assign(ofEntries(entries), poisoned());
		case 6:
			return [object];
		default:
			return hostileValue(m, world);
	}
}

/** The value with one thing in it changed. */
export function mutateJson(value: unknown, m: Mutator, world: World): unknown {
	const goesDeeper = m.chance(0.9);
	if (Array.isArray(value) && value.length > 0) {
		if (!goesDeeper) return changedList(value, m, world);
		const at = m.int(value.length);
		return value.with(at, mutateJson(value[at], m, world));
	}
	if (isPlain(value)) {
		const keys = Object.keys(value);
		if (keys.length === 0 || !goesDeeper) return changedObject(value, m, world);
		const key = m.pick(keys);
		const changed = mutateJson(value[key], m, world);
		return ofEntries(Object.entries(value).map(([name, one]) => [name, name === key ? changed : one]));
	}
	return changedLeaf(value, m, world);
}
