/** A performance summary as a message for Slack, within the limits of Block Kit whatever the shop has sold. */
import type { Anomaly } from '../anomalies/anomaly';
import { anomalyBlock } from '../anomalies/slackMessage';
import { clipped, context, escaped, header, plural, section } from '../slack/blocks';
import type { SlackBlock, SlackMessage } from '../slack/message';
import { withinLimits } from '../slack/withinLimits';
import { differs, notes, otherName, signed, verdict } from './comparisonTexts';
import type { LedgerComparison } from './ledgerComparison';
import type { CurrencyPerformance, GroupFigures, PerformanceReport, ProductFigures } from './report';
import { percent, readable } from './texts';
import { figureLines, MOST_CURRENCIES, salesLine } from './wording';

const LONGEST_NAME = 80;
const LONGEST_TEXT = 4_000;
const LONGEST_REASON = 300;
const LONGEST_NOTES = 1_900;
/** lines and anomalies that a person reads in a chat */
const MOST_LINES = 5;
const MOST_ANOMALIES = 10;

/** The figures of a currency. @param alone whether there is no other currency */
export const figuresSection = (performance: CurrencyPerformance, word: string, alone: boolean): SlackBlock =>
	section(
		alone ? 'Figures' : `Figures in ${performance.currency}`,
		figureLines(performance, word, (text) => `*${text}*`).map((line) => `• ${line}`),
		20,
	);

/** What could not be read for the figures; nothing where all was. */
export const notReadBlocks = (reasons: readonly string[] = []): SlackBlock[] =>
	reasons.length === 0
		? []
		: [
				section(
					'Not read, so not in the figures',
					reasons.map((reason) => `• ${escaped(reason, LONGEST_REASON)}`),
					MOST_LINES,
				),
			];

/** What looks wrong, with fix and orders; nothing where that was not asked for. */
function concernBlocks(anomalies: readonly Anomaly[] | undefined): SlackBlock[] {
	if (anomalies === undefined) return [];
	if (anomalies.length === 0) return [{ type: 'divider' }, section('Nothing looks wrong', [], 0)];
	const shown = anomalies.slice(0, MOST_ANOMALIES);
	const left = anomalies.length - shown.length;
	return [
		{ type: 'divider' },
		section(`What looks wrong: ${anomalies.length}`, [], 0),
		...shown.map(anomalyBlock),
		...(left > 0 ? [section('More', [`${left} more are in the data`], 1)] : []),
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
		figuresSection(performance, word, alone),
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
		context(
			clipped(
				notes(comparison)
					.map((note) => escaped(note, LONGEST_REASON))
					.join('  |  '),
				LONGEST_NOTES,
			),
		),
	];
}

/** @returns what Slack's incoming webhooks and chat.postMessage take */
export function performanceMessage(report: PerformanceReport): SlackMessage {
	const { name, period, documents, currencies, unit: word } = report;
	const shown = currencies.slice(0, MOST_CURRENCIES);
	const notes = [
		`${period.from} to ${period.to}`,
		plural(documents, 'document'),
		...(currencies.length > shown.length
			? [`${currencies.length - shown.length} more currencies in the report`]
			: []),
	];
	return withinLimits({
		text: clipped(`${name}: ${salesLine(report)}`, LONGEST_TEXT),
		blocks: [
			header(name),
			context(notes.join('  |  ')),
			...(shown.length === 0 ? [section('No sales', ['There are no documents of this time.'], 1)] : []),
			...notReadBlocks(report.notRead),
			...shown.flatMap((each) => currencyBlocks(each, word, currencies.length === 1)),
			...concernBlocks(report.anomalies),
			...comparisonBlocks(report.comparison),
		],
	});
}
