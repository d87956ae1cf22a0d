/** Which credential a store's nodes use, and what they take from it; n8n's own types among them. */
import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';
import { STORE_FACES } from '../../nodes/shared/stores/faces.generated';
import { authenticationProperties, storeCredentials } from '../../nodes/shared/stores/properties';
import { chosenCredential, openStore, usedCredential } from '../../nodes/shared/stores/session';
import { shopifyFace } from '../../nodes/shared/stores/shopify';
import { DEFAULT_STORE_POLICY } from '../../core/store/connector';

const nodeWith = (parameters: INode['parameters']): INode => ({
	id: '1',
	name: 'Shop',
	type: 'n8n-nodes-storeledger.shopifySales',
	typeVersion: 1,
	position: [0, 0],
	parameters,
});

describe.each(Object.entries(STORE_FACES))('%s', (id, face) => {
	test('its own credential comes first and is what is used without a choice', () => {
		expect(face.connector.id).toBe(id);
		expect(face.credentials[0].authentication).toBe('storeLedger');
		expect(face.credentials[0].type).toMatch(/^storeLedger\w+Api$/);
		expect(chosenCredential(face, undefined)).toBe(face.credentials[0]);
	});

	test('offers a choice where there are several, each shown for its own', () => {
		const shown = storeCredentials(face).map(({ displayOptions }) => displayOptions?.show?.authentication);
		const choices = authenticationProperties(face).flatMap(({ options = [] }) =>
			options.map((option) => ('value' in option ? option.value : undefined)),
		);
		const several = face.credentials.map(({ authentication }) => authentication);
		expect(choices).toEqual(several.length > 1 ? several : []);
		expect(shown).toEqual(several.length > 1 ? several.map((one) => [one]) : [undefined]);
	});
});

describe('Shopify', () => {
	const takes = (authentication: string, data: ICredentialDataDecryptedObject) => {
		const credential = chosenCredential(shopifyFace, authentication);
		return {
			type: credential.type,
			settings: credential.settings(data),
			storeId: credential.storeId(data),
			secrets: credential.webhookSecrets(data),
		};
	};

	test("n8n's access token: the subdomain, and the app's secret for webhooks", () => {
		expect(
			takes('accessToken', { shopSubdomain: 'Leaf-And-Pot', appSecretKey: 's3', accessToken: 'a' }),
		).toEqual({
			type: 'shopifyAccessTokenApi',
			settings: { store: 'leaf-and-pot.myshopify.com' },
			storeId: 'leaf-and-pot.myshopify.com',
			secrets: ['s3'],
		});
	});

	test("n8n's OAuth2: the client secret signs webhooks", () => {
		expect(takes('oAuth2', { shopSubdomain: 'leaf-and-pot', clientSecret: 's4' })).toMatchObject({
			type: 'shopifyOAuth2Api',
			storeId: 'leaf-and-pot.myshopify.com',
			secrets: ['s4'],
		});
	});

	test('our own: the current secret, then the previous one', () => {
		const data = { shop: 'leaf-and-pot', clientSecret: 'new', previousSecret: 'old', apiSecret: 'static' };
		expect(takes('storeLedger', { ...data, authentication: 'clientCredentials' }).secrets).toEqual([
			'new',
			'old',
		]);
		expect(takes('storeLedger', { ...data, authentication: 'accessToken' }).secrets).toEqual([
			'static',
			'old',
		]);
		expect(takes('storeLedger', { shop: 'leaf-and-pot', authentication: 'accessToken' }).secrets).toEqual([]);
	});

	test('requests are signed by the chosen type; an OAuth2 token goes into the header of Shopify', async () => {
		const asked: unknown[] = [];
		const context = {
			getNode: () => nodeWith({ authentication: 'oAuth2' }),
			getCredentials: async (type: string) => {
				asked.push(type);
				return await Promise.resolve({ shopSubdomain: 'leaf-and-pot', clientSecret: 's4' });
			},
			helpers: {
				httpRequestWithAuthentication: async (type: string, { url }: { url: string }, signing: unknown) => {
					asked.push([type, url, signing]);
					const body = { data: { shop: { taxesIncluded: true, taxShipping: true } } };
					return await Promise.resolve({ statusCode: 200, headers: {}, body });
				},
			},
		} as unknown as Parameters<typeof openStore>[0];
		const session = await openStore(context, shopifyFace, DEFAULT_STORE_POLICY);
		expect(await session.taxSettings()).toMatchObject({ pricesIncludeTax: true });
		expect(asked).toEqual([
			'shopifyOAuth2Api',
			[
				'shopifyOAuth2Api',
				'https://leaf-and-pot.myshopify.com/admin/api/2026-10/graphql.json',
				{ oauth2: { tokenType: 'Bearer', keyToIncludeInAccessTokenHeader: 'X-Shopify-Access-Token' } },
			],
		]);
		expect((await usedCredential(context, shopifyFace)).credential.type).toBe('shopifyOAuth2Api');
	});
});
