/** What is held against each other in a tie-out. */
import type { Payout, PayoutMatch } from '../../documents';
import type { MoneyDocument } from '../join';
import type { Posting } from './postings';

export interface TieOutInput {
	readonly documents: readonly MoneyDocument[];
	readonly payouts: readonly Payout[];
	/** YYYY-MM-DD, both inclusive */
	readonly from: string;
	readonly to: string;
	/** undefined: no ledger is looked at */
	readonly postings?: readonly Posting[];
	readonly matches?: readonly PayoutMatch[];
	/** the day of an instant in the time zone of the books; default UTC */
	readonly dayOf?: (instant: string) => string;
}
