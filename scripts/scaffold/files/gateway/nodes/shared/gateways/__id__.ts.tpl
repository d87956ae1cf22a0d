/** __Display__ for the nodes. */
import { __id__ } from '../../../connectors/gateways/__id__';
import { field } from '../stores/face';
import type { GatewayFace } from './face';

export const __camel__Face: GatewayFace = {
	connector: __id__,
	credential: 'storeLedger__Pascal__Api',
	settings: (credentials) => {
		const baseUrl = field(credentials, 'baseUrl');
		return { account: field(credentials, 'account'), ...(baseUrl === '' ? {} : { baseUrl }) };
	},
	alsoTakes: [],
	words: {
		gateway: '__Display__',
		payoutIds: { placeholder: '1001, 1002', description: 'The IDs of the payouts, separated by commas' },
	},
};
