/** Items in and out of the nodes: canonical documents as json, paired with the item they came from. */
import {
	NodeConnectionTypes,
	type IDataObject,
	type INodeExecutionData,
	type INodeOutputConfiguration,
} from 'n8n-workflow';
import type { BusinessKey } from '../../core/documents';
import type { Finding } from '../../core/findings/finding';
import type { HeldEvent } from '../../core/posting/syncLog';

const output = (displayName: string): INodeOutputConfiguration => ({
	type: NodeConnectionTypes.Main,
	displayName,
});

/** Named outputs of a node; "Needs Review" is always the last. */
export function outputsWithReview(...names: string[]): INodeOutputConfiguration[] {
	return [...names, 'Needs Review'].map(output);
}

/** A document as an item. Documents are plain JSON by construction, so no copy is needed. */
export function asItem(document: object, item: number): INodeExecutionData {
	return { json: document as IDataObject, pairedItem: { item } };
}

/** What a person sees of a held document: what it is, and each reason with its fix. */
export interface ReviewItem {
	readonly type: 'Held';
	readonly id: BusinessKey;
	readonly orderNumber: string;
	readonly bookedOn: string;
	/** where it was held */
	readonly stage: string;
	/** the first reason, for a quick look at a list */
	readonly reason: string;
	readonly fix: string;
	readonly findings: readonly Finding[];
	/** the document as it came, to be looked at or run again */
	readonly document: unknown;
}

export function reviewItem(
	held: Omit<ReviewItem, 'type' | 'reason' | 'fix'>,
	item: number,
): INodeExecutionData {
	const [first] = held.findings.filter((finding) => finding.severity === 'error');
	const review: ReviewItem = { type: 'Held', ...held, reason: first?.message ?? '', fix: first?.fix ?? '' };
	return asItem(review, item);
}

const textAt = (json: IDataObject, ...path: string[]): string => {
	let value: unknown = json;
	for (const name of path)
		value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
	return typeof value === 'string' ? value : '';
};

/** A held document that came in as json, for "Needs Review"; what cannot be read of it stays empty. */
export function reviewHeld(
	json: IDataObject,
	stage: string,
	findings: readonly Finding[],
	item: number,
): INodeExecutionData {
	const [id, bookedOn] = [textAt(json, 'id'), textAt(json, 'bookedOn')];
	return reviewItem(
		{ id, orderNumber: textAt(json, 'order', 'number'), bookedOn, stage, findings, document: json },
		item,
	);
}

/** ... and for the sync log; nothing when the json does not even say which document it is. */
export function heldEventOf(
	json: IDataObject,
	stage: string,
	findings: readonly Finding[],
	runId: string,
): HeldEvent[] {
	const businessKey = textAt(json, 'id');
	if (businessKey === '') return [];
	const [orderNumber, bookedOn] = [textAt(json, 'order', 'number'), textAt(json, 'bookedOn')];
	return [{ businessKey, stage, orderNumber, bookedOn, findings, runId }];
}
