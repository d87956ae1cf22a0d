/** __Display__ as a gateway of the lab. */
import { randomBytes } from 'node:crypto';
import type { GatewayKind } from '../../kinds';
import { __camel__Lab } from '.';

export const __camel__Kind: GatewayKind = {
	gateways: ['__id__'],
	make: (world, { keys }) => __camel__Lab(world, keys['secretKey'] ?? ''),
	newKeys: () => ({ secretKey: `sk_${randomBytes(16).toString('hex')}` }),
	credential: ({ keys, url }) => ({
		type: 'storeLedger__Pascal__Api',
		data: { account: 'lab', secretKey: keys['secretKey'] ?? '', baseUrl: url },
		connect: false,
	}),
};
