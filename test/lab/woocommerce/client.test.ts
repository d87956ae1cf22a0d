/** WooCommerce's own library as a client that nobody here wrote: OAuth 1.0a over http, Basic over https. */
import type { AxiosAdapter, InternalAxiosRequestConfig } from 'axios';
import axios from 'axios';
import WooCommerceRestApi from '@woocommerce/woocommerce-rest-api';
import { builtIn } from '../../../lab/daybook/builtIn';
import { serve, type Served } from '../../../lab/kit/server';
import { World } from '../../../lab/kit/world';
import { wooCommerceKind } from '../../../lab/stores/woocommerce/kind';
import { wooCommerceLab, type WooCommerceLab } from '../../../lab/stores/woocommerce';
import type { Json } from './support';

const SITES = [
	'http://shop.example',
	'https://shop.example',
	'http://shop.example/wp',
	'https://shop.example:8443',
];

describe.each(SITES)('at %s', (siteUrl) => {
	let lab: WooCommerceLab;
	let served: Served;
	let seen: string[];

	beforeAll(async () => {
		lab = wooCommerceLab(new World(builtIn()), { siteUrl });
		served = await serve(lab);
	});
	afterAll(() => served.close());
	beforeEach(() => {
		seen = [];
	});

	/** Its requests go to the lab, whatever the site's address. */
	const toLab: AxiosAdapter = async (config: InternalAxiosRequestConfig) => {
		const url = new URL(config.url ?? '');
		seen.push(String(config.headers.get('Authorization') ?? (config.auth === undefined ? 'none' : 'Basic')));
		const adapter = axios.getAdapter('http');
		return await adapter({ ...config, url: served.url + url.pathname + url.search });
	};

	const client = (consumerSecret = lab.credentials.consumerSecret, more: object = {}) =>
		new WooCommerceRestApi({
			url: siteUrl,
			consumerKey: lab.credentials.consumerKey,
			consumerSecret,
			version: 'wc/v3',
			axiosConfig: { adapter: toLab },
			...more,
		});

	test('reads pages of orders', async () => {
		const all: Json[] = [];
		for (let page = 1; page <= 3; page++) {
			const { data, headers } = await client().get('orders', {
				per_page: 20,
				page,
				orderby: 'modified',
				order: 'asc',
			});
			all.push(...data);
			expect(headers['x-wp-totalpages']).toBe('3');
		}
		expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
		expect(seen.every((one) => one === (siteUrl.startsWith('https') ? 'Basic' : 'none'))).toBe(true);
	});

	test('with parameters that need escapes', async () => {
		const { status, data } = await client().get('orders', {
			status: 'processing,completed',
			modified_after: '2026-09-15T00:00:00',
			dates_are_gmt: true,
			search: "#1 & o'clock",
		});
		expect([status, data]).toEqual([200, []]);
	});

	test('makes, changes and deletes a webhook', async () => {
		const made = await client().post('webhooks', {
			topic: 'order.updated',
			delivery_url: 'https://n8n.example/hook',
			secret: 's',
		});
		expect([made.status, made.data.topic]).toEqual([201, 'order.updated']);
		const changed = await client().put(`webhooks/${made.data.id}`, { status: 'paused' });
		expect(changed.data.status).toBe('paused');
		const deleted = await client().delete(`webhooks/${made.data.id}`, { force: true });
		expect(deleted.status).toBe(200);
		await expect(client().get(`webhooks/${made.data.id}`)).rejects.toMatchObject({
			response: { status: 404 },
		});
	});

	test('is refused with a wrong secret', async () => {
		await expect(client('cs_other').get('orders')).rejects.toMatchObject({
			response: { status: 401, data: { code: 'woocommerce_rest_authentication_error' } },
		});
	});

	test('sends its keys in the query where a server drops the header', async () => {
		const asked = client(undefined, { queryStringAuth: true }).get('orders');
		await expect(asked).resolves.toMatchObject({ status: 200 });
	});
});

test('as a store of the lab: what a person enters is what it takes', async () => {
	const dayBook = builtIn();
	const keys = wooCommerceKind.newKeys();
	const domain = wooCommerceKind.domain(dayBook.shop);
	expect(domain).toBe('leaf-and-pot.example');
	const deliver = () => Promise.resolve({ outcome: 'closed', attempts: 0 } as const);
	const lab = wooCommerceKind.make(new World(dayBook), { keys, domain, deliver });
	const served = await serve(lab);
	const { type, data, connect } = wooCommerceKind.credential({ keys, domain, url: served.url });
	const { url = '', consumerKey = '', consumerSecret = '', baseUrl = '' } = data;
	expect([type, connect, url]).toEqual(['storeLedgerWooCommerceApi', false, 'http://leaf-and-pot.example']);
	const adapter: AxiosAdapter = async (config) => {
		const { pathname, search } = new URL(config.url ?? '');
		return await axios.getAdapter('http')({ ...config, url: baseUrl + pathname + search });
	};
	const version = 'wc/v3';
	const client = new WooCommerceRestApi({
		url,
		consumerKey,
		consumerSecret,
		version,
		axiosConfig: { adapter },
	});
	expect((await client.get('system_status')).data.environment.home_url).toBe(url);
	await served.close();
});
