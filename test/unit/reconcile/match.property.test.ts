/** What holds for all payouts and lines: nothing is matched by chance, nothing twice, and the order does not matter. */
import fc from 'fast-check';
import { matchHistory } from '../../../core/reconcile/match/stream';
import { matchPayouts } from '../../../core/reconcile/match/match';
import type { MatchResult } from '../../../core/reconcile/match/board';
import { dateOf, dayOf } from '../../../core/reconcile/days';
import { lineFor, open, payoutFor, type LinePlan, type PayoutPlan } from '../../support/payouts';

const START = dayOf('2026-03-02');
const AS_OF = '2026-07-31';
const GATEWAYS = ['stripe', 'paypal', 'shopify_payments'];
const NAMES: Readonly<Record<string, string>> = {
	stripe: 'STRIPE PAYOUT',
	paypal: 'PAYPAL TRANSFER',
	shopify_payments: 'SHOPIFY PAYOUT',
};
const NOISE = [
	'RENT WAREHOUSE',
	'SUPPLIER PAYMENT CANDLES LTD',
	'FASTER PAYMENT CUSTOMER 16029 INV 536387',
	'CREDIT',
];

/** Small amounts in a small range, so that equal ones are frequent. */
const payouts = fc
	.array(
		fc.record({
			net: fc.integer({ min: -30, max: 60 }).map((units) => BigInt(units) * 100n),
			day: fc.nat({ max: 40 }),
			gateway: fc.constantFrom(...GATEWAYS),
			lag: fc.nat({ max: 4 }),
			cites: fc.boolean(),
			arrives: fc.integer({ min: 1, max: 10 }).map((roll) => roll > 1),
		}),
		{ maxLength: 30 },
	)
	.map((plans) =>
		plans.map(({ net, day, gateway, lag, cites, arrives }, index) => {
			const id = `po_${String(index).padStart(4, '0')}XYZ`;
			const payout: PayoutPlan = { id, net, arrivesOn: dateOf(START + day), gateway };
			const text = `${NAMES[gateway] ?? ''}${cites ? ` ${id}` : ''}`;
			const line: LinePlan = { id: `l${index}`, units: net, on: dateOf(START + day + lag), text };
			return { payout, line: arrives && net !== 0n ? line : undefined };
		}),
	);

const noise = fc
	.array(
		fc.record({
			units: fc.integer({ min: -6_000, max: 6_000 }).map(BigInt),
			day: fc.nat({ max: 45 }),
			text: fc.constantFrom(...NOISE),
		}),
		{ maxLength: 30 },
	)
	.map((plans) =>
		plans.map(({ units, day, text }, index): LinePlan => ({
			id: `n${index}`,
			units,
			on: dateOf(START + day),
			text,
		})),
	);

const said = ({ matches, missing, unknown, others }: MatchResult): string[] =>
	[
		...matches.map(
			({ kind, payouts: ours, lines, review }) =>
				`${kind} ${ours.map(({ key }) => key).join('+')}=${lines.map(({ key }) => key).join('+')} ${review}`,
		),
		...missing.map(({ item }) => `missing ${item.key}`),
		...unknown.map(({ item }) => `unknown ${item.key}`),
		...others.map(({ key }) => `other ${key}`),
	].sort();

const run = (ours: readonly PayoutPlan[], lines: readonly LinePlan[]): MatchResult => {
	const items = open(ours, lines);
	return matchPayouts(items.payouts, items.lines, { asOf: AS_OF });
};

const linesOf = (plans: readonly { readonly line: LinePlan | undefined }[]): LinePlan[] =>
	plans.flatMap(({ line }) => (line === undefined ? [] : [line]));

