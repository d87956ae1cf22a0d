/** The parameters as settings. */
import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { DateTime, IANAZone } from 'luxon';
import { AGED_ACCOUNTS, type LedgerBalance } from '../../core/reconcile';
import { parseMoney } from '../../core/money/money';

const DAY = /^\d{4}-\d\d-\d\d$/;

const isDay = (text: string): boolean => DAY.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;

export const textOf = (context: IExecuteFunctions, name: string, item = 0): string =>
	String(context.getNodeParameter(name, item, '') ?? '').trim();

function refuse(context: IExecuteFunctions, message: string, description: string): NodeOperationError {
	return new NodeOperationError(context.getNode(), message, { description });
}

export function timeZoneOf(context: IExecuteFunctions): string {
	const chosen = textOf(context, 'options.timeZone');
	const timeZone = chosen === '' ? context.getTimezone() : chosen;
	if (!IANAZone.isValidZone(timeZone))
		throw refuse(
			context,
			`"${timeZone}" is not a time zone.`,
			'Time Zone takes a name such as Europe/London or America/New_York.',
		);
	return timeZone;
}

/** A date that was entered (an expression may give an instant), or another one. */
function dayFrom(context: IExecuteFunctions, name: string, title: string, otherwise: string): string {
	const entered = textOf(context, name);
	if (entered === '') return otherwise;
	const day = entered.slice(0, 10);
	if (!isDay(day))
		throw refuse(context, `"${entered}" is not a date.`, `${title} takes a date such as 2026-03-31.`);
	return day;
}

/** @param now epoch milliseconds */
export function asOf(context: IExecuteFunctions, now: number): string {
	const today = DateTime.fromMillis(now, { zone: timeZoneOf(context) });
	return dayFrom(context, 'asOf', 'As Of', today.minus({ days: 1 }).toFormat('yyyy-MM-dd'));
}

export function periodOf(
	context: IExecuteFunctions,
	now: number,
): { readonly from: string; readonly to: string } {
	const before = DateTime.fromMillis(now, { zone: timeZoneOf(context) }).minus({ months: 1 });
	const from = dayFrom(context, 'firstDay', 'First Day', before.startOf('month').toFormat('yyyy-MM-dd'));
	const to = dayFrom(context, 'lastDay', 'Last Day', before.endOf('month').toFormat('yyyy-MM-dd'));
	if (from > to)
		throw refuse(
			context,
			`The period ends on ${to}, before it begins on ${from}.`,
			'Correct the first or the last day.',
		);
	return { from, to };
}

export function holidaysOf(context: IExecuteFunctions): string[] {
	const days = textOf(context, 'options.holidays')
		.split(/[\s,;]+/)
		.filter((day) => day !== '');
	const wrong = days.find((day) => !isDay(day));
	if (wrong !== undefined)
		throw refuse(
			context,
			`"${wrong}" is not a date.`,
			"Bank's Holidays takes dates such as 2026-12-25, separated by commas.",
		);
	return days;
}

/** "stripe: ST PYMT, STRIPE" a line */
export function bankTextsOf(context: IExecuteFunctions): Record<string, string[]> {
	const lines = textOf(context, 'options.bankTexts')
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
	return Object.fromEntries(
		lines.map((line) => {
			const [gateway = '', words = ''] = line.split(/:(.*)/s).map((part) => part.trim());
			const phrases = words
				.split(',')
				.map((phrase) => phrase.trim())
				.filter((phrase) => phrase !== '');
			if (gateway === '' || phrases.length === 0)
				throw refuse(
					context,
					`"${line}" does not say which gateway is known by which words.`,
					"Bank's Words for Gateways takes lines such as: stripe: ST PYMT, STRIPE",
				);
			return [gateway, phrases];
		}),
	);
}

/** undefined: the sync log is not asked; "any" is every ledger */
export function comparedLedger(context: IExecuteFunctions): { readonly ledger?: string } | undefined {
	const chosen = textOf(context, 'comparedLedger');
	if (chosen === 'none' || chosen === '') return undefined;
	return chosen === 'any' ? {} : { ledger: chosen };
}

export function balancesOf(context: IExecuteFunctions): LedgerBalance[] {
	const rows = context.getNodeParameter('balances.values', 0, []) as readonly Record<string, unknown>[];
	return rows.map((row): LedgerBalance => {
		const text = (name: string): string => String(row[name] ?? '').trim();
		const [balance, currency, gateway] = [text('balance'), text('currency').toUpperCase(), text('gateway')];
		const account = AGED_ACCOUNTS.find((known) => known === row.account);
		const money = parseMoney(balance.replace(/^-/, ''), currency);
		if (account === undefined || typeof money === 'string')
			throw refuse(
				context,
				`"${balance} ${currency}" is not an amount.`,
				'Balances in the Ledger takes plain decimal numbers such as -8.50 and currencies such as GBP.',
			);
		return { account, ...(gateway === '' ? {} : { gateway }), currency, balance };
	});
}
