/** The keys to a lab's platforms: made at random once, kept in its state file, printed for the credentials. */
import { randomBytes } from 'node:crypto';
import type { LedgerKeys, LedgerKind, ServiceKeys, StoreKeys, StoreKind } from './kinds';
import { perService, type ServiceKinds } from './services';

export interface LabKeys {
	readonly store: StoreKeys;
	readonly ledger: LedgerKeys;
	readonly slack: {
		/** the secret part of the incoming webhook's address */
		readonly webhook: string;
		readonly botToken: string;
	};
	/** of gateways and banks, by id */
	readonly services: Readonly<Record<string, ServiceKeys>>;
}

/** As a state file has them: one of before there were services has none, an older one lacks those that came later. */
export type KeptKeys = Omit<LabKeys, 'services'> & Partial<Pick<LabKeys, 'services'>>;

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** New keys in the shapes that the platforms give them. */
export function newKeys(
	store: Pick<StoreKind, 'newKeys'>,
	ledger: Pick<LedgerKind, 'newKeys'>,
	services: ServiceKinds,
): LabKeys {
	return {
		store: store.newKeys(),
		ledger: ledger.newKeys(),
		slack: { webhook: `T000LAB/B000LAB/${hex(12)}`, botToken: `xoxb-lab-${hex(12)}` },
		services: perService(services, (kind) => kind.newKeys()),
	};
}

/** Kept keys, with those of `others` for services that they do not know. */
export function completeKeys(kept: KeptKeys, others: Readonly<Record<string, ServiceKeys>>): LabKeys {
	return { ...kept, services: { ...others, ...kept.services } };
}
