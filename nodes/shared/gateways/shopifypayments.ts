/** Shopify Payments for the nodes: it lives in the shop, and takes the credential of the shop. */
import { shopifypayments } from '../../../connectors/gateways/shopifypayments';
import { shopHost } from '../../../connectors/stores/shopify/auth';
import { field } from '../stores/face';
import type { GatewayFace } from './face';

export const shopifyPaymentsFace: GatewayFace = {
	connector: shopifypayments,
	credential: 'storeLedgerShopifyApi',
	settings: (credentials) => {
		const baseUrl = field(credentials, 'baseUrl');
		return { account: shopHost(field(credentials, 'shop')), ...(baseUrl === '' ? {} : { baseUrl }) };
	},
	alsoTakes: ['subscriptions', 'shippingCosts', 'duties', 'importTax', 'dutiesVariance', 'marketplaceTax'],
	words: {
		gateway: 'Shopify Payments',
		payoutIds: {
			placeholder: '115413172433, 115413172434',
			description:
				"The numbers at the end of the payouts' addresses in the Shopify admin, separated by commas",
		},
	},
};
