/** What a window of a history comes to. */
import fc from 'fast-check';
import { reportMessage } from '../../../core/backfill';
import { badText, count } from './texts';

const outcome = fc.record({ posted: count, unchanged: count, held: count });

export const backfillMessages = fc
	.tuple(fc.constantFrom('History imported', 'Importing a history'), badText, outcome)
	.map(([title, text, counts]) => reportMessage(title, text, counts));
