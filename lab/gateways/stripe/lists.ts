/** Lists of Stripe: newest first, a page at a time, from one object to the next. https://docs.stripe.com/api/pagination */
import type { Json } from './objects';
import type { Parameters } from './query';
import { noSuch, Refusal } from './refusals';

export interface Listed {
	readonly id: string;
	readonly show: () => Json;
}

/** @param newestFirst all that the filters let through; @param what "payout" */
export function page(
	parameters: Parameters,
	newestFirst: readonly Listed[],
	what: string,
	url: string,
): Json {
	const limit = parameters.limit();
	const after = parameters.text('starting_after');
	const before = parameters.text('ending_before');
	if (after !== undefined && before !== undefined)
		throw new Refusal(400, 'You can only specify one of these parameters: starting_after, ending_before.');
	const place = (param: string, id: string): number => {
		const index = newestFirst.findIndex((one) => one.id === id);
		if (index < 0) throw noSuch(what, id, param, 400);
		return index;
	};
	let [from, to] = [0, newestFirst.length];
	if (after !== undefined) from = place('starting_after', after) + 1;
	if (before !== undefined) {
		to = place('ending_before', before);
		from = Math.max(0, to - limit);
	}
	const shown = newestFirst.slice(from, Math.min(from + limit, to));
	const more = before === undefined ? from + limit < to : from > 0;
	return { object: 'list', data: shown.map(({ show }) => show()), has_more: more, url };
}
