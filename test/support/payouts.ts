/** Payouts and bank lines for tests of the reconciliation: as short as they can be said. */
import {
	businessKey,
	SCHEMA_VERSION,
	type BankTransaction,
	type Payout,
	type PayoutTransaction,
} from '../../core/documents';
import { fromMinorUnits } from '../../core/money/money';
import { openLine, openPayout, type OpenLine, type OpenPayout } from '../../core/reconcile/match/items';

export interface PayoutPlan {
	readonly id: string;
	/** minor units, negative when the gateway collects */
	readonly net: bigint;
	readonly arrivesOn: string;
	readonly gateway?: string;
	readonly currency?: string;
	readonly status?: Payout['status'];
	readonly transactions?: readonly PayoutTransaction[];
	readonly issuedOn?: string;
}

const size = (units: bigint): bigint => (units < 0n ? -units : units);

/** A transaction of a payout in minor units; `net` with its sign is amount less fee. */
export function transactionFor(
	id: string,
	units: bigint,
	fee = 0n,
	more: Partial<PayoutTransaction> = {},
	currency = 'GBP',
): PayoutTransaction {
	return {
		id,
		type: units < 0n ? 'refund' : 'charge',
		order: { id, number: `#${id}` },
		amount: fromMinorUnits(size(units), currency),
		direction: units < 0n ? 'out' : 'in',
		fee: fromMinorUnits(fee, currency),
		occurredAt: '2026-03-01T10:00:00.000Z',
		...more,
	};
}

export function payoutFor(plan: PayoutPlan): Payout {
	const { id, net, arrivesOn, gateway = 'stripe', currency = 'GBP', status = 'paid' } = plan;
	const issuedOn = plan.issuedOn ?? arrivesOn;
	const source = {
		platform: gateway,
		storeId: 'acct',
		kind: 'payout',
		externalId: id,
		externalNumber: id,
		revision: '1',
	};
	return {
		type: 'Payout',
		schemaVersion: SCHEMA_VERSION,
		id: businessKey(source),
		source,
		channel: '',
		occurredAt: `${issuedOn}T07:00:00.000Z`,
		bookedOn: issuedOn,
		currency,
		gateway,
		status,
		arrivesOn,
		transactions: plan.transactions ?? [],
		net: fromMinorUnits(size(net), currency),
		direction: net < 0n ? 'fromBank' : 'toBank',
	};
}

export interface LinePlan {
	readonly id: string;
	readonly units: bigint;
	readonly on: string;
	readonly text: string;
	readonly currency?: string;
	readonly account?: string;
	readonly reference?: string;
	readonly pending?: boolean;
}

export function lineFor(plan: LinePlan): BankTransaction {
	const { id, units, on, text, currency = 'GBP', account = 'current', reference, pending } = plan;
	const source = {
		platform: 'bank',
		storeId: account,
		kind: 'line',
		externalId: id,
		externalNumber: id,
		revision: '1',
	};
	return {
		type: 'BankTransaction',
		schemaVersion: SCHEMA_VERSION,
		id: businessKey(source),
		source,
		channel: '',
		occurredAt: `${on}T00:00:00.000Z`,
		bookedOn: on,
		currency,
		account: { id: account, name: account },
		amount: fromMinorUnits(size(units), currency),
		direction: units < 0n ? 'out' : 'in',
		description: text,
		...(reference === undefined ? {} : { reference }),
		...(pending === undefined ? {} : { pending }),
	};
}

export const open = (
	payouts: readonly PayoutPlan[],
	lines: readonly LinePlan[],
): { readonly payouts: OpenPayout[]; readonly lines: OpenLine[] } => ({
	payouts: payouts.map((plan) => openPayout(payoutFor(plan))),
	lines: lines.map((plan) => openLine(lineFor(plan))),
});
