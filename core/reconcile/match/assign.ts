/**
 * The best assignment of payouts to bank lines where several fit: as many as possible, and of those the one in which the days
 * fit best. Shortest augmenting paths on the few pairs that are possible at all; nothing is decided by who came first.
 */

export interface Edge {
	readonly left: number;
	readonly right: number;
	/** a whole number, not negative; the smaller the better */
	readonly cost: number;
}

interface Arc {
	readonly to: number;
	readonly cost: number;
	free: boolean;
	/** the same arc seen from the other end */
	readonly back: number;
}

/** @returns the chosen edges, by left and then right */
export function assign(lefts: number, rights: number, edges: readonly Edge[]): Edge[] {
	if (edges.length === 1) return [...edges];
	const [source, sink] = [lefts + rights, lefts + rights + 1];
	const arcs: Arc[] = [];
	const from: number[][] = Array.from({ length: lefts + rights + 2 }, () => []);
	const connect = (a: number, b: number, cost: number): void => {
		from[a]?.push(arcs.length);
		arcs.push({ to: b, cost, free: true, back: arcs.length + 1 });
		from[b]?.push(arcs.length);
		arcs.push({ to: a, cost: -cost, free: false, back: arcs.length - 1 });
	};
	const sorted = [...edges].sort((a, b) => a.left - b.left || a.right - b.right);
	for (const { left, right, cost } of sorted) connect(left, lefts + right, cost);
	for (let left = 0; left < lefts; left++) connect(source, left, 0);
	for (let right = 0; right < rights; right++) connect(lefts + right, sink, 0);
	while (augment(arcs, from, source, sink));
	return sorted.filter((_, index) => arcs[2 * index]?.free === false);
}

/** Finds the cheapest further pair, changing earlier ones where that is better; false when there is none. */
function augment(arcs: readonly Arc[], from: readonly number[][], source: number, sink: number): boolean {
	const costs = new Map<number, number>([[source, 0]]);
	const via = new Map<number, number>();
	const queue = [source];
	const waits = new Set(queue);
	for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
		waits.delete(at);
		for (const index of from[at] ?? []) {
			const arc = arcs[index];
			if (arc === undefined || !arc.free) continue;
			const cost = (costs.get(at) ?? 0) + arc.cost;
			if (cost >= (costs.get(arc.to) ?? Number.POSITIVE_INFINITY)) continue;
			costs.set(arc.to, cost);
			via.set(arc.to, index);
			if (!waits.has(arc.to)) {
				waits.add(arc.to);
				queue.push(arc.to);
			}
		}
	}
	if (!costs.has(sink)) return false;
	for (let at = sink; at !== source;) {
		const arc = arcs[via.get(at) ?? 0];
		const back = arcs[arc?.back ?? 0];
		if (arc === undefined || back === undefined) return false;
		arc.free = false;
		back.free = true;
		at = back.to;
	}
	return true;
}

/** Splits pairs that have nothing to do with each other, so that each group stays small. */
export function components(edges: readonly Edge[]): Edge[][] {
	const parent = new Map<string, string>();
	const rootOf = (key: string): string => {
		let root = key;
		for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root))
			root = next;
		parent.set(key, root);
		return root;
	};
	for (const { left, right } of edges) {
		const [a, b] = [rootOf(`l${left}`), rootOf(`r${right}`)];
		if (a !== b) parent.set(a, b);
	}
	const groups = new Map<string, Edge[]>();
	for (const edge of edges) {
		const root = rootOf(`l${edge.left}`);
		const group = groups.get(root);
		if (group === undefined) groups.set(root, [edge]);
		else group.push(edge);
	}
	return [...groups.values()];
}

/** The best assignment of all of them, group by group. */
export function bestAssignment(edges: readonly Edge[]): Edge[] {
	return components(edges).flatMap((group) => {
		const lefts = [...new Set(group.map(({ left }) => left))].sort((a, b) => a - b);
		const rights = [...new Set(group.map(({ right }) => right))].sort((a, b) => a - b);
		const [leftAt, rightAt] = [positions(lefts), positions(rights)];
		const dense = group.map(({ left, right, cost }) => ({
			left: leftAt.get(left) ?? 0,
			right: rightAt.get(right) ?? 0,
			cost,
		}));
		return assign(lefts.length, rights.length, dense).map(({ left, right, cost }) => ({
			left: lefts[left] ?? 0,
			right: rights[right] ?? 0,
			cost,
		}));
	});
}

const positions = (values: readonly number[]): ReadonlyMap<number, number> =>
	new Map(values.map((value, index) => [value, index]));

/** Another assignment that is as good: of this pair, the other end it could have had. */
export interface Alternative {
	readonly chosen: Edge;
	/** another line that is free, another payout that stays without, or a swap with another pair */
	readonly kind: 'line' | 'payout' | 'swap';
	readonly other: Edge;
}

/** What could have been chosen instead at the same cost. */
export function alternatives(edges: readonly Edge[], chosen: readonly Edge[]): Alternative[] {
	const byLeft = new Map(chosen.map((edge) => [edge.left, edge]));
	const byRight = new Map(chosen.map((edge) => [edge.right, edge]));
	const costs = new Map(edges.map((edge) => [`${edge.left} ${edge.right}`, edge.cost]));
	const found: Alternative[] = [];
	for (const edge of edges) {
		const [mine, theirs] = [byLeft.get(edge.left), byRight.get(edge.right)];
		if (mine !== undefined && mine.right === edge.right) continue;
		if (mine !== undefined && theirs === undefined && edge.cost === mine.cost)
			found.push({ chosen: mine, kind: 'line', other: edge });
		if (theirs !== undefined && mine === undefined && edge.cost === theirs.cost)
			found.push({ chosen: theirs, kind: 'payout', other: edge });
		if (mine === undefined || theirs === undefined) continue;
		const back = costs.get(`${theirs.left} ${mine.right}`);
		if (back !== undefined && edge.cost + back === mine.cost + theirs.cost)
			found.push({ chosen: mine, kind: 'swap', other: theirs });
	}
	return found;
}
