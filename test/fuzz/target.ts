/** What is fuzzed: something that takes what comes from outside. */
import type { Mutator } from './mutate/mutator';

/** Does the work with one input of the mutator's making; what it gives back is looked through (`invariants.ts`). */
export type Attack = (mutator: Mutator) => unknown;

export interface FuzzTarget {
	/** "store/shopify", "statement/camt" */
	readonly name: string;
	/** whether it needs files beside the checkout; without them it is left out by name */
	readonly isThere?: () => boolean;
	/** Reads or records the seeds, once. */
	prepare(): Promise<Attack>;
	/** errors that this parser is meant to throw, beside TransportError */
	readonly allows?: (error: unknown) => boolean;
}