describe('whatever comes', () => {
	it('each payout and each line is in the result once, and matched sums are equal', () => {
		fc.assert(
			fc.property(payouts, noise, (plans, others) => {
				const lines = [...linesOf(plans), ...others];
				const result = run(
					plans.map(({ payout }) => payout),
					lines,
				);
				const ours = [
					...result.matches.flatMap((match) => match.payouts),
					...result.missing.map(({ item }) => item),
					...result.waiting,
				];
				expect(ours.map(({ key }) => key).sort()).toEqual(
					plans.map(({ payout }) => payoutFor(payout).id).sort(),
				);
				const theirs = [
					...result.matches.flatMap((match) => match.lines),
					...result.unknown.map(({ item }) => item),
					...result.others,
				];
				expect(theirs.map(({ key }) => key).sort()).toEqual(lines.map((line) => lineFor(line).id).sort());
				for (const match of result.matches) {
					if (match.kind === 'difference') expect(match.review).toBe(true);
					else {
						const sum = (items: readonly { readonly units: bigint }[]): bigint =>
							items.reduce((all, { units }) => all + units, 0n);
						expect(sum(match.lines)).toBe(sum(match.payouts));
					}
				}
			}),
		);
	});

	it('the order makes no difference', () => {
		fc.assert(
			fc.property(payouts, noise, fc.infiniteStream(fc.nat()), (plans, others, random) => {
				const shuffled = <T>(items: readonly T[]): T[] =>
					items
						.map((item) => ({ item, at: random.next().value as number }))
						.sort((a, b) => a.at - b.at)
						.map(({ item }) => item);
				const ours = plans.map(({ payout }) => payout);
				const lines = [...linesOf(plans), ...others];
				expect(said(run(shuffled(ours), shuffled(lines)))).toEqual(said(run(ours, lines)));
			}),
		);
	});

	it('no line is matched that names no gateway, where the bank is known to name them', () => {
		const known = GATEWAYS.flatMap((gateway) =>
			[0, 1, 2].map((index) => {
				const [id, net, day] = [`known${gateway}${index}`, BigInt(777_701 + index), dateOf(START + index)];
				return {
					payout: { id, net, arrivesOn: day, gateway },
					line: { id: `k${id}`, units: net, on: day, text: NAMES[gateway] ?? '' },
				};
			}),
		);
		fc.assert(
			fc.property(payouts, noise, (plans, others) => {
				const all = [...known, ...plans];
				const result = run(
					all.map(({ payout }) => payout),
					[...linesOf(all), ...others],
				);
				const matched = result.matches.flatMap(({ lines }) => lines.map(({ key }) => key));
				expect(matched.filter((key) => key.includes('/n'))).toEqual([]);
				expect(result.unknown.filter(({ item }) => item.key.includes('/n'))).toEqual([]);
			}),
		);
	});

	it('payouts whose amounts are all different are matched with their own lines, and no others', () => {
		fc.assert(
			fc.property(payouts, noise, (plans, others) => {
				const own = plans.map(({ payout, line }, index) => {
					// far apart, so that no few of them add up to another
					const net = 10_000_000n + 7n ** BigInt(index % 9) * 1_000n + BigInt(index) * 13n;
					const inTime = line === undefined ? undefined : { ...line, units: net, on: payout.arrivesOn };
					return { payout: { ...payout, net }, line: inTime };
				});
				const result = run(
					own.map(({ payout }) => payout),
					[...linesOf(own), ...others],
				);
				const pairs = result.matches.map(({ payouts: ours, lines }) => [ours[0]?.key, lines[0]?.key]);
				expect(pairs.sort()).toEqual(
					own
						.flatMap(({ payout, line }) =>
							line === undefined ? [] : [[payoutFor(payout).id, lineFor(line).id]],
						)
						.sort(),
				);
			}),
		);
	});

	it('a history read by and by in bounded memory comes to the same, where payouts are cited', () => {
		fc.assert(
			fc.property(payouts, noise, (plans, others) => {
				const cited = plans.map(({ payout, line }) => ({
					payout,
					line: line === undefined ? undefined : { ...line, text: `${line.text} ${payout.id}` },
				}));
				const lines = [...linesOf(cited), ...others];
				const all = run(
					cited.map(({ payout }) => payout),
					lines,
				);
				const parts = [
					...matchHistory(
						cited.map(({ payout }) => payoutFor(payout)),
						lines.map(lineFor),
						{ asOf: AS_OF },
					),
				];
				expect(parts.flatMap(said).sort()).toEqual(said(all));
			}),
		);
	});
});
