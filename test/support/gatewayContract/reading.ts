/** Reading payouts: of a period and by id, each once and whole, with all its transactions. */
import { checkPayout, payoutNet, transactionNet } from '../../../core/documents/check';
import { parseDocument } from '../../../core/documents/parse';
import type { Payout, PayoutTransaction } from '../../../core/documents';
import type { ReadPayout } from '../../../core/gateway/connector';
import { minorUnits } from '../../../core/money/money';
import type { PayoutEvent } from '../../../lab/daybook/events';
import { everyType, GatewayBook } from './books';
import { ALL, all, ContractGateway, dayBookName, issuedAt, type GatewayUnderTest } from './context';

/** The largest page that any gateway gives: what a session holds in memory at once. */
const LARGEST_PAGE = 100;
const SECOND = 1_000;

const units = (text: string): bigint => {
	const [whole = '', fraction = ''] = text.replace('-', '').split('.');
	const size = BigInt(whole + fraction.padEnd(2, '0'));
	return text.startsWith('-') ? -size : size;
};

const idsOf = (payouts: readonly ReadPayout[]): string[] =>
	payouts.map(({ externalId }) => externalId).sort();

function documentOf({ payout, held }: ReadPayout): Payout {
	if (payout === undefined) throw new Error(`held: ${JSON.stringify(held?.findings)}`);
	return payout;
}

/** The net of some types, in minor units. */
const netOf = (payout: Payout, types: readonly PayoutTransaction['type'][]): bigint =>
	payout.transactions
		.filter(({ type }) => types.includes(type))
		.reduce((sum, one) => sum + transactionNet(one), 0n);

const bookedNet = ({ transactions }: PayoutEvent, types: readonly string[]): bigint =>
	transactions.filter(({ type }) => types.includes(type)).reduce((sum, { net }) => sum + units(net), 0n);

