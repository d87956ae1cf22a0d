/** What a comparison with the ledger says to people, line by line; message and page put it in their own form. */
import type { ComparedAccounts, LedgerComparison, OtherDocument } from './ledgerComparison';
import { readable } from './texts';

const isZero = (amount: string): boolean => !/[1-9]/.test(amount);

export const agrees = ({ rows }: LedgerComparison): boolean =>
	rows.every(({ difference }) => isZero(difference));

/** "Shops and QuickBooks Online agree to the cent." */
export function verdict(comparison: LedgerComparison): string {
	const { ledger, rows } = comparison;
	if (rows.length === 0)
		return `Nothing of this time is in the sync log for ${ledger}, and there are no figures.`;
	if (agrees(comparison)) return `The shops' figures and ${ledger}'s profit and loss agree to the cent.`;
	const odd = rows.filter(({ difference }) => !isZero(difference)).map(({ name }) => name);
	return `The shops' figures and ${ledger}'s profit and loss differ in: ${odd.join('; ')}.`;
}

/** "+£5.00": with its sign, for differences */
export const signed = (amount: string, currency: string): string =>
	isZero(amount)
		? readable(amount, currency)
		: `${amount.startsWith('-') ? '' : '+'}${readable(amount, currency)}`;

export const differs = ({ difference }: ComparedAccounts): boolean => !isZero(difference);

/** "Journal J-9 of 31 March, £5.00 (Kim Lee)" */
export function otherName({
	kind,
	number,
	date,
	total,
	currency,
	contact,
	enteredBy,
}: OtherDocument): string {
	const what = kind.charAt(0).toUpperCase() + kind.slice(1);
	const who = [contact, enteredBy].filter((name) => name !== '').join(', ');
	return `${what}${number === '' ? '' : ` ${number}`} of ${date}, ${readable(total, currency)}${who === '' ? '' : ` (${who})`}`;
}

/** Notes below the table. */
export function notes({
	heldBefore,
	others,
	ledger,
	netProfit,
	currency,
	basis,
}: LedgerComparison): string[] {
	return [
		`${ledger}'s net ${netProfit.startsWith('-') ? 'loss' : 'profit'} of this time, all accounts: ${readable(netProfit.replace('-', ''), currency)} (${basis} basis).`,
		...(heldBefore === 0
			? []
			: [
					`${heldBefore} ${heldBefore === 1 ? 'event was' : 'events were'} held before reaching the ledger: see Needs Review of the nodes, or the Sync Log.`,
				]),
		...(others === null || others.count === 0
			? []
			: [
					`${others.count} ${others.count === 1 ? 'document' : 'documents'} of others in ${ledger} at this time; whether ${others.count === 1 ? 'it moves' : 'they move'} these accounts, ${ledger} shows.`,
				]),
	];
}
