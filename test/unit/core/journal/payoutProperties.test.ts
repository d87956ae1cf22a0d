/** What holds of every history of a gateway: clearing is what is still open, documents do what the entry does, nothing is left over. */
import fc from 'fast-check';
import { freshbooks } from '../../../../connectors/ledgers/freshbooks';
import { quickbooks } from '../../../../connectors/ledgers/quickbooks';
import { xero } from '../../../../connectors/ledgers/xero';
import { mapAccounts } from '../../../../core/accounts/mapAccounts';
import type { Dispute, MoneyDocument, Payout, PayoutTransaction } from '../../../../core/documents';
import { transactionNet } from '../../../../core/documents/check';
import type { JournalEntry } from '../../../../core/journal/entry';
import { journalize } from '../../../../core/journal/journalize';
import { DEFAULT_JOURNAL_POLICY, type JournalPolicy } from '../../../../core/journal/policy';
import { composeDocuments } from '../../../../core/ledger/compose';
import { effects, type Effects } from '../../../../core/ledger/effects';
import { fromMinorUnits, minorUnits } from '../../../../core/money/money';
import { disputeOf, matchOf, payoutOf } from '../../../support/changeDocuments';
import { mappingOf } from '../../../support/ledger';
import { valueOf } from '../../../support/outcome';

const usd = (units: bigint) => fromMinorUnits(units, 'USD');
const eur = (units: bigint) => fromMinorUnits(units, 'EUR');

const policies: fc.Arbitrary<JournalPolicy> = fc.record({
	discounts: fc.constant('gross'),
	returns: fc.constant('net'),
	tips: fc.constant('tips'),
	revenue: fc.constant('payment'),
	cogs: fc.constant('none'),
	payouts: fc.constantFrom('inTransit', 'bank'),
	disputes: fc.constantFrom('receivable', 'loss'),
});

const TYPES: readonly PayoutTransaction['type'][] = [
	'charge',
	'charge',
	'charge',
	'refund',
	'dispute',
	'fee',
	'conversionFee',
	'adjustment',
	'reserveHold',
	'reserveRelease',
	'loan',
	'subscription',
	'shippingLabel',
	'duties',
	'importTax',
	'marketplaceTax',
	'transfer',
];
/** Of these the direction is what the kind says; others go both ways. */
const WAY: Readonly<Partial<Record<PayoutTransaction['type'], 'in' | 'out'>>> = {
	charge: 'in',
	refund: 'out',
	dispute: 'out',
	reserveHold: 'out',
	reserveRelease: 'in',
};

const transactions: fc.Arbitrary<PayoutTransaction> = fc
	.record({
		type: fc.constantFrom(...TYPES),
		amount: fc.bigInt(1n, 100_000n),
		way: fc.constantFrom('in' as const, 'out' as const),
		fee: fc.bigInt(0n, 500n),
		part: fc.bigInt(0n, 100n),
		isForeign: fc.boolean(),
	})
	.map(({ type, amount, way, fee, part, isForeign }, index?: number) => {
		const isSale = type === 'charge' || type === 'refund';
		const collected = (amount * part) / 50n;
		return {
			id: `${type}-${amount}-${index ?? 0}`,
			type,
			amount: usd(amount),
			direction: WAY[type] ?? way,
			fee: usd(isSale || type === 'dispute' ? fee : 0n),
			...(isSale && isForeign ? { original: { amount: eur((amount * 9n) / 10n + 1n) } } : {}),
			...(isSale ? { conversionFee: usd((fee * part) / 100n) } : {}),
			...(type === 'loan' ? { financingCost: usd((amount * part) / 100n) } : {}),
			...(type === 'duties' || type === 'importTax' ? { collected: usd(collected) } : {}),
			occurredAt: '2026-03-02T09:30:00Z',
		};
	});

type Status = Payout['status'];
const STATUSES: readonly Status[] = ['scheduled', 'inTransit', 'paid', 'failed', 'cancelled'];

function payout(id: number, all: readonly PayoutTransaction[], status: Status = 'paid'): Payout {
	const net = all.reduce((sum, each) => sum + transactionNet(each), 0n);
	const base = payoutOf('0', all, { status, direction: net < 0n ? 'fromBank' : 'toBank' });
	return { ...base, id: `${base.id}-${id}`, net: usd(net < 0n ? -net : net) };
}

const entryOf = (document: MoneyDocument, policy: Partial<JournalPolicy> = {}): JournalEntry | undefined =>
	valueOf(journalize(document, { ...DEFAULT_JOURNAL_POLICY, ...policy }));

/** "role currency" -> debits less credits; none that is nil. */
function sumsOf(entries: readonly (JournalEntry | undefined)[]): Record<string, bigint> {
	const sums: Record<string, bigint> = {};
	for (const { role, side, amount } of entries.flatMap((entry) => entry?.lines ?? [])) {
		const key = `${role} ${amount.currency}`;
		sums[key] = (sums[key] ?? 0n) + (side === 'debit' ? minorUnits(amount) : -minorUnits(amount));
	}
	return Object.fromEntries(Object.entries(sums).filter(([, units]) => units !== 0n));
}

