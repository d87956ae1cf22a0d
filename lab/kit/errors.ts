/** What a person asked of the lab and cannot have. */

/** An option, a file or a request that cannot be; the message says which and why, in a sentence for people. */
export class LabError extends Error {
	override readonly name: string = 'LabError';
}
