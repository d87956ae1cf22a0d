/** What came in: payouts, bank lines, the shop's documents and matches; what is none of them is for a person. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { checkPayout } from '../../core/documents/check';
import type { BalanceChange, BankTransaction, Payout, PayoutMatch } from '../../core/documents';
import { parseMoneyDocument } from '../../core/documents/parse';
import type { HeldEvent } from '../../core/posting/syncLog';
import type { MoneyDocument } from '../../core/reconcile';
import { heldEventOf, reviewHeld } from '../shared/outputs';

export interface ReadItems {
	readonly payouts: Payout[];
	readonly lines: BankTransaction[];
	readonly documents: MoneyDocument[];
	readonly changes: BalanceChange[];
	readonly matches: { readonly match: PayoutMatch; readonly item: number }[];
	/** by business key: the item it came with */
	readonly itemOf: Map<string, number>;
	readonly review: INodeExecutionData[];
	readonly held: HeldEvent[];
}

const STAGE = 'reconciliation';

/** A schedule or a click brings an item that is no document: it only says that it is time. */
const isTick = (json: IDataObject): boolean => json.type === undefined && json.id === undefined;

export function readItems(context: IExecuteFunctions, runId: string): ReadItems {
	const read: ReadItems = {
		payouts: [],
		lines: [],
		documents: [],
		changes: [],
		matches: [],
		itemOf: new Map(),
		review: [],
		held: [],
	};
	context.getInputData().forEach(({ json }, item) => {
		if (isTick(json)) return;
		const parsed = parseMoneyDocument(json);
		// a payout that does not add up would make every balance wrong
		const checked = parsed.ok && parsed.value.type === 'Payout' ? checkPayout(parsed.value) : parsed;
		if (!checked.ok) {
			read.review.push(reviewHeld(json, STAGE, checked.findings, item));
			read.held.push(...heldEventOf(json, STAGE, checked.findings, runId));
			return;
		}
		const { value } = checked;
		read.itemOf.set(value.id, item);
		switch (value.type) {
			case 'Payout':
				read.payouts.push(value);
				break;
			case 'BankTransaction':
				read.lines.push(value);
				break;
			case 'PayoutMatch':
				read.matches.push({ match: value, item });
				break;
			case 'BalanceChange':
				read.changes.push(value);
				break;
			case 'Sale':
			case 'Refund':
			case 'Payment':
			case 'OrderEdit':
			case 'Dispute':
				read.documents.push(value);
				break;
			// they move no money at a gateway
			case 'Cancellation':
			case 'Fulfilment':
				break;
		}
	});
	return read;
}
