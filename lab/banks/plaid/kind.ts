/** Plaid as a bank of the lab. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { BankKind } from '../../kinds';
import { plaidLab } from '.';

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

export const plaidKind: BankKind = {
	make: (world, { keys }) =>
		plaidLab(world, {
			clientId: keys['clientId'] ?? '',
			secret: keys['secret'] ?? '',
			accessToken: keys['accessToken'] ?? '',
		}),
	newKeys: () => ({ clientId: hex(12), secret: hex(15), accessToken: `access-sandbox-${randomUUID()}` }),
	credential: ({ keys, url }) => ({
		type: 'storeLedgerPlaidApi',
		data: {
			environment: 'sandbox',
			clientId: keys['clientId'] ?? '',
			secret: keys['secret'] ?? '',
			accessToken: keys['accessToken'] ?? '',
			baseUrl: url,
		},
		connect: false,
	}),
};
