/** A performance summary as a message for Slack, within the limits of Block Kit whatever the shop has sold. */
import { clipped, escaped, plural, section } from '../health/slackBlocks';
import type { SlackBlock, SlackMessage } from '../slack/message';
import { withinLimits } from '../slack/withinLimits';
import { differs, notes, otherName, signed, verdict } from './comparisonTexts';
import type { LedgerComparison } from './ledgerComparison';
import type {
	Compared,
	CurrencyPerformance,
	GroupFigures,
	PerformanceReport,
	ProductFigures,
} from './report';
import { percent, readable, readableCount } from './texts';

const LONGEST_HEADER = 150;
const LONGEST_NAME = 80;
const LONGEST_TEXT = 4_000;
const LONGEST_REASON = 300;
const LONGEST_NOTES = 1_900;
/** currencies and lines that a person reads in a chat */
const MOST_CURRENCIES = 4;
const MOST_LINES = 5;

type ChangeOf = keyof Compared['change'];

/** " (+4.2 % on the month before, -1.0 % on a year ago)" */
function against({ before, yearAgo }: CurrencyPerformance, of: ChangeOf, word: string): string {
	const parts = [
		...(before.change[of] === null ? [] : [`${percent(before.change[of], true)} on the ${word} before`]),
		...(yearAgo.change[of] === null ? [] : [`${percent(yearAgo.change[of], true)} on a year ago`]),
	];
	return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function figureLines(performance: CurrencyPerformance, word: string): string[] {
	const { figures, currency, customers } = performance;
	const money = (amount: string): string => readable(amount, currency);
	const known = customers.new + customers.returning;
	return [
		`• *Net sales* ${money(figures.netSales)}${against(performance, 'netSales', word)}`,
		`• Gross sales ${money(figures.grossSales)}, discounts ${money(figures.discounts)} (${percent(figures.discountRate)})`,
		`• Refunds ${money(figures.refunds)} (${percent(figures.refundRate)})`,
		`• ${figures.orders === 1 ? '1 order' : `${readableCount(figures.orders)} orders`}${against(performance, 'orders', word)}`,
		...(figures.averageOrder === null
			? []
			: [`• Average order ${money(figures.averageOrder)}${against(performance, 'averageOrder', word)}`]),
		`• Tax ${money(figures.tax)}`,
		`• Shipping charged ${money(figures.shippingCharged)}${figures.shippingMargin === null ? '' : `, margin ${money(figures.shippingMargin)}`}`,
		...(performance.byGateway.length === 0
			? []
			: [`• Fees ${money(figures.fees)} (${percent(figures.feeRate)}), paid out ${money(figures.payouts)}`]),
		`• Unpaid ${money(figures.outstanding)}`,
		...(known === 0
			? []
			: [
					`• ${readableCount(customers.new)} new and ${readableCount(customers.returning)} returning customers`,
				]),
	];
}

const groupLine =
	(currency: string) =>
	({ name, figures, share, change }: GroupFigures): string =>
		`• ${escaped(name, LONGEST_NAME)}: ${readable(figures.netSales, currency)}, ${percent(share)}${change === null ? '' : ` (${percent(change, true)})`}`;

const productLine =
	(currency: string) =>
	({ code, name, netSales }: ProductFigures): string =>
		`• ${escaped(name, LONGEST_NAME)} (${escaped(code, LONGEST_NAME)}): ${readable(netSales, currency)}`;

const fallingLine =
	(currency: string) =>
	({ code, name, netSales, difference }: ProductFigures): string =>
		`• ${escaped(name, LONGEST_NAME)} (${escaped(code, LONGEST_NAME)}): ${readable(difference ?? '0', currency)} to ${readable(netSales, currency)}`;

function currencyBlocks(performance: CurrencyPerformance, word: string, alone: boolean): SlackBlock[] {
	const { currency, byChannel, byCountry, products } = performance;
	const list = (title: string, lines: readonly string[]): SlackBlock[] =>
		lines.length === 0 ? [] : [section(title, lines, MOST_LINES)];
	return [
		...(alone ? [] : [{ type: 'divider' } as const]),
		section(alone ? 'Figures' : `Figures in ${currency}`, figureLines(performance, word), 20),
		...list('Channels', byChannel.map(groupLine(currency))),
		...list('Countries', byCountry.map(groupLine(currency))),
		...list('Top products', products.top.slice(0, MOST_LINES).map(productLine(currency))),
		...list(
			`Falling against the ${word} before`,
			products.falling.slice(0, MOST_LINES).map(fallingLine(currency)),
		),
	];
}

/** The comparison with the ledger: the verdict, what differs and why, and who else has entered something. */
function comparisonBlocks(comparison: LedgerComparison | undefined): SlackBlock[] {
	if (comparison === undefined) return [];
	const { currency, rows, others, ledger } = comparison;
	const lines = rows
		.filter(differs)
		.flatMap(({ name, figures, posted, ledger: there, difference, reasons }) => [
			`• *${escaped(name, LONGEST_NAME)}*: shops ${readable(figures ?? posted, currency)}, ledger ${readable(there, currency)}, difference ${signed(difference, currency)}`,
			...reasons.map(
				({ amount, text }) => `    ${signed(amount, currency)}: ${escaped(text, LONGEST_REASON)}`,
			),
		]);
	const named = (others?.largest ?? [])
		.slice(0, MOST_LINES)
		.map((each) => `• ${escaped(otherName(each), LONGEST_REASON)}`);
	return [
		{ type: 'divider' },
		section(
			`Compared with ${escaped(ledger, LONGEST_NAME)}`,
			[escaped(verdict(comparison), LONGEST_REASON), ...lines],
			20,
		),
		...(named.length === 0 ? [] : [section('Entered by others', named, MOST_LINES)]),
		{
			type: 'context',
			elements: [
				{
					type: 'mrkdwn',
					text: clipped(
						notes(comparison)
							.map((note) => escaped(note, LONGEST_REASON))
							.join('  |  '),
						LONGEST_NOTES,
					),
				},
			],
		},
	];
}

/** @returns what Slack's incoming webhooks and chat.postMessage take */
export function performanceMessage(report: PerformanceReport): SlackMessage {
	const { name, period, documents, currencies, unit: word } = report;
	const shown = currencies.slice(0, MOST_CURRENCIES);
	const sums = shown.map(
		(each) =>
			`${readable(each.figures.netSales, each.currency)} net sales${against(each, 'netSales', word)}, ${plural(each.figures.orders, 'order')}`,
	);
	const notes = [
		`${period.from} to ${period.to}`,
		plural(documents, 'document'),
		...(currencies.length > shown.length
			? [`${currencies.length - shown.length} more currencies in the report`]
			: []),
	];
	return withinLimits({
		text: clipped(`${name}: ${sums.length === 0 ? 'no sales' : sums.join('; ')}`, LONGEST_TEXT),
		blocks: [
			{
				type: 'header',
				text: { type: 'plain_text', text: clipped(`StoreLedger: ${name}`, LONGEST_HEADER) },
			},
			{ type: 'context', elements: [{ type: 'mrkdwn', text: notes.join('  |  ') }] },
			...(shown.length === 0 ? [section('No sales', ['There are no documents of this time.'], 1)] : []),
			...shown.flatMap((each) => currencyBlocks(each, word, currencies.length === 1)),
			...comparisonBlocks(report.comparison),
		],
	});
}