const disputed = (stage: Dispute['stage'], amount: bigint, fee: bigint): Dispute => ({
	...disputeOf(stage, '0', '0'),
	amount: usd(amount),
	fee: usd(fee),
});

/** What the documents of sales, refunds and disputes put into clearing for a transaction, by currency. */
function putIn({ type, amount, direction, fee, original }: PayoutTransaction): readonly [string, bigint] {
	const sign = direction === 'in' ? 1n : -1n;
	if (type === 'dispute') return ['USD', -(minorUnits(amount) + minorUnits(fee))];
	if (type !== 'charge' && type !== 'refund') return ['USD', 0n];
	return original === undefined
		? ['USD', sign * minorUnits(amount)]
		: ['EUR', sign * minorUnits(original.amount)];
}

describe('every history of a gateway', () => {
	const history = fc.record({
		policy: policies,
		all: fc.array(transactions, { maxLength: 30 }),
		/** which payout each transaction is in; the last number is none */
		where: fc.array(fc.nat(4), { minLength: 30, maxLength: 30 }),
		statuses: fc.array(fc.constantFrom(...STATUSES), { minLength: 4, maxLength: 4 }),
		paysReturned: fc.boolean(),
	});

	it('leaves in clearing what is not paid out, and what came back, to the cent', () => {
		fc.assert(
			fc.property(history, ({ policy, all, where, statuses, paysReturned }) => {
				const clearing: Record<string, bigint> = { USD: 0n, EUR: 0n };
				const open: Record<string, bigint> = { USD: 0n, EUR: 0n };
				const add = (to: Record<string, bigint>, [currency, units]: readonly [string, bigint]): void =>
					void (to[currency] = (to[currency] ?? 0n) + units);
				all.forEach((each) => add(clearing, putIn(each)));
				const returned: PayoutTransaction[] = [];
				const payouts = statuses.map((status, id) => {
					const own = all.filter((_, index) => where[index] === id);
					const made = payout(id, own, status);
					const net = own.reduce((sum, each) => sum + transactionNet(each), 0n);
					if (status === 'scheduled') own.forEach((each) => add(open, putIn(each)));
					if ((status === 'failed' || status === 'cancelled') && net !== 0n)
						returned.push({
							id: `returned-${id}`,
							type: 'payoutReturn',
							amount: usd(net < 0n ? -net : net),
							direction: net < 0n ? 'out' : 'in',
							fee: usd(0n),
							occurredAt: '2026-03-05T00:00:00Z',
						});
					return made;
				});
				all.forEach((each, index) => (where[index] === 4 ? add(open, putIn(each)) : undefined));
				if (paysReturned) payouts.push(payout(9, returned));
				else returned.forEach((each) => add(open, ['USD', transactionNet(each)]));
				const sums = sumsOf(payouts.map((each) => entryOf(each, policy)));
				expect({
					USD: clearing.USD! + (sums['clearing USD'] ?? 0n),
					EUR: clearing.EUR! + (sums['clearing EUR'] ?? 0n),
				}).toEqual(open);
			}),
			{ numRuns: 300 },
		);
	});

	it('is booked the same whatever the order of its transactions', () => {
		fc.assert(
			fc.property(fc.array(transactions, { maxLength: 12 }), policies, fc.nat(), (all, policy, seed) => {
				const at = all.length === 0 ? 0 : seed % all.length;
				const turned = [...all.slice(at), ...all.slice(0, at)].reverse();
				expect(sumsOf([entryOf(payout(1, turned), policy)])).toEqual(
					sumsOf([entryOf(payout(1, all), policy)]),
				);
			}),
		);
	});
});

