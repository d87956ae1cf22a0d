/** PayPal for the nodes. */
import { paypal } from '../../../connectors/gateways/paypal';
import { isEnvironment } from '../../../connectors/gateways/paypal/auth';
import { field } from '../stores/face';
import type { GatewayFace } from './face';

export const payPalFace: GatewayFace = {
	connector: paypal,
	credential: 'storeLedgerPayPalApi',
	settings: (credentials) => {
		const [environment, baseUrl] = [field(credentials, 'environment'), field(credentials, 'baseUrl')];
		return {
			account: '',
			...(isEnvironment(environment) ? { environment } : {}),
			...(baseUrl === '' ? {} : { baseUrl }),
		};
	},
	alsoTakes: ['shippingCosts'],
	words: {
		gateway: 'PayPal',
		payoutIds: {
			placeholder: '5XJY5U74BKBHD40WY, 5XJKKHBC6RVCAPFVK',
			description:
				"The transaction IDs of the withdrawals to the bank, from PayPal's activity, separated by commas",
		},
	},
};
