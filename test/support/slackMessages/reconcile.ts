/** Reconciliations, ageing and tie-outs on a day on which nothing agrees. */
import fc from 'fast-check';
import type { PayoutMatch } from '../../../core/documents';
import { AGED_ACCOUNTS, type AgedBalance } from '../../../core/reconcile/ageing/ageing';
import { ageingMessage, reconcileMessage, tieOutMessage } from '../../../core/reconcile/slackMessage';
import type { PayoutTieOut } from '../../../core/reconcile/tieOut/payouts';
import { saleOf } from '../documents';
import { money, sided } from './findings';
import { badText, count, day, many } from './texts';

const { type: _, ...HEADER } = saleOf({});
const currency = fc.constantFrom('GBP', 'EUR');

const match: fc.Arbitrary<PayoutMatch> = fc
	.record({
		status: fc.constantFrom(
			'matched' as const,
			'matchedWithDifference' as const,
			'missingInBank' as const,
			'missingInBooks' as const,
			'unknownBankLine' as const,
		),
		gateway: badText,
		payouts: fc.array(badText, { maxLength: 6 }),
		bankTransactions: fc.array(badText, { maxLength: 6 }),
		expected: money,
		received: money,
		difference: money,
		differenceSide: fc.constantFrom('bankIsHigher' as const, 'bankIsLower' as const),
		reasons: fc.array(fc.record({ code: fc.constant('notExplained' as const), text: badText }), {
			maxLength: 4,
		}),
	})
	.map((rest) => ({ ...HEADER, type: 'PayoutMatch', ...rest }) as PayoutMatch);

export const reconcileMessages = fc
	.tuple(
		many(
			fc.record({
				document: match,
				output: fc.constantFrom('matched' as const, 'unmatched' as const, 'review' as const),
			}),
			3_000,
		),
		count,
	)
	.map(([documents, waiting]) => reconcileMessage(documents, waiting, '2026-03-27'));

const balance: fc.Arbitrary<AgedBalance> = fc
	.record(
		{
			account: fc.constantFrom(...AGED_ACCOUNTS),
			gateway: badText,
			currency,
			balance: sided,
			count,
			late: fc.record({ count, balance: sided }),
			items: fc.array(
				fc.record({
					amount: money,
					side: fc.constant('debit' as const),
					kind: badText,
					orderNumber: badText,
				}),
				{ maxLength: 6 },
			),
			ledger: fc.record({
				balance: sided,
				difference: sided,
				agrees: fc.boolean(),
				confidence: fc.constant(0),
				reasons: fc.array(fc.record({ code: fc.constant('notExplained' as const), text: badText }), {
					maxLength: 4,
				}),
			}),
		},
		{ requiredKeys: ['account', 'currency', 'balance', 'count', 'late', 'items'] },
	)
	.map(
		({ items, ...rest }) =>
			({
				type: 'Ageing',
				asOf: '2026-03-27',
				buckets: [],
				...rest,
				items: items.map((each) => ({ ...each, about: '', since: '2026-01-01', days: 80, late: true })),
			}) as AgedBalance,
	);

export const ageingMessages = many(balance, 500).map((balances) => ageingMessage(balances, '2026-03-27'));

const tieOut: fc.Arbitrary<PayoutTieOut> = fc.record({
	type: fc.constant('TieOut' as const),
	what: fc.constant('payouts' as const),
	from: day,
	to: day,
	gatewayName: badText,
	currency,
	gateway: sided,
	bank: sided,
	cleared: sided,
	ledger: sided,
	agrees: fc.boolean(),
	differences: many(
		fc.record({
			amount: money,
			side: fc.constant('debit' as const),
			code: fc.constant('notArrived' as const),
			with: fc.constant('bank' as const),
			text: badText,
			about: badText,
			orderNumber: badText,
			day,
		}),
		300,
	),
});

export const tieOutMessages = fc
	.tuple(many(tieOut, 200), fc.record({ from: day, to: day }))
	.map(([results, period]) => tieOutMessage(results, period));
