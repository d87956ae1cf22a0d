/** The rate of an order in another currency than the shop's, as a plugin notes it. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { toDocuments, type ShopProfile } from '../../../../connectors/stores/woocommerce/toDocuments';
import { DEFAULT_STORE_POLICY } from '../../../../core/store/connector';

const FOLDER = resolve(__dirname, '../../../../connectors/stores/woocommerce/golden');

interface Case {
	readonly shop: ShopProfile;
	readonly now: string;
	readonly order: { readonly currency: string; readonly meta_data: readonly object[] };
	readonly refunds: readonly unknown[];
}
const { shop, now, order, refunds } = JSON.parse(
	readFileSync(join(FOLDER, 'dinar', 'payload.json'), 'utf8'),
) as Case;

/** The dinar order of a shop in pounds, with these facts of the plugin. */
function readWith(facts: Readonly<Record<string, unknown>>) {
	const added = Object.entries(facts).map(([name, value]) => ({
		key: `_wcpay_multi_currency_${name}`,
		value,
	}));
	const whole = { order: { ...order, meta_data: [...order.meta_data, ...added] }, refunds };
	const context = { shop, policy: DEFAULT_STORE_POLICY, now: Date.parse(now) };
	const { documents, remarks, held } = toDocuments(whole, context);
	expect(held).toEqual([]);
	expect(documents.length).toBeGreaterThan(0);
	return {
		rates: [...new Set(documents.map(({ exchangeRate }) => JSON.stringify(exchangeRate)))],
		remarks: Object.values(remarks).flat(),
	};
}

const GBP = { order_default_currency: 'GBP' };
const stated = (rate: string) => [JSON.stringify({ currency: 'GBP', rate })];

it('is the one the order was sold at, in units of the shop for one of the order', () => {
	expect(order.currency).not.toBe('GBP');
	const { rates, remarks } = readWith({ ...GBP, order_exchange_rate: '0.4' });
	expect(rates).toEqual(stated('2.5'));
	expect(remarks).toEqual([]);
	expect(readWith({ ...GBP, order_exchange_rate: 0.4 }).rates).toEqual(stated('2.5'));
});

it('stays the same when the rate of settlement becomes known, which differs by a fee', () => {
	expect(readWith({ ...GBP, order_exchange_rate: '0.4', stripe_exchange_rate: '2.45' })).toEqual({
		rates: stated('2.5'),
		remarks: [],
	});
});

it('is not taken where the two cannot both be true: a person hears of it', () => {
	const { rates, remarks } = readWith({ ...GBP, order_exchange_rate: '0.4', stripe_exchange_rate: '0.4' });
	expect(rates).toEqual([undefined]);
	expect(remarks).toMatchObject([
		{ code: 'EXCHANGE_RATE_UNCLEAR', severity: 'warning', evidence: { rate: '2.5', other: '0.4' } },
	]);
});

it.each([
	['nothing of a rate', {}],
	['no rate', GBP],
	['no currency of the shop', { order_exchange_rate: '0.4' }],
	['a currency that is none', { order_default_currency: 'XXQ', order_exchange_rate: '0.4' }],
	["the order's own currency", { order_default_currency: order.currency, order_exchange_rate: '1' }],
	['a rate of nothing', { ...GBP, order_exchange_rate: '0' }],
	['a rate that is none', { ...GBP, order_exchange_rate: 'n/a' }],
])('is not there where the order says %s', (_, facts) => {
	expect(readWith(facts)).toEqual({ rates: [undefined], remarks: [] });
});
