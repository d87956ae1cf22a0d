/** A source of hostile inputs: everything it does follows from its seed, so that an input is made again by its number. */
import { randomOf } from '../../support/virtualTime';
import { mutateJson } from './json';
import { mutateText } from './text';
import { mutateBytes } from './bytes';

/** How hostile values may be: `json` only what a JSON text can hold; `memory` also what code in a workflow can make. */
export type World = 'json' | 'memory';

export class Mutator {
	private readonly random: () => number;

	constructor(seed: number) {
		this.random = randomOf(seed);
		// neighbouring seeds begin alike
		for (let warm = 0; warm < 3; warm++) this.random();
	}

	/** 0 <= n < below */
	int(below: number): number {
		return Math.floor(this.random() * below);
	}

	chance(probability: number): boolean {
		return this.random() < probability;
	}

	pick<T>(values: readonly T[]): T {
		const value = values[this.int(values.length)];
		if (values.length === 0) throw new RangeError('nothing to pick from');
		return value as T;
	}

	/** 1 mostly, sometimes a few more. */
	few(): number {
		let count = 1;
		while (count < 6 && this.chance(0.35)) count++;
		return count;
	}

	/** The value with some of its parts changed; the value itself stays as it is. */
	json(value: unknown, world: World = 'json'): unknown {
		let changed = value;
		for (let times = this.few(); times > 0; times--) changed = mutateJson(changed, this, world);
		return changed;
	}

	text(value: string): string {
		let changed = value;
		for (let times = this.few(); times > 0; times--) changed = mutateText(changed, this);
		return changed;
	}

	bytes(value: Buffer): Buffer {
		return mutateBytes(value, this);
	}
}

/** The seed of one input of a target: the same for the same three. */
export function inputSeed(seed: number, target: string, index: number): number {
	let mixed = seed >>> 0;
	for (const sign of target) mixed = Math.imul(mixed ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
	return (Math.imul(mixed ^ index, 0x9e3779b1) ^ (index >>> 3)) >>> 0;
}
