/** The real shop: every payout has its bank line, clearing accounts are made of open items, and shop, gateway and bank agree. */
import Big from 'big.js';
import {
	ageing,
	type AgedBalance,
	type AgeingInput,
	type LedgerBalance,
} from '../../../core/reconcile/ageing/ageing';
import { matchDocuments } from '../../../core/reconcile/match/documents';
import { openLine, openPayout } from '../../../core/reconcile/match/items';
import { matchPayouts } from '../../../core/reconcile/match/match';
import { dateOf, dayOf } from '../../../core/reconcile/days';
import { reconcile } from '../../../core/reconcile/run';
import { openSyncLog } from '../../../synclog';
import { matchHistory } from '../../../core/reconcile/match/stream';
import { tieOut } from '../../../core/reconcile/tieOut/tieOut';
import { dayBookDocuments } from '../../support/dayBookDocuments';
import { dayBookEvents, dayBookMoney, type DayBookMoney } from '../../support/dayBookMoney';
import { describeWithShared, shared } from '../../support/shared';
import type { DayBookEvent } from '../../../lab/daybook/events';

const FILES = [
	['first-week', 'daybook-2010-12-first-week.ndjson.gz', 33, 1, 78],
	['December', 'daybook-2010-12.ndjson.gz', 75, 3, 171],
] as const;
const AS_OF = '2011-01-31';

/** Straight from the events, with nothing of ours: what each gateway owes, payouts on their way included. */
function witness(events: readonly DayBookEvent[]): Map<string, Big> {
	const owed = new Map<string, Big>();
	const move = (gateway: string, amount: string | Big): void =>
		void owed.set(gateway, (owed.get(gateway) ?? new Big(0)).plus(amount));
	const gatewayOf = new Map<string, string>();
	for (const event of events) {
		if (event.kind === 'order')
			for (const { id, gateway, status, amount } of event.payments) {
				gatewayOf.set(id, gateway);
				if (status === 'captured') move(gateway, amount);
			}
		if (event.kind === 'payment' && event.status === 'captured') move(event.gateway, event.amount);
		if (event.kind === 'refund')
			for (const { gateway, amount } of event.payments) move(gateway, new Big(0).minus(amount));
		if (event.kind === 'dispute' && event.stage === 'opened')
			move(gatewayOf.get(event.paymentId) ?? '', new Big(0).minus(event.amount).minus(event.fee));
		if (event.kind === 'dispute' && event.stage === 'won')
			move(gatewayOf.get(event.paymentId) ?? '', event.amount);
		if (event.kind === 'payout') {
			const fees = event.transactions
				.filter(({ type }) => type === 'charge' || type === 'refund')
				.reduce((sum, { fee }) => sum.plus(fee), new Big(0));
			move(event.gateway, new Big(0).minus(fees));
			if (event.status === 'paid') move(event.gateway, new Big(0).minus(event.net));
		}
	}
	return owed;
}

const signed = ({ amount, side }: AgedBalance['balance']): Big =>
	side === 'debit' ? new Big(amount.amount) : new Big(0).minus(amount.amount);

