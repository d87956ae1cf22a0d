/** Faults planted into a steady shop: each is found, named with its orders and its fix; the shop without them is quiet. */
import type { Cancellation, Payout, Refund, Sale } from '../../../../core/documents';
import { anomalyFinder, anomaliesMessage, type Anomaly } from '../../../../core/anomalies';
import type { PerformanceDocument } from '../../../../core/performance';
import { daysOf } from '../../../../core/performance/periods';
import { fromMinorUnits } from '../../../../core/money/money';
import { dateOf, dayOf } from '../../../../core/reconcile/days';
import { line, money, payment, refundLine, refundOf, saleOf, tax } from '../../../support/documents';

/** Monday to Sunday; before it 13 weeks of a shop that sells as ever. */
const WEEK = { from: '2026-03-02', to: '2026-03-08' };
const DAYS = daysOf({ from: '2025-12-01', to: WEEK.to });
const inWeek = (day: string): boolean => day >= WEEK.from;

/** The same numbers at every run, without any pattern of weeks. */
function noise(seed: number): number {
	const value = Math.sin(seed * 12.9898) * 43_758.5453;
	return value - Math.floor(value);
}

interface Faults {
	readonly taxRate?: number;
	readonly discount?: number;
	readonly silentChannel?: string;
	readonly gapOf?: number;
	readonly huge?: boolean;
	readonly fewer?: number;
	readonly cost?: string;
}

/** 12 to 18 orders a day, most on Mondays, through three channels; 20 % tax in GB, one in ten with a discount of 10 %. */
function shopSales(faults: Faults = {}): Sale[] {
	const sales: Sale[] = [];
	let number = 1_000;
	for (const day of DAYS) {
		const planted = inWeek(day) ? faults : {};
		const isMonday = (dayOf(day) + 3) % 7 === 0;
		const usual = (isMonday ? 18 : 12) + Math.trunc(noise(dayOf(day)) * 4);
		const count = Math.trunc(usual / (planted.fewer ?? 1));
		for (let index = 0; index < count; index++) {
			const seed = dayOf(day) * 100 + index;
			const channel = ['web', 'web', 'web', 'pos', 'market'][index % 5] ?? 'web';
			if (channel === planted.silentChannel) continue;
			number += index === 3 && day === '2026-03-04' && planted.gapOf !== undefined ? planted.gapOf + 1 : 1;
			const pence =
				BigInt(
					Math.trunc(2_000 + noise(seed) * 6_000) *
						(planted.huge === true && index === 1 && day === '2026-03-05' ? 300 : 1),
				) * 10n;
			const rate = planted.taxRate ?? 20;
			const off = index % 10 === 0 ? 10n : BigInt(planted.discount ?? 0);
			const net = pence - (pence * off) / 100n;
			const pounds = (units: bigint): string => fromMinorUnits(units, 'GBP').amount;
			const taxes = [
				tax(pounds((net * BigInt(rate)) / 100n), { name: 'VAT', rate: `0.${rate}`, country: 'GB' }, 'GBP'),
			];
			const product = `P${seed % 7}`;
			sales.push(
				saleOf({
					id: `shop/one/order/${number}`,
					order: { id: String(number), number: `#${number}` },
					currency: 'GBP',
					channel,
					bookedOn: day,
					occurredAt: `${day}T10:00:00Z`,
					shipTo: { country: 'GB' },
					lines: [
						line(
							pounds(pence),
							{
								sku: product,
								name: `Product ${product}`,
								discount: money(pounds(pence - net), 'GBP'),
								taxes,
								...(planted.cost === undefined ? {} : { cost: money(planted.cost, 'GBP') }),
							},
							'GBP',
						),
					],
					payments: [
						payment(pounds(net + (net * BigInt(rate)) / 100n), 'stripe', {
							amount: money(pounds(net + (net * BigInt(rate)) / 100n), 'GBP'),
						}),
					],
				}),
			);
		}
	}
	return sales;
}

function refund(day: string, index: number, sku: string): Refund {
	return refundOf({
		id: `shop/one/refund/${day}-${index}`,
		currency: 'GBP',
		bookedOn: day,
		shipTo: { country: 'GB' },
		lines: [refundLine('20.00', { sku, name: `Product ${sku}` }, 'GBP')],
	});
}