export function readingContract(test: GatewayUnderTest): void {
	const { id } = test.connector;

	describe('reading payouts', () => {
		let gateway: ContractGateway;
		let payouts: ReadPayout[];
		const events: PayoutEvent[] = [];
		beforeAll(async () => {
			const book = new GatewayBook(dayBookName(test));
			events.push(...book.daily(6));
			gateway = await ContractGateway.open(test, book.dayBook);
			payouts = await all(gateway.session.payouts(ALL));
		});
		afterAll(async () => await gateway.close());

		it('says whose account it is, and misses nothing', async () => {
			const account = await gateway.session.account();
			expect(account).toMatchObject({ gateway: id, test: false, findings: [] });
			expect(account.accountId).not.toBe('');
			expect(account.name).not.toBe('');
			expect(account.currencies).toContain(gateway.dayBook.shop.currency);
		});

		it('gives each once, oldest first, as a document that can be parsed and adds up', async () => {
			const { accountId } = await gateway.session.account();
			expect(new Set(idsOf(payouts)).size).toBe(payouts.length);
			expect(payouts.map((read) => payoutNet(documentOf(read)))).toEqual(events.map(({ net }) => units(net)));
			const issued = payouts.map(issuedAt);
			expect(issued).toEqual(issued.toSorted());
			for (const read of payouts) {
				const payout = documentOf(read);
				const parsed = parseDocument(JSON.parse(JSON.stringify(payout)));
				expect(parsed.ok ? [] : parsed.findings).toEqual([]);
				expect(checkPayout(payout).ok).toBe(true);
				expect(payout.id).toBe(`${id}/${accountId}/payout/${read.externalId}`);
				expect(payout).toMatchObject({
					source: { platform: id, storeId: accountId, kind: 'payout', externalId: read.externalId },
					status: 'paid',
					gateway: test.connector.gatewayNames[0],
					currency: gateway.dayBook.shop.currency,
				});
				expect(payout.arrivesOn >= payout.occurredAt.slice(0, 10)).toBe(true);
			}
		});

		it('windows them from, inclusive, to, exclusive', async () => {
			const at = issuedAt(payouts[3]!);
			const later = new Date(Date.parse(at) + SECOND).toISOString();
			const { session } = gateway;
			const ids = (keep: (issued: string) => boolean) =>
				idsOf(payouts.filter((read) => keep(issuedAt(read))));
			expect(idsOf(await all(session.payouts({ from: at })))).toEqual(ids((issued) => issued >= at));
			expect(idsOf(await all(session.payouts({ ...ALL, to: at })))).toEqual(ids((issued) => issued < at));
			expect(idsOf(await all(session.payouts({ from: at, to: later })))).toEqual(
				ids((issued) => issued >= at && issued < later),
			);
			expect(await all(session.payouts({ from: at, to: at }))).toEqual([]);
		});

		it('gives the same document by its id, and leaves out ids that do not exist', async () => {
			const wanted = payouts.slice(0, 2);
			const found = await gateway.session.payoutsById(idsOf(wanted));
			expect(found.map(documentOf).sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
				wanted.map(documentOf).sort((a, b) => (a.id < b.id ? -1 : 1)),
			);
			const [known = ''] = idsOf(payouts);
			const unknown = `${known.slice(0, -3)}987`;
			expect(idsOf(await gateway.session.payoutsById([unknown, known]))).toEqual([known]);
			expect(await gateway.session.payoutsById([unknown])).toEqual([]);
			expect(await gateway.session.payoutsById([])).toEqual([]);
		});

		it('names the clearing account as the shop does', async () => {
			const other = await ContractGateway.open(test, gateway.dayBook, {
				policy: { gatewayName: 'card-gateway' },
			});
			const [first] = await all(other.session.payouts(ALL));
			await other.close();
			expect(documentOf(first!).gateway).toBe('card-gateway');
		});
	});

	describe('the transactions of a payout', () => {
		it('are all there, of every type, and come to what arrives', async () => {
			const { dayBook, payout: event } = everyType(dayBookName(test));
			const gateway = await ContractGateway.open(test, dayBook);
			const [read, ...more] = await all(gateway.session.payouts(ALL));
			await gateway.close();
			expect(more).toEqual([]);
			const payout = documentOf(read!);
			expect(payoutNet(payout)).toBe(units(event.net));
			expect(netOf(payout, ['charge'])).toBe(bookedNet(event, ['charge']));
			expect(netOf(payout, ['refund'])).toBe(bookedNet(event, ['refund']));
			expect(netOf(payout, ['dispute', 'disputeReversal', 'disputeFee'])).toBe(
				bookedNet(event, ['dispute', 'dispute_reversal']),
			);
			expect(netOf(payout, ['reserveHold', 'reserveRelease'])).toBe(
				bookedNet(event, ['reserve_hold', 'reserve_release']),
			);
			// what gateways have no word of their own for is at least no charge and no refund
			const others = ['fee', 'adjustment', 'loan', 'subscription', 'transfer'] as const;
			expect(netOf(payout, others)).toBe(bookedNet(event, others));
			expect(new Set(payout.transactions.map((one) => one.id)).size).toBe(payout.transactions.length);
			const charges = payout.transactions.filter(({ type }) => type === 'charge');
			expect(charges.every(({ order, reference }) => (order ?? reference) !== undefined)).toBe(true);
			expect(charges.map(({ fee }) => minorUnits(fee)).sort()).toEqual([349n, 61n, 61n, 97n].sort());
			const named = payout.transactions.filter(({ type }) => type !== 'charge' && type !== 'refund');
			expect(named.filter(({ description }) => description === undefined)).toEqual([]);
		});

		it('may be more than any page holds, and payouts too', async () => {
			const book = new GatewayBook(dayBookName(test));
			const orders = Array.from({ length: 260 }, (_, at) =>
				book.order(
					`2026-09-20T${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}:00+00:00`,
				),
			);
			book.payout({
				id: 'po_large',
				at: '2026-09-22T07:00:00+00:00',
				transactions: orders.map((order) => book.charge(order)),
			});
			book.daily(LARGEST_PAGE + 5);
			const gateway = await ContractGateway.open(test, book.dayBook);
			const pages: (readonly ReadPayout[])[] = [];
			for await (const page of gateway.session.payouts(ALL)) pages.push(page);
			await gateway.close();
			for (const page of pages) expect(page.length).toBeLessThanOrEqual(LARGEST_PAGE);
			const found = pages.flat();
			expect(new Set(idsOf(found)).size).toBe(LARGEST_PAGE + 6);
			expect(found).toHaveLength(LARGEST_PAGE + 6);
			expect(documentOf(found[0]!).transactions).toHaveLength(260);
		}, 60_000);
	});
}
