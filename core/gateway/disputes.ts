/** What the documents of a dispute have in common, whatever the gateway. */
import { businessKey, SCHEMA_VERSION, type Dispute, type DocumentHeader, type Source } from '../documents';
import type { CurrencyCode } from '../money/currency';
import { localDate } from '../time/zones';

/**
 * The header of a stage of a dispute.
 * @param at an instant, ISO 8601 in UTC
 * @param timeZone IANA name of the zone of the books
 */
export function disputeHeader(
	source: Source,
	stage: Dispute['stage'],
	at: string,
	currency: CurrencyCode,
	timeZone: string,
): DocumentHeader<'Dispute'> {
	return {
		type: 'Dispute',
		schemaVersion: SCHEMA_VERSION,
		id: businessKey(source, stage),
		source,
		channel: 'dispute',
		occurredAt: at,
		bookedOn: localDate(at, timeZone),
		currency,
	};
}
