/** What is said of a planted fault: where it is, and how it must be found. docs/oversight.md is made from these. */
import type { FindingCode } from '../../../core/findings/catalogue';

export interface PlantedFault {
	/** for people, in the docs' table */
	readonly name: string;
	/** the store and ledger, the list or the week in which it is */
	readonly where: string;
	/** which node finds it, and in which of its checks or operations */
	readonly foundBy: string;
	readonly code: FindingCode;
	/** what the sentence must name: the order, product, channel, figure */
	readonly says: readonly (string | RegExp)[];
	/** what the fix must tell people to do */
	readonly fix: string | RegExp;
}

/** Something that was found, from whichever node. */
export interface Told {
	readonly code: string;
	readonly message: string;
	readonly fix: string;
}

const has = (text: string, part: string | RegExp): boolean =>
	typeof part === 'string' ? text.includes(part) : part.test(text);

const tells = (fault: PlantedFault, told: Told): boolean =>
	told.code === fault.code && fault.says.every((part) => has(told.message, part)) && has(told.fix, fault.fix);

export interface Outcome {
	/** planted and not told, by name */
	readonly missed: readonly string[];
	/** told and not planted: code and sentence */
	readonly others: readonly string[];
	/** sentences in which something is not filled in */
	readonly broken: readonly string[];
}

/** Each fault must be told by a sentence of its own. */
export function outcomeOf(faults: readonly PlantedFault[], told: readonly Told[]): Outcome {
	const left = [...told];
	const missed: string[] = [];
	for (const fault of faults) {
		const index = left.findIndex((each) => tells(fault, each));
		if (index < 0) missed.push(fault.name);
		else left.splice(index, 1);
	}
	return {
		missed,
		others: left.map(({ code, message }) => `${code}: ${message}`),
		broken: told
			.flatMap(({ message, fix }) => [message, fix])
			.filter((text) => /\{\w+\}|undefined|NaN/.test(text)),
	};
}

export const ALL_FOUND: Outcome = { missed: [], others: [], broken: [] };
