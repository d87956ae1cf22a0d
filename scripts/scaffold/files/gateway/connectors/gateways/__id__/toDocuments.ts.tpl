/** A payout of __Display__ as a document. Pure. */
import { businessKey } from '../../../core/documents';
import { finding } from '../../../core/findings/finding';
import type { ReadPayout } from '../../../core/gateway/connector';
import { readPayout } from '../../../core/gateway/readPayout';
import { parsePayout } from './payload';

export interface MappingContext {
	/** the account's own stable name */
	readonly account: string;
	/** how the shop calls the gateway in its sales */
	readonly gateway: string;
	/** IANA name of the zone of the books */
	readonly timeZone: string;
	/** epoch milliseconds */
	readonly now: number;
}

/** @returns as `readPayout`; held also with what `parsePayout` finds */
export function toDocuments(payload: unknown, context: MappingContext): ReadPayout {
	const { account: storeId, gateway } = context;
	const parsed = parsePayout(payload);
	const id = parsed.ok ? parsed.value.id : 'unknown';
	const source = { platform: '__id__', storeId, kind: 'payout', externalId: id, externalNumber: id };
	if (!parsed.ok) {
		const held = {
			type: 'Held' as const,
			id: businessKey(source),
			source: { ...source, revision: '' },
			findings: parsed.findings,
		};
		return { externalId: id, revision: '', remarks: [], held };
	}
	const { status, issuedAt, arrivesOn, net } = parsed.value;
	// until somebody has written how its transactions are read, the payout is held
	const problem = 'its transactions are not read yet';
	return readPayout(
		{
			source,
			gateway,
			status,
			issuedAt,
			arrivesOn,
			currency: net.currency,
			netUnits: net.units,
			transactions: [],
			tests: 0,
			findings: [finding('PAYOUT_MALFORMED', { path: 'transactions', evidence: { problem } })],
		},
		context,
	);
}