describeWithShared('the real shop', () => {
	describe.each(FILES)('%s', (_name, name, paid, inTransit, noise) => {
		const file = shared(`data/online-retail/${name}`);
		let money: DayBookMoney;
		let input: AgeingInput;
		beforeAll(() => {
			money = dayBookMoney(file);
			input = {
				documents: [...dayBookDocuments(file), ...money.disputes].flatMap((one) =>
					one.type === 'OrderEdit' || one.type === 'Cancellation' || one.type === 'Fulfilment' ? [] : [one],
				),
				payouts: money.payouts,
				asOf: AS_OF,
			};
		});

		it('every paid payout is matched with its line, and other lines stay what they are', () => {
			const result = matchPayouts(money.payouts.map(openPayout), money.lines.map(openLine), { asOf: AS_OF });
			expect(result.matches).toHaveLength(paid);
			expect(result.waiting).toHaveLength(inTransit);
			expect(result.others).toHaveLength(noise);
			expect([result.missing, result.unknown]).toEqual([[], []]);
			expect(result.waiting.every(({ document: { status } }) => status === 'inTransit')).toBe(true);
			for (const { kind, review, payouts, lines } of result.matches) {
				expect([kind, review]).toEqual(['exact', false]);
				const ids = [payouts[0], lines[0]].map((one) => one?.document.source.externalId);
				expect(ids[1]).toBe(`bank_${ids[0]}`);
			}
		});

		it('clearing accounts are their open items, to the cent', () => {
			const balances = ageing(input);
			const expected = witness(dayBookEvents(file));
			for (const gateway of ['shopify_payments', 'paypal', 'stripe']) {
				const mine = balances.filter(
					({ account, gateway: of }) =>
						of === gateway && (account === 'clearing' || account === 'payoutsInTransit'),
				);
				const sum = mine.reduce((all, { balance }) => all.plus(signed(balance)), new Big(0));
				expect(sum.toFixed(2)).toBe((expected.get(gateway) ?? new Big(0)).toFixed(2));
			}
			const cards = balances.find(({ account }) => account === 'giftCards');
			expect(cards?.balance.side).toBe('debit');
			expect(cards?.balance.amount.amount).toBe(paid === 33 ? '129.95' : '400.10');
			for (const { items, balance, buckets } of balances) {
				const total = items.reduce((all, item) => all.plus(signed(item)), new Big(0));
				expect(total.eq(signed(balance))).toBe(true);
				expect(buckets.reduce((all, bucket) => all + bucket.count, 0)).toBe(items.length);
			}
		});

		it('shop, gateway and bank agree, but for what is not paid out yet', () => {
			const matched = matchPayouts(money.payouts.map(openPayout), money.lines.map(openLine), {
				asOf: AS_OF,
			});
			const matches = matchDocuments(matched).map(({ document }) => document);
			const documents = input.documents.flatMap((one) => (one.type === 'BalanceChange' ? [] : [one]));
			const tied = tieOut({ documents, payouts: money.payouts, matches, from: '2010-12-01', to: AS_OF });
			expect(tied.filter(({ what }) => what === 'sales')).toHaveLength(3);
			for (const each of tied) {
				expect(each.agrees).toBe(true);
				if (each.what === 'payouts') expect(each.bank).toEqual(each.gateway);
				else expect(each.differences.every(({ code }) => code === 'notPaidOutYet')).toBe(true);
			}
		});
	});

	describe("the ledger's balance", () => {
		const file = shared('data/online-retail/daybook-2010-12.ndjson.gz');
		const money = dayBookMoney(file);
		const documents = [...dayBookDocuments(file), ...money.disputes].flatMap((one) =>
			one.type === 'OrderEdit' || one.type === 'Cancellation' || one.type === 'Fulfilment' ? [] : [one],
		);
		const paypal = (balance: string): AgedBalance['ledger'] => {
			const ledger: LedgerBalance = { account: 'clearing', gateway: 'paypal', currency: 'GBP', balance };
			const all = ageing({ documents, payouts: money.payouts, asOf: AS_OF, ledger: [ledger] });
			return all.find(({ account, gateway }) => account === 'clearing' && gateway === 'paypal')?.ledger;
		};

		it('agrees', () => {
			expect(paypal('-8.50')).toMatchObject({ agrees: true, reasons: [] });
		});

		it('is explained: a payout twice, a payout not posted, a sale not booked, a refund twice', () => {
			const payout = money.payouts.find(({ gateway }) => gateway === 'paypal');
			const gross = payout?.transactions.reduce(
				(sum, { amount, direction }) =>
					direction === 'in' ? sum.plus(amount.amount) : sum.minus(amount.amount),
				new Big(0),
			);
			if (payout === undefined || gross === undefined) throw new Error('no payout');
			const [balance, refund, sale] = ['-8.50', '8.50', '855.86'].map((text) => new Big(text)) as [
				Big,
				Big,
				Big,
			];
			const codeOf = (text: string): unknown => {
				const { reasons = [], agrees } = paypal(text) ?? {};
				return [agrees, reasons.map(({ code, about }) => [code, about])];
			};
			expect(codeOf(balance.minus(gross).toFixed(2))).toEqual([false, [['payoutPostedTwice', payout.id]]]);
			expect(codeOf(balance.plus(gross).toFixed(2))).toEqual([false, [['payoutNotPosted', payout.id]]]);
			expect(codeOf(balance.minus(sale).toFixed(2))).toEqual([
				false,
				[['notBooked', 'daybook/shop/order/536370']],
			]);
			expect(codeOf(balance.minus(refund).toFixed(2))).toEqual([
				false,
				[['bookedTwice', expect.stringContaining('/refund/')]],
			]);
		});

		it('is not explained by what is not there', () => {
			expect(paypal('1000000.00')).toMatchObject({ agrees: false, reasons: [{ code: 'notExplained' }] });
			expect(() => paypal('8,50')).toThrow(/is not an amount of GBP/);
		});
	});

	it('day by day, as a workflow does it: every payout on the day it arrives, and each once', async () => {
		const { payouts, lines } = dayBookMoney(shared('data/online-retail/daybook-2010-12.ndjson.gz'));
		const syncLog = openSyncLog({ file: ':memory:' });
		const matched: string[] = [];
		for (let day = dayOf('2010-12-01'); day <= dayOf(AS_OF); day++) {
			const date = dateOf(day);
			// a payout is read when it is issued, and again when it is paid
			const today = payouts.filter(({ bookedOn, arrivesOn }) => bookedOn === date || arrivesOn === date);
			const { documents } = await reconcile(
				{ payouts: today, lines: lines.filter(({ bookedOn }) => bookedOn === date), documents: [] },
				{ syncLog, books: 'main', asOf: date },
			);
			for (const { document, output } of documents) {
				expect([document.status, output, document.reasons]).toEqual(['matched', 'matched', []]);
				expect(document.bookedOn).toBe(date);
				const [payout = '', line = ''] = [document.payouts[0], document.bankTransactions[0]];
				expect(line.split('/').at(-1)).toBe(`bank_${payout.split('/').at(-1)}`);
				matched.push(payout);
			}
		}
		const paid = payouts.filter(({ status }) => status === 'paid').map(({ id }) => id);
		expect(matched.sort()).toEqual(paid.sort());
		await syncLog.close();
	});

	it('the year, in bounded memory', () => {
		const { payouts, lines } = dayBookMoney(shared('data/online-retail/daybook-year.ndjson.gz'));
		const counts = { matches: 0, missing: 0, unknown: 0, others: 0 };
		for (const result of matchHistory(payouts, lines, { asOf: '2012-02-28' })) {
			counts.matches += result.matches.length;
			counts.missing += result.missing.length;
			counts.unknown += result.unknown.length;
			counts.others += result.others.length;
			for (const { kind, payouts: ours, lines: theirs } of result.matches) {
				expect(kind).toBe('exact');
				const ids = [ours[0], theirs[0]].map((one) => one?.document.source.externalId);
				expect(ids[1]).toBe(`bank_${ids[0]}`);
			}
		}
		expect(counts).toEqual({ matches: 769, missing: 0, unknown: 0, others: 2_127 });
	});
});