/** One refund every second day. */
const shopRefunds = (): Refund[] =>
	DAYS.filter((day) => dayOf(day) % 2 === 0).map((day) => refund(day, 0, `P${dayOf(day) % 7}`));

/** A payout each day, with fees of 1.5 % and a little noise. */
function shopPayouts(feeOf = 150): Payout[] {
	return DAYS.map((day): Payout => {
		const share = inWeek(day) ? feeOf : 150;
		const fee = BigInt(share) * 10n + BigInt(Math.trunc(noise(dayOf(day)) * 100));
		const { type: _, ...header } = saleOf({});
		return {
			...header,
			type: 'Payout',
			id: `stripe/acct/payout/${day}`,
			currency: 'GBP',
			bookedOn: day,
			gateway: 'stripe',
			status: 'paid',
			arrivesOn: day,
			direction: 'toBank',
			net: fromMinorUnits(100_000n - fee, 'GBP'),
			transactions: [
				{
					id: 't',
					type: 'charge',
					amount: money('1000.00', 'GBP'),
					direction: 'in',
					fee: fromMinorUnits(fee, 'GBP'),
					occurredAt: `${day}T10:00:00Z`,
				},
			],
		};
	});
}

const base = (): PerformanceDocument[] => [...shopRefunds(), ...shopPayouts()];
const find = (documents: readonly PerformanceDocument[]): Anomaly[] =>
	anomalyFinder(documents)({ period: WEEK });

/** The only anomaly there is. */
function only(found: readonly Anomaly[]): Anomaly {
	expect(found.map(({ code }) => code)).toHaveLength(1);
	const [anomaly] = found;
	if (anomaly === undefined) throw new Error('none');
	expect(anomaly.fix.length).toBeGreaterThan(20);
	expect(anomaly.message).not.toMatch(/\{\w+\}/);
	return anomaly;
}

test('a quiet week gives none', () => {
	const found = find([...shopSales(), ...base()]);
	expect(found).toEqual([]);
	expect(anomaliesMessage(found, WEEK).text).toBe('Nothing unusual, 2026-03-02 to 2026-03-08');
});

test('every quiet week gives none', () => {
	const finder = anomalyFinder([...shopSales(), ...base()]);
	for (const from of DAYS.filter((day) => (dayOf(day) + 3) % 7 === 0))
		expect(finder({ period: { from, to: dateOf(dayOf(from) + 6) } })).toEqual([]);
});

test('a fee jump', () => {
	const found = only(find([...shopSales(), ...shopRefunds(), ...shopPayouts(250)]));
	expect(found).toMatchObject({ code: 'ANOMALY_FEE_RATE', subject: 'stripe', count: 7 });
	expect(found.message).toMatch(
		/^stripe kept 2\.5\d % of what it collected in the week from 2026-03-02; .* it was 1\.5\d %/,
	);
});

test('a refund wave of one product', () => {
	const wave = Array.from({ length: 14 }, (_, index) => refund('2026-03-04', index + 1, 'P3'));
	const found = only(find([...shopSales(), ...base(), ...wave]));
	expect(found).toMatchObject({ code: 'ANOMALY_REFUNDS_PRODUCT', subject: 'P3' });
	expect(found.message).toContain('"Product P3" was given back in');
	expect(found.count).toBeGreaterThanOrEqual(14);
});

test('a refund wave of many products', () => {
	const wave = Array.from({ length: 28 }, (_, index) => refund('2026-03-04', index + 1, `X${index}`));
	expect(only(find([...shopSales(), ...base(), ...wave]))).toMatchObject({
		code: 'ANOMALY_REFUNDS',
		subject: '',
	});
});

test('a silent channel, with its last orders', () => {
	const found = only(find([...shopSales({ silentChannel: 'market' }), ...base()]));
	expect(found).toMatchObject({ code: 'ANOMALY_CHANNEL_SILENT', subject: 'market', period: WEEK });
	expect(found.orders.length).toBeGreaterThan(0);
});

test('a silent shop, unless it was closed', () => {
	const documents = [...shopSales().filter(({ bookedOn }) => bookedOn < '2026-03-05'), ...base()];
	expect(only(find(documents))).toMatchObject({
		code: 'ANOMALY_SHOP_SILENT',
		period: { from: '2026-03-05', to: '2026-03-08' },
	});
	const closed = daysOf({ from: '2026-03-05', to: '2026-03-08' });
	expect(anomalyFinder(documents)({ period: WEEK, closed })).toEqual([]);
});

