/** The figures of the summary are the day book's own, to the cent: worked out here from its events, by other means. */
import {
	summarizePerformance,
	type CurrencyPerformance,
	type PerformanceDocument,
	type PeriodUnit,
} from '../../../../core/performance';
import { dayBookRows, withCustomers, type DayBookRow } from '../../../support/dayBookCustomers';
import { dayBookDocuments } from '../../../support/dayBookDocuments';
import { dayBookMoney, dayBookRows as moneyRows } from '../../../support/dayBookPayouts';
import { describeWithShared, shared } from '../../../support/shared';

interface Tax {
	readonly rate: string;
	readonly amount: string;
}
interface Line {
	readonly id: string;
	readonly type: string;
	readonly name: string;
	readonly sku?: string;
	readonly quantity: string;
	readonly unitPrice: string;
	readonly discount: string;
	readonly taxes: readonly Tax[];
}
interface Order extends DayBookRow {
	readonly kind: 'order';
	readonly at: string;
	readonly channel: string;
	readonly shipTo: { readonly country: string };
	readonly lines: readonly Line[];
}
interface Refund extends DayBookRow {
	readonly kind: 'refund';
	readonly orderId: string;
	readonly at: string;
	readonly lines: readonly {
		readonly orderLineId: string;
		readonly amount: string;
		readonly taxes: readonly { readonly amount: string }[];
	}[];
	readonly adjustments?: readonly { readonly amount: string; readonly tax?: string }[];
}
interface Payout extends DayBookRow {
	readonly kind: 'payout';
	readonly at: string;
	readonly net: string;
	readonly transactions: readonly { readonly type: string; readonly amount: string; readonly fee: string }[];
}
type Row = Order | Refund | Payout;

/** Pence of "12.3"; the day book's amounts are small enough for whole numbers. */
const pence = (text: string): number => {
	const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
	return (text.startsWith('-') ? -1 : 1) * (Number(whole) * 100 + Number(fraction.padEnd(2, '0')));
};

/** Quantity x price, which may have more digits, half up. */
function grossOf({ quantity, unitPrice }: Line): number {
	const [whole = '0', fraction = ''] = unitPrice.split('.');
	const scale = 10 ** fraction.length;
	return Math.floor(
		(Number(quantity) * (Number(whole) * scale + Number(fraction || '0')) * 200 + scale) / (2 * scale),
	);
}

const OWN = [
	'orders',
	'grossSales',
	'discounts',
	'refunds',
	'shipping',
	'tax',
	'giftCards',
	'fees',
	'charged',
	'payouts',
] as const;
type Own = Record<(typeof OWN)[number], number>;
const none = (): Own => Object.fromEntries(OWN.map((name) => [name, 0])) as Own;

interface Where {
	readonly day: string;
	readonly channel: string;
	readonly country: string;
}

