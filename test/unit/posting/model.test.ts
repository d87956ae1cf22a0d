/**
 * The model test: random deliveries by several runs at once, with faults, crashes at any point and changed orders, against
 * a ledger that fails as real ones do, with clocks that are set and a sync log that cannot be written, or is lost. Whatever happens
 * there is never a second document for one posting key; when things have calmed down there is exactly one, and the books are those
 * of the entries. Some runs take documents back meanwhile, and the books are closed and opened. In half of the schedules changed
 * orders are corrected: then the books of every event are those of its last version, whatever came in which order.
 *
 * `npm run model -- --runs 10000` runs more schedules. A failure prints its seed and the smallest schedule in words;
 * `npm run model -- --seed 123 --path 1:2` replays it.
 */
import fc from 'fast-check';
import { scheduleArbitrary, type Schedule } from '../../support/model/schedule';
import { simulate } from '../../support/model/simulate';
import { inWords } from '../../support/model/words';

const { MODEL_SEED, MODEL_RUNS = '500', MODEL_PATH, MODEL_FIRST, MODEL_TIMEOUT = '480000' } = process.env;

/** Tells the seed, how to run it again, and what happened in it. */
function report({
	failed,
	seed,
	counterexample,
	counterexamplePath,
	errorInstance,
}: fc.RunDetails<[Schedule]>): void {
	if (!failed) return;
	const [schedule] = counterexample ?? [];
	const cause = errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : '';
	throw new Error(
		[
			`A schedule fails. Replay it: npm run model -- --seed ${seed} --path ${counterexamplePath ?? ''}`,
			schedule === undefined ? 'It did not come to an end.' : inWords(schedule),
			cause,
		].join('\n'),
	);
}

it(
	'never posts twice, never loses anything, whatever happens',
	async () => {
		await fc.assert(
			fc.asyncProperty(scheduleArbitrary, async (schedule) => await simulate(schedule)),
			{
				numRuns: Number(MODEL_RUNS),
				...(MODEL_FIRST === '1' || MODEL_PATH !== undefined ? { endOnFailure: true } : {}),
				...(MODEL_PATH === undefined ? {} : { path: MODEL_PATH }),
				...(MODEL_SEED === undefined ? {} : { seed: Number(MODEL_SEED) }),
				reporter: report,
			},
		);
	},
	Number(MODEL_TIMEOUT),
);
