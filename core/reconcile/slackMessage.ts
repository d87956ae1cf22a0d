/** What the Payout Reconciler found as messages for Slack: the day's reconciliation, the ageing, the month's tie-out. */
import type { PayoutMatch } from '../documents';
import { clipped, context, escaped, header, plural, section } from '../slack/blocks';
import type { SlackBlock, SlackMessage } from '../slack/message';
import { withinLimits } from '../slack/withinLimits';
import type { AgedBalance, SidedMoney } from './ageing/ageing';
import type { MatchOutput } from './match/documents';
import type { PayoutTieOut } from './tieOut/payouts';
import type { SalesTieOut } from './tieOut/tieOut';

const MOST_LINES = 10;
const LONGEST_GATEWAY = 150;
const LONGEST_LINE = 400;
const LONGEST_TEXT = 4_000;

export interface ReconciledDocument {
	readonly document: PayoutMatch;
	readonly output: MatchOutput;
}

const line = (text: string): string => `• ${escaped(text, LONGEST_LINE)}`;
const money = ({ amount: { amount, currency }, side }: SidedMoney): string =>
	`${side === 'credit' && Number(amount) !== 0 ? '-' : ''}${amount} ${currency}`;

function message(
	headline: string,
	note: string,
	summary: string,
	blocks: readonly SlackBlock[],
): SlackMessage {
	return withinLimits({
		text: clipped(`${headline}: ${summary}`, LONGEST_TEXT),
		blocks: [header(headline), context(escaped(note, LONGEST_LINE)), ...blocks],
	});
}

const GROUPS = [
	['matchedWithDifference', 'Arrived with a difference'],
	['missingInBank', 'Missing in the bank'],
	['missingInBooks', 'Missing in the books'],
	['unknownBankLine', 'Unknown bank lines'],
] as const satisfies readonly (readonly [PayoutMatch['status'], string])[];

/** "shopify_payments po_1: 19.99 GBP. The fee ..." */
function matchLine({
	gateway,
	payouts,
	bankTransactions,
	received,
	expected,
	reasons,
	status,
}: PayoutMatch): string {
	const keys = payouts.length > 0 ? payouts : bankTransactions;
	const name = keys.map((key) => key.split('/').at(-1) ?? key).join(', ');
	const amount = status === 'missingInBank' ? expected : received;
	const why = reasons.map(({ text }) => text).join(' ');
	return line(`${gateway ?? ''} ${name}: ${amount.amount} ${amount.currency}. ${why}`);
}

/** @param waiting payouts that are not due yet */
export function reconcileMessage(
	documents: readonly ReconciledDocument[],
	waiting: number,
	asOf: string,
): SlackMessage {
	const of = (status: PayoutMatch['status']): PayoutMatch[] =>
		documents.filter(({ document }) => document.status === status).map(({ document }) => document);
	const unsure = documents
		.filter(({ document, output }) => document.status === 'matched' && output === 'review')
		.map(({ document }) => document);
	const matched = of('matched').length - unsure.length;
	const groups = [
		...GROUPS.map(([status, title]) => [title, of(status)] as const),
		['To be looked at', unsure] as const,
	].filter(([, found]) => found.length > 0);
	const open = groups.reduce((sum, [, found]) => sum + found.length, 0);
	const headline =
		open === 0
			? 'Payouts and bank agree'
			: `${plural(open, 'payout or bank line')} to look at`.replace(
					'payout or bank lines',
					'payouts or bank lines',
				);
	const note = `Bank until ${asOf}  |  ${matched} matched  |  ${waiting} on their way`;
	const summary = [
		`${matched} matched`,
		...groups.map(([title, found]) => `${title.toLowerCase()}: ${found.length}`),
	];
	const blocks = groups.map(([title, found]) =>
		section(`${title} (${found.length})`, found.map(matchLine), MOST_LINES),
	);
	return message(headline, note, summary.join(', '), blocks);
}

const ACCOUNTS: Readonly<Record<AgedBalance['account'], string>> = {
	clearing: 'Clearing',
	payoutsInTransit: 'Payouts in transit',
	giftCards: 'Gift cards',
	storeCredit: 'Store credit',
	disputes: 'Disputes',
	reserves: 'Reserves',
};

export function ageingMessage(balances: readonly AgedBalance[], asOf: string): SlackMessage {
	const late = balances.filter((one) => one.late.count > 0);
	const off = balances.filter(({ ledger }) => ledger?.agrees === false);
	const nameOf = ({ account, gateway, currency }: AgedBalance): string =>
		[ACCOUNTS[account], gateway ?? '', currency].filter((text) => text !== '').join(' ');
	const headline =
		off.length > 0
			? `${plural(off.length, 'balance')} not explained by open items`
			: late.length > 0
				? 'Some money is late'
				: 'Clearing accounts are in order';
	const lines = balances.map((one) =>
		line(`${nameOf(one)}: ${money(one.balance)} in ${plural(one.count, 'item')}`),
	);
	const blocks = [section('Balances', lines, MOST_LINES * 2)];
	if (off.length > 0)
		blocks.push(
			section(
				'The ledger has another balance',
				off.map((one) => {
					const why = one.ledger?.reasons.map(({ text }) => text).join(' ') ?? '';
					const difference = one.ledger === undefined ? '' : money(one.ledger.difference);
					return line(`${nameOf(one)}: ${difference} more. ${why}`);
				}),
				MOST_LINES,
			),
		);
	if (late.length > 0)
		blocks.push(
			section(
				'Late',
				late.flatMap((one) =>
					one.items
						.filter((item) => item.late)
						.map((item) =>
							line(`${nameOf(one)}: ${item.kind} ${item.orderNumber} of ${item.since}, ${money(item)}`),
						),
				),
				MOST_LINES,
			),
		);
	const count = late.reduce((sum, one) => sum + one.late.count, 0);
	return message(headline, `As of ${asOf}`, `${plural(balances.length, 'account')}, ${count} late`, blocks);
}

export function tieOutMessage(
	results: readonly (SalesTieOut | PayoutTieOut)[],
	period: { readonly from: string; readonly to: string },
): SlackMessage {
	const off = results.filter(({ agrees }) => !agrees);
	const headline =
		off.length === 0 ? 'Shop, gateways and books agree' : `${plural(off.length, 'figure')} not tied out`;
	const lines = results.map((one) => {
		const figures =
			one.what === 'sales'
				? [`shop ${money(one.shop)}`, `gateway ${money(one.gateway)}`]
				: [`paid out ${money(one.gateway)}`, ...(one.bank === undefined ? [] : [`bank ${money(one.bank)}`])];
		const books = one.ledger === undefined ? [] : [`books ${money(one.ledger)}`];
		return line(
			`${one.agrees ? '' : 'Differs: '}${one.gatewayName} ${one.what}: ${[...figures, ...books].join(', ')}`,
		);
	});
	const blocks = [section('Figures', lines, MOST_LINES * 2)];
	for (const one of off) {
		const named = one.differences.filter(({ code }) => code !== 'notPaidOutYet');
		blocks.push(
			section(
				`${escaped(`${one.gatewayName} ${one.what}`, LONGEST_GATEWAY)}`,
				named.map(({ text }) => line(text)),
				MOST_LINES,
			),
		);
	}
	const note = `${period.from} to ${period.to}`;
	return message(
		headline,
		note,
		results.length === 0 ? 'nothing to compare' : `${results.length - off.length} of ${results.length} agree`,
		blocks.slice(0, 40),
	);
}
