/** What is twice in the ledger: our own documents, and those of somebody else for the same sales. */
import { finding, type Finding } from '../../findings/finding';
import type { StandingDocument } from '../../ledger/connector';
import type { Money } from '../../money/money';
import type { SyncRecord } from '../../posting/syncLog';
import type { HealthInput, LedgerLook } from '../input';
import { standingName, moneyText, ownDocuments, type OwnDocuments } from './ownDocuments';
import { secondPoster } from './secondPoster';
import { counted, found, notChecked, urlOf, type Check } from './tools';

const sameMoney = (a: Money, b: Money | undefined): boolean =>
	a.amount === b?.amount && a.currency === b.currency;

/** Documents with a key or number of ours and our amount, which are not the one that the sync log knows. */
function bookedTwice(standing: readonly StandingDocument[], own: OwnDocuments, ledger: string): Finding[] {
	const there = new Map(standing.map((each) => [`${each.entity}/${each.id}`, each]));
	return standing.flatMap((other) => {
		const record: SyncRecord | undefined = own.claimedBy(other);
		if (record === undefined || !sameMoney(other.total, record.total)) return [];
		const first = there.get(`${record.ledgerEntity ?? ''}/${record.ledgerId ?? ''}`);
		// the one that we know of is gone: that is another trouble
		if (first === undefined) return [];
		const evidence = {
			document: `${record.documentType} ${record.number}`,
			order: record.orderNumber,
			amount: moneyText(other.total),
			ledger,
			one: `${standingName(first)} (${first.id})`,
			other: `${standingName(other)} (${other.id})`,
			key: record.postingKey,
			...urlOf(other.url),
		};
		return [finding('BOOKED_TWICE', { evidence })];
	});
}

function ofLedger(look: LedgerLook, input: HealthInput): Finding[] {
	const { name, standing } = look;
	if (standing === undefined) return [];
	const own = ownDocuments(look, input);
	return [
		...bookedTwice(standing.documents, own, name),
		...secondPoster(standing.documents, own, { ledger: name, days: input.thresholds.doubleWithinDays }),
	];
}

export const duplicates: Check = (input) => {
	const looked = (input.ledgers ?? []).filter(({ standing }) => standing !== undefined);
	const [silent] = input.ledgers ?? [];
	if (silent !== undefined && looked.length === 0)
		return notChecked(`${silent.name} cannot be asked for all that stands in its books.`);
	if (looked.length === 0) return notChecked('Switch on "Compare With the Ledger".');
	const lists = looked.map(
		({ name, standing }) =>
			`${counted(standing?.documents.length ?? 0, 'document')} of ${standing?.from ?? ''} to ${standing?.to ?? ''} in ${name}, whoever entered them,`,
	);
	const text = `${lists.join(' and ')} were compared with what the sync log has posted.`;
	const findings = looked.flatMap((look) => ofLedger(look, input));
	const errors = findings.filter(({ severity }) => severity === 'error');
	return found(text, [...errors, ...findings.filter(({ severity }) => severity !== 'error')]);
};
