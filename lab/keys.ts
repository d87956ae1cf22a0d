/** The keys to a lab's platforms: made at random once, kept in its state file, printed for the credentials. */
import { randomBytes } from 'node:crypto';
import type { LedgerKeys, LedgerKind, StoreKeys, StoreKind } from './kinds';

export interface LabKeys {
	readonly store: StoreKeys;
	readonly ledger: LedgerKeys;
	readonly slack: {
		/** the secret part of the incoming webhook's address */
		readonly webhook: string;
		readonly botToken: string;
	};
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** New keys in the shapes that the platforms give them. */
export function newKeys(store: Pick<StoreKind, 'newKeys'>, ledger: Pick<LedgerKind, 'newKeys'>): LabKeys {
	return {
		store: store.newKeys(),
		ledger: ledger.newKeys(),
		slack: { webhook: `T000LAB/B000LAB/${hex(12)}`, botToken: `xoxb-lab-${hex(12)}` },
	};
}
