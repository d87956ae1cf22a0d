/** What did not get through, what took several attempts, and what left a trigger and arrived nowhere. */
import { finding } from '../../findings/finding';
import type { Emission } from '../../posting/syncLog';
import { asError, counted, examplesOf, found, grouped, HOUR_MS, urlOf, wholeDays, type Check } from './tools';

/** Ended for reasons of operation; the next delivery tries again. */
export const failed: Check = ({ records, now, thresholds }) => {
	const all = records.filter(({ status }) => status === 'failed');
	const findings = [...grouped(all, ({ ledger }) => ledger)].map(([ledger, group]) => {
		const oldest = group.toSorted((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
		const since = Date.parse(oldest[0]?.updatedAt ?? '');
		const reasons = oldest.flatMap((record) => record.findings.map(({ message }) => message));
		const reason = reasons[0] === undefined ? {} : { reason: reasons[0] };
		const one = finding('POSTING_FAILED', {
			evidence: {
				count: group.length,
				ledger,
				days: wholeDays(since, now),
				examples: examplesOf(oldest.map(({ orderNumber }) => orderNumber)),
				...reason,
			},
		});
		return now - since >= thresholds.failedErrorAfterHours * HOUR_MS ? asError(one) : one;
	});
	const text =
		all.length === 0
			? 'No document is left without a result.'
			: `${counted(all.length, 'document')} had no result at the last attempt.`;
	return found(text, findings, { count: all.length });
};

export const retried: Check = ({ retried: touched = [], thresholds }) => {
	const often = touched
		.filter(({ attempts }) => attempts >= thresholds.retriedFrom)
		.toSorted((a, b) => b.attempts - a.attempts);
	const findings = often.map(
		({ documentType, number, orderNumber: order, attempts, ledger, postingKey: key, url }) =>
			finding('RETRIED_OFTEN', {
				evidence: { document: `${documentType} ${number}`, order, attempts, ledger, key, ...urlOf(url) },
			}),
	);
	return found(
		`${counted(touched.length, 'document')} of this time took more than one attempt; ${thresholds.retriedFrom} or more are told.`,
		findings,
	);
};

/** Each event once, however many triggers it has left. */
export const lost: Check = ({ lost: emissions }) => {
	const byKey = new Map<string, Emission>();
	for (const emission of emissions) {
		const known = byKey.get(emission.businessKey);
		if (known === undefined || known.times < emission.times) byKey.set(emission.businessKey, emission);
	}
	const findings = [...byKey.values()].map(({ businessKey: document, times }) =>
		finding('NEVER_ARRIVED', { evidence: { document, times } }),
	);
	return found('What left the triggers again and again was looked up among what arrived.', findings);
};
