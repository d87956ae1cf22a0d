/** Which of the documents that stand in a ledger are ours: by their ids there, their numbers, or the posting keys in their texts. */
import type { StandingDocument } from '../../ledger/connector';
import type { Money } from '../../money/money';
import type { SyncRecord } from '../../posting/syncLog';
import type { HealthInput, LedgerLook } from '../input';
import type { PostedFigures } from '../posted';

export const moneyText = ({ amount, currency }: Money): string => `${amount} ${currency}`;

/** "SalesReceipt 1037" */
export const standingName = ({ entity, number, id }: StandingDocument): string =>
	`${entity} ${number === '' ? id : number}`;

export interface OwnDocuments {
	/** with what they come to */
	readonly figures: readonly PostedFigures[];
	/** the record that it belongs to by number or key, although the sync log knows another document of that record */
	claimedBy(document: StandingDocument): SyncRecord | undefined;
	isOurs(document: StandingDocument): boolean;
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

export function ownDocuments({ ledger, tenant }: LedgerLook, input: HealthInput): OwnDocuments {
	const isHere = (record: SyncRecord): boolean => record.ledger === ledger && record.tenant === tenant;
	const figures = (input.posted ?? []).filter(({ record }) => isHere(record));
	const records = new Map<string, SyncRecord>();
	for (const record of [...input.records, ...figures.map((each) => each.record)])
		if (isHere(record) && record.ledgerId !== undefined) records.set(record.postingKey, record);
	const byId = new Map<string, SyncRecord>();
	const byNumber = new Map<string, SyncRecord>();
	for (const record of records.values()) {
		byId.set(`${record.ledgerEntity ?? ''}/${record.ledgerId ?? ''}`, record);
		if (record.number !== '') byNumber.set(record.number, record);
	}
	const isKnown = ({ entity, id }: StandingDocument): boolean => byId.has(`${entity}/${id}`);
	const prefix = `${ledger}/${tenant}/`;
	const keysIn = ({ reference }: StandingDocument): string[] =>
		words(reference).filter((word) => word.startsWith(prefix));
	const claimedBy = (document: StandingDocument): SyncRecord | undefined => {
		if (isKnown(document)) return undefined;
		const byKey = keysIn(document).flatMap((key) => records.get(key) ?? [])[0];
		return byKey ?? byNumber.get(document.number);
	};
	return {
		figures,
		claimedBy,
		// a key of ours that these records do not have is of another time
		isOurs: (document) =>
			isKnown(document) || claimedBy(document) !== undefined || keysIn(document).length > 0,
	};
}
