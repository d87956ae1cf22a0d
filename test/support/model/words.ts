/** A schedule in words, for whoever looks at one that failed. */
import type { ClockJump, Delivery, Schedule } from './schedule';

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

const rates = (faults: object): string => {
	const some = Object.entries(faults as Record<string, number>).filter(([, each]) => each > 0);
	return some.length === 0
		? 'none'
		: some.map(([name, each]) => `${name} ${Math.round(each * 100)} %`).join(', ');
};

function deliveryIn(
	{ operation, closedPeriod, startMs, orders, crash, lookUpFirst }: Delivery,
	number: number,
): string {
	const list = orders.map(({ index, revised }) => `${index}${revised ? ' changed' : ''}`).join(', ');
	const what =
		operation === 'undo'
			? `takes orders ${list} back`
			: `posts orders ${list} (closed period: ${closedPeriod}${lookUpFirst ? ', looks up first' : ''})`;
	const end =
		crash === undefined ? '' : `; dies ${crash.after ? 'after' : 'before'} its call ${crash.step + 1}`;
	return `  at ${seconds(startMs)} run ${number} ${what}${end}`;
}

const jumpIn = ({ atMs, byMs, whose }: ClockJump): string =>
	`  at ${seconds(atMs)} the clock of ${whose === 'log' ? 'the sync log' : `run ${whose}`} is set ${byMs < 0 ? 'back' : 'forward'} by ${seconds(Math.abs(byMs))}`;

/** Lines of text. */
export function inWords(schedule: Schedule): string {
	const { orders, deliveries, closed, lost, clocks, clockJumps, storm, database } = schedule;
	const { maxBatch, oneKindPerCall, callsAhead, uniqueNumbers, keepsKeys, corrections, seed } = schedule;
	return [
		`Schedule ${seed}: calls of ${maxBatch} document(s)${oneKindPerCall ? ' of one kind' : ''}, ${callsAhead} calls ahead; ` +
			`the ledger ${uniqueNumbers ? 'refuses' : 'accepts'} a number twice and ${keepsKeys ? 'keeps' : 'does not keep'} our key; corrections: ${corrections}`,
		...orders.map(
			({ kinds, cents, fate }, index) => `  order ${index}: ${kinds.join(' + ')}, ${cents} cents, ${fate}`,
		),
		...deliveries.map(deliveryIn),
		`  faults of the ledger: ${rates(storm)}; of the database: ${rates(database)}`,
		clocks === 'machine' ? '  one clock for all' : '  a clock for each',
		...clockJumps.map(jumpIn),
		...(closed === undefined
			? []
			: [`  the books are closed from ${seconds(closed.fromMs)} to ${seconds(closed.toMs)}`]),
		...(lost === undefined
			? []
			: [
					`  at ${seconds(lost.atMs)} the sync log is lost; ${lost.copyAtMs === undefined ? 'there is no copy' : `the copy is of ${seconds(Math.min(lost.copyAtMs, lost.atMs))}`}`,
				]),
	].join('\n');
}
