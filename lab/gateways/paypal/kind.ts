/** PayPal as a gateway of the lab. */
import { randomBytes } from 'node:crypto';
import { digest } from '../../kit/gatewayBook';
import type { GatewayKind } from '../../kinds';
import { PayPalLab } from '.';

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
const GATEWAYS = ['paypal'];
/** PayPal's own alphabet of account ids. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

export const payPalKind: GatewayKind = {
	gateways: GATEWAYS,
	make: (world, { keys }) =>
		new PayPalLab(world, {
			gateways: GATEWAYS,
			accountId: keys['accountId'] ?? '',
			clientId: keys['clientId'] ?? '',
			clientSecret: keys['clientSecret'] ?? '',
		}),
	newKeys: () => ({
		accountId: digest(hex(8), 13, ALPHABET),
		clientId: `A${hex(20)}`,
		clientSecret: `E${hex(20)}`,
	}),
	credential: ({ keys, url }) => ({
		type: 'storeLedgerPayPalApi',
		data: {
			environment: 'production',
			clientId: keys['clientId'] ?? '',
			clientSecret: keys['clientSecret'] ?? '',
			baseUrl: url,
		},
		connect: false,
	}),
};
