/** The fingerprint of an entry that people decide upon: equal while it does the same to the books on the same day. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonicalJson';
import type { JournalEntry } from '../journal/entry';

/**
 * sha256 (hex) of what a person decides upon: days, sides, amounts, accounts, tax codes and dimensions of all lines, and of a
 * summary what it sums. Texts, findings and the order of lines do not count, so reading an order again asks nobody again.
 */
export function entryFingerprint(entry: JournalEntry): string {
	const { purpose, documentId, direction, bookedOn, dueOn, currency, summary } = entry;
	const lines = entry.lines.map((line) =>
		canonicalJson([
			line.role,
			line.account?.id ?? null,
			line.side,
			line.amount,
			line.bookedOn ?? null,
			line.quantity ?? null,
			line.taxCode?.id ?? null,
			(line.taxes ?? [])
				.map(({ rate, amount, ledgerRateId }) => canonicalJson([rate, amount, ledgerRateId ?? null]))
				.sort(),
			line.dimensions ?? null,
			line.facts.gateway ?? null,
		]),
	);
	const members = summary?.members.map(({ id, fingerprint }) => `${id} ${fingerprint}`).sort() ?? null;
	const matters = [purpose, documentId, direction ?? null, bookedOn, dueOn ?? null, currency, members];
	return createHash('sha256')
		.update(canonicalJson([...matters, lines.sort()]))
		.digest('hex');
}
