/** __Display__ for the nodes. */
import { __id__ } from '../../../connectors/stores/__id__';
import { field, type StoreFace } from './face';

export const __camel__Face: StoreFace = {
	connector: __id__,
	credentials: [
		{
			type: 'storeLedger__Pascal__Api',
			authentication: 'storeLedger',
			displayName: 'StoreLedger __Display__ API',
			settings: (credentials) => {
				const baseUrl = field(credentials, 'baseUrl');
				return { store: field(credentials, 'shop'), ...(baseUrl === '' ? {} : { baseUrl }) };
			},
			storeId: (credentials) => field(credentials, 'shop'),
			webhookSecrets: (credentials) =>
				[field(credentials, 'webhookSecret')].filter((secret) => secret !== ''),
		},
	],
	words: {
		platform: '__Display__',
		orderIds: { placeholder: '1001, 1002', description: 'The IDs of the orders, separated by commas' },
		gateways: ['paypal', 'manual'],
	},
	nodes: { trigger: '__camel__SalesTrigger', reader: '__camel__Sales' },
};