test('a gap in the order numbers', () => {
	const found = only(find([...shopSales({ gapOf: 9 }), ...base()]));
	expect(found).toMatchObject({ code: 'ANOMALY_NUMBER_GAP', count: 2 });
	expect(found.message).toContain('9 numbers are missing; usually none is missing');
});

test('the number of an order that was given up is not missing', () => {
	const sales = shopSales();
	const givenUp = sales.find(({ bookedOn }) => bookedOn === '2026-03-04');
	if (givenUp === undefined) throw new Error('none');
	const { id, order, source, shipTo, bookedOn, occurredAt, schemaVersion, channel, currency } = givenUp;
	const cancellation: Cancellation = {
		...{ order, source, shipTo, bookedOn, occurredAt, schemaVersion, channel, currency },
		type: 'Cancellation',
		id: `${id}/cancel`,
		saleId: id,
		pricesIncludeTax: false,
		lines: [],
		released: money('0', 'GBP'),
		tax: money('0', 'GBP'),
	};
	const without = [...sales.filter((sale) => sale !== givenUp), ...base()];
	expect(only(find(without)).code).toBe('ANOMALY_NUMBER_GAP');
	expect(find([...without, cancellation])).toEqual([]);
});

test('a shop whose numbers always have gaps has to lose more of them', () => {
	const gappy = shopSales().filter(({ order }) => noise(Number(order.id)) > 0.2);
	expect(find([...gappy, ...base()])).toEqual([]);
});

test('another tax rate', () => {
	const found = only(find([...shopSales({ taxRate: 15 }), ...base()]));
	expect(found).toMatchObject({ code: 'ANOMALY_TAX_RATE', subject: 'GB' });
	expect(found.message).toMatch(/taxed 15\.00 % .* it was (20\.00|19\.99) %/);
});

test('a wave of discounts, with the orders that have one', () => {
	const found = only(find([...shopSales({ discount: 30 }), ...base()]));
	expect(found.code).toBe('ANOMALY_DISCOUNTS');
	expect(found.count).toBeGreaterThan(50);
});

test('a day with one huge order', () => {
	const found = only(find([...shopSales({ huge: true }), ...base()]));
	expect(found).toMatchObject({ code: 'ANOMALY_DAY', period: { from: '2026-03-05' } });
	expect(found.orders[0]?.number).toMatch(/^#\d+$/);
});

test('a week with a fraction of the orders', () => {
	const codes = find([...shopSales({ fewer: 4 }), ...base()]).map(({ code }) => code);
	expect(codes).toContain('ANOMALY_TREND');
});

test('what sells below its cost', () => {
	const found = find([...shopSales({ cost: '900.00' }), ...base()]);
	expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['ANOMALY_MARGIN']));
	expect(found).toHaveLength(7);
	expect(found[0]?.orders.length).toBeGreaterThan(0);
});

test('orders that were due in the week and are not paid', () => {
	const unpaid = shopSales().map((sale): Sale =>
		sale.bookedOn === '2026-02-03' && sale.channel === 'pos'
			? {
					...sale,
					dueOn: '2026-03-05',
					payments: [],
					totals: { ...sale.totals, paid: money('0', 'GBP'), outstanding: sale.totals.total },
				}
			: sale,
	);
	const found = only(find([...unpaid, ...base()]));
	expect(found.code).toBe('ANOMALY_UNPAID');
	expect(found.count).toBeGreaterThan(0);
});

test('the message stays within the limits of Slack in a very bad week', () => {
	const found = find([...shopSales({ cost: '900.00', discount: 30, taxRate: 15 }), ...shopPayouts(400)]);
	const many = Array.from({ length: 20 }, () => found).flat();
	const { text, blocks } = anomaliesMessage(many, WEEK);
	expect(text.length).toBeLessThanOrEqual(4_000);
	expect(blocks.length).toBeLessThanOrEqual(50);
	for (const block of blocks) if ('text' in block) expect(block.text.text.length).toBeLessThanOrEqual(3_000);
});
