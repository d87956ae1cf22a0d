/** Which payouts a bank line cites. Banks cut long texts, so the beginning of a long reference counts too. */
import type { OpenLine, OpenPayout } from './items';

/** A cut reference must still have so many characters. */
const SHORTEST_PART = 10;
/** Ids of a gateway that begin alike: "po_", "5XJ". */
const STEM = 2;

export class References {
	private readonly exact = new Map<string, Set<OpenPayout>>();
	private readonly beginnings = new Map<string, Set<string>>();
	/** length and beginning of a reference, by gateway: what an id of it looks like */
	private readonly shapes = new Map<string, Set<string>>();

	constructor(payouts: readonly OpenPayout[]) {
		for (const payout of payouts)
			for (const reference of payout.references) {
				put(this.exact, reference, payout);
				if (reference.length >= SHORTEST_PART)
					put(this.beginnings, reference.slice(0, SHORTEST_PART), reference);
				put(this.shapes, payout.gateway, shapeOf(reference));
			}
	}

	/** The payouts that the line cites, by what no other payout has. */
	cited({ marks }: OpenLine): OpenPayout[] {
		const found = new Set<OpenPayout>();
		for (const mark of marks) {
			const known = this.exact.get(mark) ?? this.cut(mark);
			const [only, ...others] = known ?? [];
			if (only !== undefined && others.length === 0) found.add(only);
		}
		return [...found];
	}

	/** Whether it has what looks like the id of a payout of this gateway, but is none that is known. */
	citesUnknown({ marks }: OpenLine, gateway: string): boolean {
		const shapes = this.shapes.get(gateway);
		return marks.some((mark) => /\d/.test(mark) && shapes?.has(shapeOf(mark)) && !this.exact.has(mark));
	}

	private cut(mark: string): Set<OpenPayout> | undefined {
		if (mark.length < SHORTEST_PART) return undefined;
		const whole = [...(this.beginnings.get(mark.slice(0, SHORTEST_PART)) ?? [])].filter((reference) =>
			reference.startsWith(mark),
		);
		return whole.length === 1 ? this.exact.get(whole[0] ?? '') : undefined;
	}
}

function shapeOf(reference: string): string {
	return `${reference.length} ${reference.slice(0, STEM)}`;
}

function put<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
	const known = map.get(key);
	if (known === undefined) map.set(key, new Set([value]));
	else known.add(value);
}