describe('documents of a payout', () => {
	const accounts = mappingOf(['shopify_payments']);

	/** By currency, what documents and entry move. */
	function moved(entry: JournalEntry, ledger: (typeof LEDGERS)[number]) {
		const mapped = valueOf(mapAccounts(entry, accounts, ledger.capabilities));
		const documents = valueOf(
			composeDocuments(mapped, ledger.capabilities, { ledger: ledger.id, tenant: '1' }),
		);
		const byCurrency = new Map<string, Effects>();
		for (const document of documents)
			byCurrency.set(document.currency, effects(document, byCurrency.get(document.currency)));
		const all = [...byCurrency].flatMap(([currency, accountsMoved]) =>
			[...accountsMoved].map(([id, units]) => [`${id} ${currency}`, units] as const),
		);
		return { documents, effects: Object.fromEntries(all) };
	}
	const LEDGERS = [quickbooks, xero, freshbooks];

	it('move each account as the entry does, in each ledger, with one document for the bank’s line', () => {
		fc.assert(
			fc.property(
				fc.array(transactions, { maxLength: 12 }),
				policies,
				fc.constantFrom<Status>('paid', 'failed', 'cancelled'),
				fc.constantFrom(...LEDGERS),
				(all, policy, status, ledger) => {
					const document = payout(1, all, status);
					const entry = entryOf(document, policy);
					if (entry === undefined) return;
					const { documents, effects: made } = moved(entry, ledger);
					const expected: Record<string, bigint> = {};
					for (const { role, facts, side, amount } of entry.lines) {
						const account = role === 'clearing' ? `id-clearing-${facts.gateway}` : `id-${role}`;
						const key = `${account} ${amount.currency}`;
						const units = side === 'debit' ? minorUnits(amount) : -minorUnits(amount);
						expected[key] = (expected[key] ?? 0n) + units;
					}
					expect(made).toEqual(
						Object.fromEntries(Object.entries(expected).filter(([, units]) => units !== 0n)),
					);
					expect(new Set(documents.map(({ postingKey }) => postingKey)).size).toBe(documents.length);
					const main = documents.filter(({ postingKey }) => postingKey.endsWith('/Payout'));
					const hasNet = minorUnits(document.net) > 0n && status !== 'cancelled';
					expect(main.map(({ total }) => total)).toEqual(hasNet ? [document.net] : []);
				},
			),
			{ numRuns: 300 },
		);
	});

	it('that failed are those of one that was on its way, and one more', () => {
		fc.assert(
			fc.property(
				fc.array(transactions, { maxLength: 12 }),
				policies,
				fc.constantFrom(...LEDGERS),
				(all, policy, ledger) => {
					const [paid, failed] = (['paid', 'failed'] as const).map((status) => {
						const entry = entryOf(payout(1, all, status), policy);
						return entry === undefined ? [] : moved(entry, ledger).documents;
					});
					const ofPayout = (failed ?? []).filter(({ postingKey }) => !postingKey.endsWith('/returned'));
					expect(ofPayout).toEqual(paid);
				},
			),
		);
	});
});

describe('nothing is left over', () => {
	it('of a payout that came back but what was taken out of it', () => {
		fc.assert(
			fc.property(fc.bigInt(1n, 100_000n), fc.bigInt(0n, 1_000n), policies, (amount, fee, policy) => {
				const charge: PayoutTransaction = {
					id: 'charge',
					type: 'charge',
					amount: usd(amount + fee),
					direction: 'in',
					fee: usd(fee),
					occurredAt: '2026-03-02T09:30:00Z',
				};
				const sums = sumsOf([entryOf(payout(1, [charge], 'failed'), policy)]);
				expect(sums).toEqual(fee === 0n ? {} : { 'processingFees USD': fee, 'clearing USD': -fee });
			}),
		);
	});

	it('of a dispute that was won but the fee that is kept, and of one that was lost but the loss', () => {
		const fees = fc.bigInt(0n, 2_000n);
		fc.assert(
			fc.property(fc.bigInt(1n, 100_000n), fees, fees, policies, (amount, fee, back, policy) => {
				const givenBack = back < fee ? back : fee;
				const opened = entryOf(disputed('opened', amount, fee), policy);
				const won = sumsOf([opened, entryOf(disputed('won', amount, givenBack), policy)]);
				const kept = fee - givenBack;
				expect(won).toEqual(kept === 0n ? {} : { 'chargebackFees USD': kept, 'clearing USD': -kept });
				const lost = sumsOf([opened, entryOf(disputed('lost', amount, fee), policy)]);
				const loss = { 'chargebackLosses USD': amount, 'clearing USD': -(amount + fee) };
				expect(lost).toEqual(fee === 0n ? loss : { ...loss, 'chargebackFees USD': fee });
			}),
		);
	});

	it('in transit once the bank has a payout, but what the bank has not', () => {
		fc.assert(
			fc.property(fc.bigInt(1n, 100_000n), fc.bigInt(-500n, 500n), (net, difference) => {
				const received = net + difference < 0n ? 0n : net + difference;
				const charge: PayoutTransaction = {
					id: 'charge',
					type: 'charge',
					amount: usd(net),
					direction: 'in',
					fee: usd(0n),
					occurredAt: '2026-03-02T09:30:00Z',
				};
				const match = matchOf(usd(net).amount, usd(received).amount);
				const outcome = journalize(match);
				expect(outcome.findings.map(({ code }) => code)).toEqual(
					received === 0n
						? ['PAYOUT_DIFFERENCE_OPEN', 'NOTHING_TO_POST']
						: received === net
							? []
							: ['PAYOUT_DIFFERENCE_OPEN'],
				);
				const sums = sumsOf([entryOf(payout(1, [charge])), entryOf(match)]);
				expect([sums['bank USD'] ?? 0n, sums['payoutsInTransit USD'] ?? 0n]).toEqual([
					received,
					net - received,
				]);
			}),
		);
	});
});
