/** Pages of lists: fifty items unless asked otherwise, at most 250. */
import type { Query } from './query';

const USUAL = 50;
const MOST = 250;

export interface Page {
	readonly number: number;
	readonly limit: number;
}

export function pageOf(query: Query): Page {
	return {
		number: query.integer('page', { min: 1 }) ?? 1,
		limit: query.integer('limit', { min: 1, max: MOST }) ?? USUAL,
	};
}

export const cut = <T>(items: readonly T[], { number, limit }: Page): readonly T[] =>
	items.slice((number - 1) * limit, number * limit);

/** V3's `meta.pagination`. */
export function pagination(total: number, count: number, { number, limit }: Page): object {
	const pages = Math.ceil(total / limit);
	const at = (page: number): string => `?page=${page}&limit=${limit}`;
	return {
		pagination: {
			total,
			count,
			per_page: limit,
			current_page: number,
			total_pages: pages,
			links: {
				...(number > 1 ? { previous: at(number - 1) } : {}),
				current: at(number),
				...(number < pages ? { next: at(number + 1) } : {}),
			},
		},
	};
}
