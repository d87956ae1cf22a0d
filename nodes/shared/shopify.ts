/** Shopify for the nodes: the credential's fields, and a session over n8n's request helper. */
import type { IAllExecuteFunctions, ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';
import { shopify } from '../../connectors/stores/shopify';
import { shopHost } from '../../connectors/stores/shopify/auth';
import { DEFAULT_STORE_POLICY, type StorePolicy, type StoreSession } from '../../core/store/connector';
import { systemClock } from './clock';
import { httpOf } from './http';

export const SHOPIFY_CREDENTIAL = 'storeLedgerShopifyApi';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** The shop's permanent domain, as the credential has it. */
export function storeIdOf(credentials: ICredentialDataDecryptedObject): string {
	return shopHost(text(credentials.shop));
}

/** The secrets that may have signed a webhook: the current one first. */
export function webhookSecrets(credentials: ICredentialDataDecryptedObject): string[] {
	const current =
		credentials.authentication === 'accessToken' ? credentials.apiSecret : credentials.clientSecret;
	return [text(current), text(credentials.previousSecret)].filter((secret) => secret !== '');
}

/** A session with the shop of the node's credential. */
export async function openShopify(
	context: Pick<IAllExecuteFunctions, 'helpers' | 'getNode' | 'getCredentials'>,
	policy: StorePolicy,
): Promise<StoreSession> {
	const credentials = await context.getCredentials(SHOPIFY_CREDENTIAL);
	const baseUrl = text(credentials.baseUrl);
	return shopify.open(
		httpOf(context, SHOPIFY_CREDENTIAL),
		{ store: storeIdOf(credentials), ...(baseUrl === '' ? {} : { baseUrl }) },
		policy,
		systemClock,
	);
}

/** Parameters that say how orders become documents; the trigger and the reader must offer the same ones. */
export const POLICY_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Unpaid Orders',
		name: 'unpaidOrders',
		type: 'options',
		options: [
			{
				name: 'Post as Invoice',
				value: 'invoice',
				description:
					'An order on terms or with a pending manual payment becomes an invoice; its payment follows when it comes',
			},
			{
				name: 'Wait Until Paid',
				value: 'wait',
				description: 'Nothing is posted before the money is captured',
			},
		],
		default: 'invoice',
	},
	{
		displayName: 'Time Zone of the Books',
		name: 'timeZone',
		type: 'string',
		default: '',
		placeholder: 'Europe/London',
		description: "Decides the day an order is booked on. Empty means the shop's own time zone.",
		hint: "Leave empty for the shop's time zone",
	},
];

export function policyOf(context: { parameter(name: string): unknown }): StorePolicy {
	const timeZone = text(context.parameter('timeZone'));
	return {
		...DEFAULT_STORE_POLICY,
		unpaidOrders: context.parameter('unpaidOrders') === 'wait' ? 'wait' : 'invoice',
		...(timeZone === '' ? {} : { timeZone }),
	};
}
