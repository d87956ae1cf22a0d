/** What was matched, and what was not, as PayoutMatch documents: one a bank line, and one a payout that has none. */
import { businessKey, SCHEMA_VERSION, type DocumentHeader } from '../../documents/header';
import type { PayoutMatch } from '../../documents/payout';
import type { CurrencyCode } from '../../money/currency';
import { zero } from '../../money/money';
import { reason, type Reason } from '../reasons';
import { byText, moneyOf, signedText } from '../signed';
import type { Match, MatchOptions, MatchResult } from './board';
import type { OpenLine, OpenPayout } from './items';

/** Which output of the node it is for. */
export type MatchOutput = 'matched' | 'unmatched' | 'review';

export interface MatchedDocument {
	readonly document: PayoutMatch;
	readonly output: MatchOutput;
	/** payouts and lines that are done with it: none, while a person or the books have to do something first */
	readonly settles: readonly (OpenPayout | OpenLine)[];
}

const KIND = 'payoutMatch';

function ofLine(
	line: OpenLine,
	payouts: readonly OpenPayout[],
): DocumentHeader<'PayoutMatch'> & Required<Pick<PayoutMatch, 'account'>> {
	const { source, occurredAt, bookedOn, currency, channel, reference, account } = line.document;
	const own = {
		platform: source.platform,
		storeId: source.storeId,
		kind: KIND,
		externalId: source.externalId,
	};
	const numbers = payouts.map((payout) => payout.document.source.externalNumber).join(', ');
	return {
		type: 'PayoutMatch',
		schemaVersion: SCHEMA_VERSION,
		id: businessKey(own),
		source: {
			...own,
			externalNumber: (reference ?? numbers).slice(0, 500) || source.externalNumber,
			revision: [source.revision, ...payouts.map(({ key }) => key)].join(' ').slice(0, 500),
		},
		channel,
		occurredAt,
		bookedOn,
		currency,
		account,
	};
}

function ofPayout({ document }: OpenPayout): DocumentHeader<'PayoutMatch'> {
	const { source, occurredAt, arrivesOn, currency, channel } = document;
	const own = { ...source, kind: KIND };
	return {
		type: 'PayoutMatch',
		schemaVersion: SCHEMA_VERSION,
		id: businessKey(own),
		source: own,
		channel,
		occurredAt,
		bookedOn: arrivesOn,
		currency,
	};
}

/** Expected and received of the same currency, compared; of two currencies there is nothing to compare. */
function amounts(
	expected: bigint,
	received: bigint,
	currency: CurrencyCode,
): Pick<PayoutMatch, 'expected' | 'received' | 'difference' | 'differenceSide'> {
	const difference = received - expected;
	return {
		expected: moneyOf(expected, currency),
		received: moneyOf(received, currency),
		difference: moneyOf(difference, currency),
		differenceSide: difference === 0n ? 'none' : difference > 0n ? 'bankIsHigher' : 'bankIsLower',
	};
}

const keysOf = (items: readonly { readonly key: string }[]): string[] => items.map(({ key }) => key);
const directionOf = (units: bigint): 'toBank' | 'fromBank' => (units < 0n ? 'fromBank' : 'toBank');

/** The documents of one match, in the order of its lines. */
function ofMatch(match: Match, isPosted: MatchOptions['isPosted']): MatchedDocument[] {
	const { kind, payouts, lines } = match;
	const [payout] = payouts;
	if (payout === undefined) return [];
	const gateways = new Set(payouts.map(({ gateway }) => gateway));
	const gateway = gateways.size === 1 ? { gateway: payout.gateway } : {};
	const notPosted = payouts.filter((one) => !one.failed && isPosted?.(one) === false);
	const reasons = [
		...match.reasons,
		...notPosted.map((one) =>
			reason(
				'notPosted',
				`The payout ${one.document.source.externalNumber} of ${signedText(one.units, one.currency)} is not in the books.`,
				{ about: one.key },
			),
		),
	];
	const differs = kind === 'difference' || kind === 'converted';
	const status =
		notPosted.length > 0 ? 'missingInBooks' : differs ? 'matchedWithDifference' : ('matched' as const);
	const output = match.review ? 'review' : notPosted.length > 0 ? 'unmatched' : 'matched';
	const settles = output === 'matched' ? [...payouts, ...lines] : [];
	const common = { status, ...gateway, payouts: keysOf(payouts) } as const;
	if (lines.length === 0)
		return [
			{
				document: {
					...ofPayout(payout),
					...common,
					bankTransactions: [],
					...amounts(payout.units, payout.units, payout.currency),
					direction: directionOf(payout.units),
					reasons,
				},
				output,
				settles,
			},
		];
	const sum = payouts.reduce((all, { units }) => all + units, 0n);
	const fresh = lines.filter((line) => match.earlier?.includes(line) !== true);
	return fresh.map((line, index) => {
		const expected = kind === 'difference' || kind === 'merged' ? sum : line.units;
		const compared =
			kind === 'converted'
				? {
						expected: payout.document.net,
						received: moneyOf(line.units, line.currency),
						difference: zero(line.currency),
						differenceSide: 'none' as const,
					}
				: amounts(expected, line.units, line.currency);
		return {
			document: {
				...ofLine(line, payouts),
				...common,
				bankTransactions: [line.key],
				...compared,
				direction: directionOf(line.units),
				reasons: kind === 'split' ? [...reasons, partReason(payout, line, index, lines.length)] : reasons,
			},
			output,
			settles,
		};
	});
}

function partReason(payout: OpenPayout, line: OpenLine, index: number, count: number): Reason {
	const text = `Line ${index + 1} of ${count}: ${signedText(line.units, line.currency)}.`;
	return reason('splitDeposit', text, { about: payout.key });
}

/** Everything that a person or a ledger has to know of, by day and then key; what only waits is not in it. */
export function matchDocuments(
	result: MatchResult,
	options: Pick<MatchOptions, 'isPosted'> = {},
): MatchedDocument[] {
	const missing = result.missing.map(({ item, reasons }): MatchedDocument => {
		const zeroes = amounts(item.units, 0n, item.currency);
		return {
			document: {
				...ofPayout(item),
				status: 'missingInBank',
				gateway: item.gateway,
				payouts: [item.key],
				bankTransactions: [],
				...zeroes,
				direction: directionOf(item.units),
				reasons,
			},
			output: 'unmatched',
			// what failed does not come any more
			settles: item.failed ? [item] : [],
		};
	});
	const unknown = result.unknown.map(({ item, reasons }): MatchedDocument => ({
		document: {
			...ofLine(item, []),
			status: 'unknownBankLine',
			payouts: [],
			bankTransactions: [item.key],
			...amounts(0n, item.units, item.currency),
			direction: directionOf(item.units),
			reasons,
		},
		output: 'unmatched',
		settles: [],
	}));
	const matched = result.matches.flatMap((match) => ofMatch(match, options.isPosted));
	return [...matched, ...missing, ...unknown].sort(
		(a, b) => byText(a.document.bookedOn, b.document.bookedOn) || byText(a.document.id, b.document.id),
	);
}
