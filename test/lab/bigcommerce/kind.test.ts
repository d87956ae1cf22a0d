/** The lab starts with this store: its name for itself, its keys, its credential. */
import { builtIn } from '../../../lab/daybook/builtIn';
import { startLab } from '../../../lab/lab';
import { bigCommerceKind } from '../../../lab/stores/bigcommerce/kind';

test('with the credential that a person would enter', async () => {
	const lab = await startLab({ dayBook: builtIn(), store: 'bigcommerce', ledger: 'quickbooks' });
	try {
		const keys = lab.keys.store;
		const credential = bigCommerceKind.credential({ keys, domain: lab.shopDomain, url: lab.urls.store });
		expect(credential).toEqual({
			type: 'storeLedgerBigCommerceApi',
			data: {
				storeHash: expect.stringMatching(/^[0-9a-z]{10}$/),
				accessToken: keys.accessToken,
				clientSecret: keys.clientSecret,
				webhookSecret: '',
				baseUrl: lab.urls.store,
			},
			connect: false,
		});
		const { baseUrl, storeHash, accessToken = '' } = credential.data;
		const headers = { accept: 'application/json', 'x-auth-token': accessToken };
		const answer = await fetch(`${baseUrl}/stores/${storeHash}/v2/store`, { headers });
		expect(await answer.json()).toMatchObject({ id: storeHash, name: 'Leaf & Pot' });
	} finally {
		await lab.stop();
	}
});

test('the same shop has the same name each time, another one another', () => {
	const { shop } = builtIn();
	expect(bigCommerceKind.domain(shop)).toBe(bigCommerceKind.domain({ ...shop, name: 'Renamed' }));
	expect(bigCommerceKind.domain(shop)).not.toBe(bigCommerceKind.domain({ ...shop, id: 'another' }));
});
