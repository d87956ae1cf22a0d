/** The outputs, and what goes onto them. */
import type { INodeExecutionData } from 'n8n-workflow';
import type { PayoutMatch } from '../../core/documents';
import { remarkOn, type MatchOutput } from '../../core/reconcile';
import { asItem } from '../shared/outputs';
import type { ReadItems } from './readItems';

export interface Outputs {
	readonly matched: INodeExecutionData[];
	readonly unmatched: INodeExecutionData[];
	readonly summary: INodeExecutionData[];
	readonly review: INodeExecutionData[];
}

export const noOutputs = (): Outputs => ({ matched: [], unmatched: [], summary: [], review: [] });

export const asOutputs = ({ matched, unmatched, summary, review }: Outputs): INodeExecutionData[][] => [
	matched,
	unmatched,
	summary,
	review,
];

/** The item that brought the match: its bank line's, otherwise its payout's, otherwise the first. */
export function itemOfMatch({ itemOf }: Pick<ReadItems, 'itemOf'>, match: PayoutMatch): number {
	const keys = [...match.bankTransactions, ...match.payouts, match.id];
	return keys.flatMap((key) => itemOf.get(key) ?? [])[0] ?? 0;
}

/** A match with what a person is to do about it. */
export function matchItem(match: PayoutMatch, output: MatchOutput, item: number): INodeExecutionData {
	const remark = remarkOn(match, output);
	return asItem(remark === undefined ? match : { ...match, findings: [remark] }, item);
}
