/** What earlier approvals of an event mean for the entry that comes now. */
import type { ApprovalRecord, People } from './approval';

export type Standing =
	/** approved just like this */
	| { readonly state: 'approved'; readonly record: ApprovalRecord }
	/** asked just like this, and nobody has decided yet */
	| { readonly state: 'waiting'; readonly record: ApprovalRecord }
	/** rejected or not answered just like this, and held for it: asked anew only when a person wants so */
	| { readonly state: 'held'; readonly record: ApprovalRecord }
	| { readonly state: 'ask' };

/**
 * @param records of the event, oldest first
 * @param isHeld whether the event is held for an approval in the sync log; "Try Again" there ends it
 */
export function standingOf(
	records: readonly ApprovalRecord[],
	fingerprint: string,
	needed: People,
	isHeld: boolean,
): Standing {
	const same = records.filter((record) => record.fingerprint === fingerprint);
	// the rules may ask for more people now than then
	const approved = same.findLast(
		({ state, decisions }) => state === 'approved' && decisions.length >= needed,
	);
	if (approved !== undefined) return { state: 'approved', record: approved };
	const last = same.at(-1);
	if (last === undefined || !isHeld || last.needed < needed) return { state: 'ask' };
	if (last.state === 'asked') return { state: 'waiting', record: last };
	return last.state === 'rejected' || last.state === 'missing'
		? { state: 'held', record: last }
		: { state: 'ask' };
}
