/**
 * What makes a line known. The bank's own id counts together with day and amount, because some banks give one id to several
 * lines; without it the text takes its place. Lines that are equal in all of that are told apart by their number: how many
 * there are of a day is the same in every file that has the whole day, so overlapping files give the same ids.
 */
import { createHash } from 'node:crypto';

export interface Identity {
	readonly account: string;
	readonly bookedOn: string;
	readonly direction: 'in' | 'out';
	/** with exactly the currency's digits */
	readonly amount: string;
	readonly currency: string;
	readonly bankId?: string;
	readonly part?: number;
	readonly description: string;
	readonly counterparty?: string;
	readonly reference?: string;
	/** not booked yet: another line than the one that will be */
	readonly pending?: true;
}

export function hashOf(parts: readonly (string | number | undefined)[]): string {
	return createHash('sha256')
		.update(JSON.stringify(parts.map((part) => part ?? null)))
		.digest('hex');
}

const FINGERPRINT = 20;
const SUFFIX = 8;
const ID_LENGTH = 120;

/** An id as a part of a business key: no slash, no blank. */
export function keyPart(text: string): string {
	return text
		.trim()
		.replace(/\s+/g, '')
		.replace(/[/?#%]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
		.slice(0, ID_LENGTH);
}

function baseOf(line: Identity): string {
	const moved = [
		line.bookedOn,
		line.direction,
		line.amount,
		line.currency,
		line.pending === true ? 'pending' : undefined,
	];
	if (line.bankId !== undefined && line.bankId.trim() !== '') {
		const suffix = hashOf([line.bankId.trim(), line.part, ...moved]).slice(0, SUFFIX);
		return `${keyPart(line.bankId)}.${suffix}`;
	}
	const text = [line.description, line.counterparty, line.reference].map((part) =>
		part?.toLowerCase().replace(/\W+/gu, ' '),
	);
	return hashOf([line.account, ...moved, line.part, ...text]).slice(0, FINGERPRINT);
}

/** Tells equal ones apart by their number. */
export class Counted {
	private readonly seen = new Map<string, number>();

	next(base: string): string {
		const count = (this.seen.get(base) ?? 0) + 1;
		this.seen.set(base, count);
		return count === 1 ? base : `${base}.${count}`;
	}
}

/** Gives ids to the lines of one account, in the order in which they come. */
export class LineIds {
	private readonly counted = new Counted();

	next(line: Identity): string {
		return this.counted.next(baseOf(line));
	}
}
