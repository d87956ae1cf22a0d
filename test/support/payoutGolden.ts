/** What golden cases of gateways show beside the documents: the journal that becomes of them, as plain-text accounting. */
import type { Payout } from '../../core/documents';
import { parseDocument } from '../../core/documents/parse';
import { payoutDocuments } from '../../core/gateway/payoutDocuments';
import type { ReadPayout } from '../../core/gateway/connector';
import { journalize } from '../../core/journal/journalize';
import { journalText } from '../../core/journal/journalText';

const payoutsOf = (read: readonly ReadPayout[]): Payout[] =>
	read.flatMap(payoutDocuments).filter((document): document is Payout => document.type === 'Payout');

/** The entries of all payouts; what is not booked, with the reason. */
export function journalOf(read: readonly ReadPayout[]): string {
	const parts = payoutsOf(read).map((payout) => {
		const outcome = journalize(payout);
		const reasons = outcome.findings.map(({ severity, message }) => `; ${severity}: ${message}\n`).join('');
		return outcome.ok && outcome.value !== undefined ? journalText(outcome.value) + reasons : reasons;
	});
	return parts.length === 0 ? '; nothing is booked\n' : parts.join('\n');
}

/** What is wrong with the shape of the documents, as the nodes take them. */
export function shapeProblems(read: readonly ReadPayout[]): unknown[] {
	return payoutsOf(read).flatMap((payout) => {
		const parsed = parseDocument(JSON.parse(JSON.stringify(payout)));
		return parsed.ok ? [] : parsed.findings;
	});
}
