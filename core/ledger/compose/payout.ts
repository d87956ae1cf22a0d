/**
 * The documents of payouts and of their arrival: one for each movement of money (see core/journal/payout.ts), so that the one on the
 * bank account is exactly what the bank's line says, and the bank feed offers it as a match.
 */
import type { AccountRole } from '../../accounts/roles';
import type { JournalLine } from '../../journal/entry';
import { Big, toDecimal } from '../../money/decimal';
import { isRate } from '../../money/exchangeRate';
import type { LedgerDocument, LedgerDocumentType } from '../documents';
import type { Composer, Draft } from './context';

/** What people call a movement, and the part of the posting key; the payout itself is the main document. */
const NAMES: Readonly<Record<string, string>> = {
	payout: 'Payout',
	returned: 'Payout returned',
	kept: 'Taken out of the payout',
	reserves: 'Reserve',
	transfer: 'Transfer',
};

/** Accounts that hold money which is on its way: what moves between two of them is a transfer. */
const MONEY: ReadonlySet<AccountRole> = new Set(['clearing', 'bank', 'payoutsInTransit']);

/** Digits of a rate that count. */
const RATE_DIGITS = 10;

/** Movements in the order in which they came up. */
function movementsOf(lines: readonly JournalLine[]): ReadonlyMap<string, readonly JournalLine[]> {
	const movements = new Map<string, JournalLine[]>();
	for (const line of lines) {
		const movement = line.movement ?? 'payout';
		const known = movements.get(movement);
		if (known === undefined) movements.set(movement, [line]);
		else known.push(line);
	}
	return movements;
}

type Kind = Extract<LedgerDocumentType, 'Transfer' | 'Expense' | 'Deposit' | 'ManualJournal'>;

/**
 * Between two accounts of money a transfer; what is taken out of clearing an expense from there, what is given back into it a
 * deposit, where all of it goes one way; everything else a journal.
 */
function kindOf(composer: Composer, movement: string, lines: readonly JournalLine[]): Kind {
	const isPair = lines.length === 2 && lines.every(({ role }) => MONEY.has(role));
	if (isPair && composer.has('Transfer')) return 'Transfer';
	const others = lines.filter(({ role }) => role !== 'clearing');
	const sides = new Set(others.map(({ side }) => side));
	const isOneWay = movement === 'kept' && sides.size === 1 && others.length === lines.length - 1;
	const type = sides.has('debit') ? 'Expense' : 'Deposit';
	return isOneWay && composer.has(type) ? type : 'ManualJournal';
}

function draftOf(composer: Composer, movement: string, lines: readonly JournalLine[]): Draft | undefined {
	const type = kindOf(composer, movement, lines);
	if (type === 'ManualJournal' && !composer.needs(type)) return undefined;
	const [first] = lines;
	const common = {
		...(movement === 'payout' ? {} : { part: movement }),
		what: NAMES[movement] ?? first?.description ?? composer.entry.narration,
		...(first?.bookedOn === undefined ? {} : { date: first.bookedOn }),
		...(first === undefined || first.amount.currency === composer.entry.currency
			? {}
			: { currency: first.amount.currency }),
	};
	if (type === 'Transfer' || type === 'ManualJournal')
		return { ...common, type, lines: composer.lines('ManualJournal', lines) };
	const clearing = lines.find(({ role }) => role === 'clearing');
	const account = clearing === undefined ? undefined : composer.account(clearing);
	if (account === undefined) return undefined;
	const others = lines.filter((line) => line !== clearing);
	return { ...common, type, lines: composer.lines(type, others), moneyAccount: account };
}

/** What one unit of a changed currency has brought of the payout's, by the gateway's own figures. */
function gatewayRate(lines: readonly JournalLine[], movement: string): Draft['exchangeRate'] {
	const clearingOf = (name: string): JournalLine | undefined =>
		lines.find(({ role, movement: own }) => role === 'clearing' && own === name);
	const [from, into] = [clearingOf(movement), clearingOf(`${movement}/in`)];
	if (from === undefined || into === undefined || from.side === into.side) return undefined;
	const rate = new Big(into.amount.amount).div(from.amount.amount);
	if (!isRate(rate)) return undefined;
	return { currency: into.amount.currency, rate: toDecimal(new Big(rate.toPrecision(RATE_DIGITS))) };
}

/** The documents of a payout, its return included, or of its arrival. */
export function composePayout(composer: Composer): LedgerDocument[] {
	const { lines } = composer.entry;
	return [...movementsOf(lines)].flatMap(([movement, own]) => {
		const draft = draftOf(composer, movement, own);
		if (draft === undefined) return [];
		const exchangeRate = draft.currency === undefined ? undefined : gatewayRate(lines, movement);
		const document = composer.document(exchangeRate === undefined ? draft : { ...draft, exchangeRate });
		return document === undefined ? [] : [document];
	});
}
