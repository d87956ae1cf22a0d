/** A value against those it is like, on a scale of factors: twice as much is as far away as half as much. */
import { usual, type Usual } from './robust';

/** Nothing at all is infinitely far below anything. */
export const logOf = (value: number): number => (value > 0 ? Math.log(value) : -Infinity);

/** What is usual among those that are more than nothing; undefined where too few are. */
export function usualLogs(values: readonly number[], least: number, leastSpread: number): Usual | undefined {
	const logs = values.filter((value) => value > 0).map(Math.log);
	return logs.length < least ? undefined : usual(logs, leastSpread);
}

/**
 * How far away it is; zero where it is near. What the same season of the year before did, it may do again: then only what goes
 * beyond that counts.
 * @param season how far away the year before was from what was usual then; undefined where nobody knows
 */
export function awayFrom(
	value: number,
	{ middle }: Usual,
	limit: number,
	season: number | undefined,
): number {
	const away = logOf(value) - middle;
	if (Math.abs(away) < limit) return 0;
	return season !== undefined && Math.abs(away - season) < limit ? 0 : away;
}
