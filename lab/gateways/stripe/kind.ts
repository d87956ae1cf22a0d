/** Stripe as a gateway of the lab. */
import { randomBytes } from 'node:crypto';
import type { GatewayKind } from '../../kinds';
import { StripeLab } from '.';

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
const GATEWAYS = ['stripe'];

export const stripeKind: GatewayKind = {
	gateways: GATEWAYS,
	make: (world, { keys }) =>
		new StripeLab(world, {
			gateways: GATEWAYS,
			accountId: keys['accountId'] ?? '',
			secretKey: keys['secretKey'] ?? '',
			restrictedKey: keys['restrictedKey'] ?? '',
			// a demo reads hundreds of payouts and does not want to wait
			perSecond: 10_000,
		}),
	newKeys: () => ({
		accountId: `acct_1${hex(8)}`,
		secretKey: `sk_live_${hex(16)}`,
		restrictedKey: `rk_live_${hex(16)}`,
	}),
	credential: ({ keys, url }) => ({
		type: 'storeLedgerStripeApi',
		data: { secretKey: keys['secretKey'] ?? '', accountId: '', baseUrl: url },
		connect: false,
	}),
};
