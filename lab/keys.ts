/** The keys to a lab's platforms: made at random once, kept in its state file, printed for the credentials. */
import { randomBytes, randomInt } from 'node:crypto';

export interface LabKeys {
	readonly store: {
		readonly clientId: string;
		/** of the app; also signs webhooks */
		readonly clientSecret: string;
		/** a static token that does not expire */
		readonly accessToken: string;
	};
	readonly ledger: {
		readonly clientId: string;
		readonly clientSecret: string;
		/** the company's id there: QuickBooks' realm */
		readonly tenant: string;
	};
	readonly slack: {
		/** the secret part of the incoming webhook's address */
		readonly webhook: string;
		readonly botToken: string;
	};
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** New keys in the shapes that the platforms give them. */
export function newKeys(): LabKeys {
	return {
		store: { clientId: hex(16), clientSecret: `shpss_${hex(16)}`, accessToken: `shpat_${hex(16)}` },
		ledger: {
			clientId: `AB${randomBytes(24).toString('base64url')}`,
			clientSecret: randomBytes(30).toString('base64url'),
			tenant: `91303${randomInt(10 ** 11, 10 ** 12)}`,
		},
		slack: {
			webhook: `T000LAB/B000LAB/${hex(12)}`,
			botToken: `xoxb-lab-${hex(12)}`,
		},
	};
}
