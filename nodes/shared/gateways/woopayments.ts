/** WooPayments for the nodes: it lives in the shop, and takes the credential of the shop. */
import { woopayments } from '../../../connectors/gateways/woopayments';
import { siteUrl } from '../../../connectors/stores/woocommerce/auth';
import { field } from '../stores/face';
import type { GatewayFace } from './face';

export const wooPaymentsFace: GatewayFace = {
	connector: woopayments,
	credential: 'storeLedgerWooCommerceApi',
	settings: (credentials) => {
		const baseUrl = field(credentials, 'baseUrl');
		return { account: siteUrl(field(credentials, 'url')), ...(baseUrl === '' ? {} : { baseUrl }) };
	},
	alsoTakes: [],
	words: {
		gateway: 'WooPayments',
		payoutIds: {
			placeholder: 'po_1OJ466CBu6Jj8nBr38JRxdNE',
			description:
				"The IDs of payouts as they stand in the payouts' addresses under Payments > Payouts, separated by commas",
		},
	},
};