/** Everything the day book says of sales, each with its day, channel, country and product. */
function* ownFigures(
	rows: readonly Row[],
): Generator<Where & { name: keyof Own; amount: number; product?: string }> {
	const orders = new Map<string, Order>();
	for (const row of rows) if (row.kind === 'order') orders.set(row.id, row);
	for (const row of rows) {
		if (row.kind === 'payout') {
			const where = { day: row.at.slice(0, 10), channel: '', country: '' };
			yield { ...where, name: 'payouts', amount: pence(row.net) };
			for (const { type, amount, fee } of row.transactions) {
				yield { ...where, name: 'fees', amount: pence(fee) };
				if (type === 'charge') yield { ...where, name: 'charged', amount: pence(amount) };
			}
			continue;
		}
		const order = row.kind === 'order' ? row : orders.get(row.kind === 'refund' ? row.orderId : '');
		if (order === undefined) continue;
		const where = { day: row.at.slice(0, 10), channel: order.channel, country: order.shipTo.country };
		if (row.kind === 'order') {
			if (row.lines.some((line) => grossOf(line) > 0)) yield { ...where, name: 'orders', amount: 1 };
			for (const line of row.lines) {
				const tax = line.taxes.reduce((sum, { amount }) => sum + pence(amount), 0);
				const permille = line.taxes.reduce((sum, { rate }) => sum + Math.round(Number(rate) * 1_000), 0);
				const discount = Math.floor(
					(pence(line.discount) * 2_000 + 1_000 + permille) / (2 * (1_000 + permille)),
				);
				const net = grossOf(line) - pence(line.discount) - tax;
				yield { ...where, name: 'tax', amount: tax };
				if (line.type === 'giftCard') yield { ...where, name: 'giftCards', amount: net };
				else if (line.type === 'shipping') yield { ...where, name: 'shipping', amount: net };
				else {
					const product = line.sku ?? line.name;
					yield { ...where, name: 'grossSales', amount: net + discount, product };
					yield { ...where, name: 'discounts', amount: discount, product };
				}
			}
		} else if (row.kind === 'refund') {
			for (const line of row.lines) {
				const sold = order.lines.find(({ id }) => id === line.orderLineId);
				const tax = line.taxes.reduce((sum, { amount }) => sum + pence(amount), 0);
				yield { ...where, name: 'tax', amount: -tax };
				if (sold?.type === 'shipping') yield { ...where, name: 'shipping', amount: tax - pence(line.amount) };
				else
					yield {
						...where,
						name: 'refunds',
						amount: pence(line.amount) - tax,
						product: sold?.sku ?? sold?.name ?? '',
					};
			}
			for (const { amount, tax = '0' } of row.adjustments ?? []) {
				// a refund without any tax in its order has none to give back
				const taxed = order.lines.some(({ taxes }) => taxes.length > 0) ? pence(tax) : 0;
				yield { ...where, name: 'tax', amount: -taxed };
				yield { ...where, name: 'refunds', amount: pence(amount) - taxed };
			}
		}
	}
}

