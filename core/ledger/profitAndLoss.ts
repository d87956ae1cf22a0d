/**
 * A ledger's profit and loss, from the lines of its report. What does not add up to what the ledger prints is held: a report is
 * never corrected, and nothing in it is guessed.
 */
import { finding, type Finding } from '../findings/finding';
import { isCurrency } from '../money/currency';
import { Big, isDecimal } from '../money/decimal';
import { isZero, parseMoney, type Money } from '../money/money';
import { done, held, type Outcome } from '../outcome';
import type { ProfitAndLoss, ProfitAndLossRow } from './connector';

const REPORT = 'profit and loss';

/** An account of the report as it is printed. */
export interface PrintedAccount {
	readonly accountId?: string;
	readonly account: string;
	readonly section: ProfitAndLossRow['section'];
	/** decimal text; positive on the section's usual side: income as credit, costs as debit */
	readonly amount: string;
}

/** A total that the report prints, and what its accounts come to by themselves. */
export interface PrintedTotal {
	/** "Total Income" */
	readonly part: string;
	/** decimal text */
	readonly printed: string;
	readonly sum: Big;
}

export interface PrintedReport {
	/** "QuickBooks", for findings */
	readonly ledger: string;
	readonly from: string;
	readonly to: string;
	readonly basis: ProfitAndLoss['basis'];
	/** ISO 4217, as the report says */
	readonly currency: string;
	readonly accounts: readonly PrintedAccount[];
	/** totals of sections, checked as far as the ledger prints them */
	readonly totals: readonly PrintedTotal[];
	/** decimal text: a profit is positive */
	readonly net: string;
}

const isAmount = (text: string): boolean => isDecimal(text);

const unreadable = (ledger: string, problem: string): Finding =>
	finding('LEDGER_REPORT_UNREADABLE', { evidence: { ledger, report: REPORT, problem } });

/** What is odd about a report, as a part of a sentence: "it is of other days". */
export class UnreadableReport extends Error {
	override readonly name = 'UnreadableReport';
}

/** Runs what reads a report; held with LEDGER_REPORT_UNREADABLE where it throws UnreadableReport. */
export function readingReport(ledger: string, read: () => Outcome<ProfitAndLoss>): Outcome<ProfitAndLoss> {
	try {
		return read();
	} catch (error) {
		if (error instanceof UnreadableReport) return held([unreadable(ledger, error.message)]);
		throw error;
	}
}

/** An amount as reports print it ("1,234.50", ".00") as decimal text; empty where nothing is printed. @throws UnreadableReport */
export function printedAmount(text: string | null | undefined): string {
	const plain = (text ?? '')
		.replaceAll(',', '')
		.trim()
		.replace(/^(-?)\./, '$10.');
	if (plain !== '' && !isAmount(plain)) throw new UnreadableReport(`"${plain.slice(0, 40)}" is no amount`);
	return plain;
}

/** What accounts of one section come to on its usual side. */
export const sumOf = (accounts: readonly PrintedAccount[]): Big =>
	accounts.reduce((all, { amount }) => all.plus(amount), new Big(0));

/** 1 where credits are positive */
const signOf = (section: ProfitAndLossRow['section']): 1 | -1 =>
	section === 'income' || section === 'otherIncome' ? 1 : -1;

/** What an account adds to the profit. */
export const effectOf = ({ section, amount }: Pick<PrintedAccount, 'section' | 'amount'>): Big =>
	new Big(amount).times(signOf(section));

function moneyOf(value: Big, currency: string): Money | undefined {
	const money = parseMoney(value.abs().toFixed(), currency);
	return typeof money === 'string' ? undefined : money;
}

const sideOf = (effect: Big): 'debit' | 'credit' => (effect.lt(0) ? 'debit' : 'credit');

/**
 * @returns accounts that moved, each on the side its amount is on; held with LEDGER_REPORT_UNREADABLE where an amount or the currency
 * is none, with LEDGER_REPORT_DOES_NOT_ADD_UP where the accounts are not what the report prints as a total
 */
export function profitAndLossOf(report: PrintedReport): Outcome<ProfitAndLoss> {
	const { ledger, currency, accounts, totals, net, from, to, basis } = report;
	if (!isCurrency(currency)) return held([unreadable(ledger, 'its currency is not known')]);
	const odd = [...accounts.map(({ amount }) => amount), ...totals.map(({ printed }) => printed), net].find(
		(amount) => !isAmount(amount) || moneyOf(new Big(amount), currency) === undefined,
	);
	if (odd !== undefined)
		return held([unreadable(ledger, `"${odd.slice(0, 40)}" is no amount of ${currency}`)]);
	const sum = accounts.reduce((all, account) => all.plus(effectOf(account)), new Big(0));
	const wrong = [...totals, { part: 'the net profit', printed: net, sum }].filter(
		({ printed, sum: own }) => !own.eq(printed),
	);
	if (wrong.length > 0)
		return held(
			wrong.map(({ part, printed, sum: own }) =>
				finding('LEDGER_REPORT_DOES_NOT_ADD_UP', {
					evidence: { ledger, report: REPORT, part, printed, sum: own.toFixed(), currency },
				}),
			),
		);
	const rows = accounts.flatMap(({ accountId, account, section, amount }): ProfitAndLossRow[] => {
		const effect = effectOf({ section, amount });
		const money = moneyOf(effect, currency);
		if (money === undefined || isZero(money)) return [];
		return [
			{
				...(accountId === undefined ? {} : { accountId }),
				account,
				section,
				amount: money,
				side: sideOf(effect),
			},
		];
	});
	const profit = moneyOf(sum, currency);
	if (profit === undefined) return held([unreadable(ledger, 'the net profit is no amount')]);
	return done({ from, to, basis, currency, rows, net: { amount: profit, side: sideOf(sum) } });
}
