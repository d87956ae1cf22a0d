/**
 * Writing journal entries, behind one function. FreshBooks has moved them: the newer address is by business and names accounts by
 * uuid, the older by account and names them by number. The newer is tried first; where it does not exist, nothing was done, and
 * the older is taken and remembered.
 */
import type { Side } from '../../../core/journal/entry';
import type { Body, FreshBooksClient, WriteResult } from './client';
import type { JournalForm, Reading } from './reading';

export interface JournalLeg {
	/** the account's id in the chart by business; in a business without one, that of the older list */
	readonly account: string;
	/** its id in the older list */
	readonly subAccount?: string;
	readonly name: string;
	readonly side: Side;
	/** decimal text */
	readonly amount: string;
}

/** A journal entry before it is put into one of the two forms. */
export interface JournalBody {
	readonly name: string;
	readonly description: string;
	/** YYYY-MM-DD */
	readonly date: string;
	readonly currency: string;
	readonly legs: readonly JournalLeg[];
}

function dayParts(date: string): Body {
	const [year, month, day] = date.split('-').map(Number);
	return { year, month, day };
}

/** The request in a form; undefined where an account has no id in it. */
export function wireOf(form: JournalForm, journal: JournalBody): Body | undefined {
	const { name, description, date, currency, legs } = journal;
	if (form === 'byBusiness') {
		return {
			name,
			description,
			userEnteredDate: dayParts(date),
			details: legs.map(({ account, side, amount }) => ({
				accountId: account,
				amount: { amount, code: currency },
				type: side === 'debit' ? 'TYPE_DEBIT' : 'TYPE_CREDIT',
			})),
		};
	}
	if (legs.some(({ subAccount }) => subAccount === undefined)) return undefined;
	return {
		name,
		description,
		user_entered_date: date,
		currency_code: currency,
		details: legs.map(({ subAccount, side, amount }) => ({ sub_accountid: subAccount, [side]: amount })),
	};
}

/**
 * @returns as `create`; notThere when neither address takes it
 * @throws TransportError
 */
export async function createJournal(
	client: FreshBooksClient,
	reading: Reading,
	journal: JournalBody,
): Promise<WriteResult> {
	const known = await reading.journalForm();
	const { businessUuid } = await reading.business();
	if (known !== 'byAccount' && businessUuid !== undefined) {
		const wire = wireOf('byBusiness', journal) ?? {};
		const result = await client.createLedgerJournal(businessUuid, wire);
		if (result.kind !== 'notThere') {
			await reading.keepJournalForm('byBusiness');
			return result;
		}
	}
	const wire = wireOf('byAccount', journal);
	if (wire === undefined) {
		const names = journal.legs
			.filter(({ subAccount }) => subAccount === undefined)
			.map(({ name }) => `"${name}"`);
		const message = `journal entries are taken by the older address only, which has no account ${names.join(', ')}`;
		return { kind: 'refused', problems: [{ message }] };
	}
	const result = await client.create('journals', wire);
	if (result.kind === 'done') await reading.keepJournalForm('byAccount');
	return result;
}
