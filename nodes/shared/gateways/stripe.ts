/** Stripe for the nodes. */
import { stripe } from '../../../connectors/gateways/stripe';
import { field } from '../stores/face';
import type { GatewayFace } from './face';

export const stripeFace: GatewayFace = {
	connector: stripe,
	credential: 'storeLedgerStripeApi',
	settings: (credentials) => {
		const baseUrl = field(credentials, 'baseUrl');
		return { account: field(credentials, 'accountId'), ...(baseUrl === '' ? {} : { baseUrl }) };
	},
	alsoTakes: [],
	words: {
		gateway: 'Stripe',
		payoutIds: {
			placeholder: 'po_1NvQ2e2eZvKYlo2C, po_1NvQ3f2eZvKYlo2D',
			description: 'The IDs that begin with po_, at Stripe under Balances, Payouts, separated by commas',
		},
	},
};
