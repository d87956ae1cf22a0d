/** The ledgers that are measured: a company of each in the lab, in the time of a virtual clock, and what its published limits allow. */
import type { LedgerConnector } from '../../core/ledger/connector';
import { LEDGER_CONNECTORS } from '../../connectors/registry.generated';
import type { ShopEvent } from '../../lab/daybook/events';
import type { LabPlatform } from '../../lab/kit/platform';
import { freshBooksLab } from '../../lab/ledgers/freshbooks';
import { freshBooksKind } from '../../lab/ledgers/freshbooks/kind';
import { quickBooksLab } from '../../lab/ledgers/quickbooks';
import { xeroLab } from '../../lab/ledgers/xero';
import { xeroKind } from '../../lab/ledgers/xero/kind';
import type { QuickClock } from './clock';

export const TOKEN = 'token-of-the-benchmark';

interface Opened {
	readonly tenant: string;
	readonly lab: LabPlatform;
}

/** A ledger with the aims of the benchmark. */
export interface MeasuredLedger {
	readonly connector: LedgerConnector;
	open(shop: ShopEvent, clock: QuickClock): Opened;
	/** most documents in one call */
	readonly documentsPerCall: number;
	/** how often a minute such a call is let through */
	readonly callsAMinute: number;
	/** calls with one document each that are let through a minute: what a node that sends one by one can reach */
	readonly singlyAMinute: number;
	/** calls a document, at most; absent where there is nothing to save */
	readonly aim?: number;
}

type Measured = Omit<MeasuredLedger, 'connector'>;

const grantOf = (scope: string) => (token: string) => (token === TOKEN ? { scope } : undefined);
const timesOf = (clock: QuickClock) => ({ now: () => clock.now(), realTime: () => clock.now() });

const MEASURED: Readonly<Record<string, Measured>> = {
	quickbooks: {
		open: ({ name, country, currency }, clock) => {
			const tenant = '9130350000000001';
			const lab = quickBooksLab({
				companies: [{ realmId: tenant, name, country, currency }],
				isTokenValid: (token) => token === TOKEN,
				...timesOf(clock),
			});
			return { tenant, lab };
		},
		documentsPerCall: 30,
		callsAMinute: 40,
		singlyAMinute: 500,
		aim: 0.08,
	},
	xero: {
		open: ({ name, country, currency, timeZone }, clock) => {
			const tenant = '3f1c9a52-7d64-4d0b-9a61-0b7d5c2e8f10';
			const lab = xeroLab({
				organisations: [{ tenantId: tenant, name, country, currency, timeZone }],
				grantOf: grantOf(xeroKind.oauth.bookkeepingScope ?? ''),
				...timesOf(clock),
			});
			return { tenant, lab };
		},
		documentsPerCall: 50,
		callsAMinute: 60,
		singlyAMinute: 60,
		aim: 0.06,
	},
	freshbooks: {
		open: ({ name, country, currency, timeZone }, clock) => {
			const tenant = '6BApk2';
			const lab = freshBooksLab({
				accounts: [{ accountId: tenant, name, country, currency, timeZone }],
				grantOf: grantOf(freshBooksKind.oauth.bookkeepingScope ?? ''),
				...timesOf(clock),
			});
			return { tenant, lab };
		},
		// no batches, and no published limits: two calls a second is the connector's own pace
		documentsPerCall: 1,
		callsAMinute: 120,
		singlyAMinute: 120,
	},
};

/** Every ledger that is registered. @throws for one without aims here */
export function measuredLedgers(): readonly MeasuredLedger[] {
	return LEDGER_CONNECTORS.map((connector) => measuredLedger(connector.id));
}

export function measuredLedger(id: string): MeasuredLedger {
	const connector = LEDGER_CONNECTORS.find((one) => one.id === id);
	const measured = MEASURED[id];
	if (connector === undefined || measured === undefined)
		throw new Error(`The benchmark has no company of "${id}".`);
	return { connector, ...measured };
}