const text = (units: number): string => {
	const digits = String(Math.abs(units)).padStart(3, '0');
	return `${units < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

function expectFigures(figures: CurrencyPerformance['figures'], own: Own): void {
	const shipping = pence(figures.shippingCharged) - pence(figures.shippingRefunded);
	const { orders, grossSales, discounts, refunds, tax, giftCards, fees, charged, payouts } = figures;
	expect({
		orders,
		grossSales,
		discounts,
		refunds,
		tax,
		giftCards,
		fees,
		charged,
		payouts,
		shipping: text(shipping),
	}).toEqual({
		...Object.fromEntries(OWN.map((name) => [name, text(own[name])])),
		orders: own.orders,
	});
	expect(figures.netSales).toBe(text(own.grossSales - own.discounts - own.refunds));
	expect(figures.rounding).toBe('0.00');
}

function sumsBy<K extends string>(
	rows: readonly Row[],
	keyOf: (figure: Where & { product?: string }) => K | undefined,
): Map<K, Own> {
	const sums = new Map<K, Own>();
	for (const figure of ownFigures(rows)) {
		const key = keyOf(figure);
		if (key === undefined) continue;
		const sum = sums.get(key) ?? none();
		sum[figure.name] += figure.amount;
		sums.set(key, sum);
	}
	return sums;
}

const netOf = ({ grossSales, discounts, refunds }: Own): string => text(grossSales - discounts - refunds);

const MONDAY_OF = (day: string): string => {
	const date = new Date(`${day}T00:00:00Z`);
	return new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10);
};
const START: Readonly<Record<PeriodUnit, (day: string) => string>> = {
	day: (day) => day,
	week: MONDAY_OF,
	month: (day) => `${day.slice(0, 7)}-01`,
	quarter: (day) =>
		`${day.slice(0, 5)}${String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`,
};

describeWithShared('the summary of the real shop', () => {
	describe.each(['daybook-2010-12-first-week', 'daybook-2010-12'])('%s', (name) => {
		const file = shared(`data/online-retail/${name}.ndjson.gz`);
		const rows = dayBookRows<Row>(file);
		const documents = [
			...withCustomers(dayBookDocuments(file), rows),
			...dayBookMoney(moneyRows(file)).filter(({ type }) => type === 'Payout'),
		] as PerformanceDocument[];

		test.each(['day', 'week', 'month', 'quarter'] as const)('every %s', (unit) => {
			const [pounds, ...others] = summarizePerformance(documents, { unit, on: '2010-12-03' }).currencies;
			expect([pounds?.currency, others]).toEqual(['GBP', []]);
			const own = sumsBy(rows, ({ day }) => START[unit](day));
			const seen = pounds?.history.filter(
				({ figures }) => figures.orders > 0 || Number(figures.total) !== 0 || Number(figures.payouts) !== 0,
			);
			expect(seen?.map(({ period }) => period.from)).toEqual(
				[...own]
					.filter(([, sums]) => Object.values(sums).some((each) => each !== 0))
					.map(([from]) => from)
					.sort(),
			);
			for (const { period, figures } of seen ?? []) expectFigures(figures, own.get(period.from) ?? none());
		});

		test('by channel, country and product', () => {
			const [pounds] = summarizePerformance(documents, {
				unit: 'month',
				on: '2010-12-03',
				allProducts: true,
			}).currencies;
			const inDecember = ({ day }: Where): boolean => day.startsWith('2010-12');
			const expected = (keyOf: (figure: Where & { product?: string }) => string | undefined) =>
				Object.fromEntries(
					[...sumsBy(rows, (figure) => (inDecember(figure) ? keyOf(figure) : undefined))].map(
						([key, own]) => [key, netOf(own)],
					),
				);
			const named = (groups: CurrencyPerformance['byChannel'] = []) =>
				Object.fromEntries(groups.map((group) => [group.name, group.figures.netSales]));
			expect(named(pounds?.byChannel)).toEqual(expected(({ channel }) => channel || undefined));
			expect(named(pounds?.byCountry)).toEqual(expected(({ country }) => country || undefined));
			const products = Object.fromEntries(
				(pounds?.products.all ?? []).map(({ code, netSales }) => [code, netSales]),
			);
			const { '(no product)': _, ...known } = products;
			// what was only given away is no product that was sold
			const own = Object.entries(expected(({ product }) => product)).filter(
				([code, net]) => code in known || net !== '0.00',
			);
			expect(known).toEqual(Object.fromEntries(own));
		});

		test('new and returning customers', () => {
			const [pounds] = summarizePerformance(documents, { unit: 'month', on: '2010-12-03' }).currencies;
			const sold = new Set(documents.flatMap((each) => (each.type === 'Sale' ? [each.order.id] : [])));
			const customers = rows.flatMap((row) =>
				row.kind === 'order' && row.customerId !== undefined && sold.has(row.id) ? [row.customerId] : [],
			);
			// nothing is known before December, so that whoever came, came for the first time
			expect(pounds?.customers).toEqual({ new: new Set(customers).size, returning: 0 });
			const orders = Object.fromEntries(
				(pounds?.byCustomer ?? []).map((group) => [group.name, group.figures.orders]),
			);
			expect(orders['new']).toBeLessThanOrEqual(new Set(customers).size);
			expect(orders['returning']).toBeGreaterThan(0);
		});
	});

	test('the totals that the data set itself states', () => {
		const file = shared('data/online-retail/daybook-2010-12.ndjson.gz');
		const documents = dayBookDocuments(file) as PerformanceDocument[];
		const reports = ['2010-12-03', '2011-01-03'].map(
			(on) => summarizePerformance(documents, { unit: 'month', on }).currencies[0]?.figures,
		);
		const sum = (
			name:
				| 'grossSales'
				| 'discounts'
				| 'refunds'
				| 'shippingCharged'
				| 'shippingRefunded'
				| 'giftCards'
				| 'tax'
				| 'total'
				| 'outstanding',
		): string => text(reports.reduce((all, figures) => all + pence(figures?.[name] ?? ''), 0));
		expect(sum('discounts')).toBe('4158.66');
		// net sales of items and fees, with the discounts taken off
		expect(sum('grossSales')).toBe(text(66_841_486 + 211_085 + 415_866));
		expect(sum('refunds')).toBe(text(689_269 + 5_966));
		expect([sum('shippingCharged'), sum('shippingRefunded')]).toEqual(['26017.04', '68.00']);
		expect([sum('giftCards'), sum('outstanding')]).toEqual(['76.59', '0.00']);
		expect(sum('tax')).toBe(text(10_870_956 - 102_466));
		expect(sum('total')).toBe(text(80_532_890 - 804_501));
	});
});
