/** Digests of a day on which thousands of documents are held, by ledgers and shops of terrible names. */
import fc from 'fast-check';
import { dailyDigest, digestMessage, type Books, type DailyDigest } from '../../../core/digest';
import { badAnomaly } from './anomalies';
import { badReport } from './performance';
import { badText, count, many } from './texts';

const instant = fc.constantFrom('2026-03-01T08:00:00.000Z', '2026-03-02T23:30:00.000Z');

const waiting = fc.record({
	type: fc.constant('HeldNow' as const),
	businessKey: fc.constant('shop/one/order/1' as const),
	orderNumber: badText,
	bookedOn: fc.constantFrom('2026-03-01', ''),
	status: fc.constantFrom('held' as const, 'failed' as const),
	stage: badText,
	since: instant,
	reason: badText,
	fix: badText,
	store: fc.record({ platform: badText, id: badText }),
});

const books: fc.Arbitrary<Books> = fc.record({
	since: instant,
	hours: fc.constantFrom(1, 24, 744),
	posted: many(
		fc.record({
			ledger: badText,
			documentType: fc.constantFrom('SalesReceipt', 'ManualJournal', 'CustomerPayment'),
			count,
		}),
		300,
	),
	waiting: fc
		.record({ orMore: fc.boolean(), new: count, first: fc.oneof(fc.constant([]), many(waiting, 100)) })
		.map((each) => ({ ...each, count: each.first.length })),
});

export const badDigest: fc.Arbitrary<DailyDigest> = fc
	.tuple(badReport, fc.oneof(fc.constant([]), many(badAnomaly, 3_000)), books)
	.map(([report, anomalies, known]) => dailyDigest(report, anomalies, known));

export const digestMessages = badDigest.map((digest) => digestMessage(digest, 'Europe/London'));
