/** Lists that are in memory, cut down by a search, with its warnings noted for the answer. */
import { matchSearch, type Filters } from '../search/match';
import type { Session } from './session';

/** For lists that have no free search: a word finds nothing. */
export const nowhere = () => (): boolean => false;

/** @param path where the list stands in the answer */
export function filtered<T>(
	all: readonly T[],
	query: string | null | undefined,
	filters: Filters<T>,
	session: Session,
	...path: readonly (string | number)[]
): T[] {
	const { condition, warnings } = matchSearch(query, filters);
	if (warnings.length > 0 && typeof query === 'string') session.notices.push({ path, query, warnings });
	return all.filter(condition);
}
