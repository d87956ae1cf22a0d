/** What a person decides: a match is accepted, or taken apart. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { finding, type Finding } from '../../core/findings/finding';
import { acceptMatches, withoutRemark } from '../../core/reconcile';
import { asItem, reviewItem } from '../shared/outputs';
import { sharedSyncLog } from '../shared/syncLog';
import type { Outputs } from './outputs';
import type { ReadItems } from './readItems';
import { textOf } from './settings';

function refused(id: string, found: Finding, document: unknown, item: number) {
	const held = { id, orderNumber: '', bookedOn: '', stage: 'reconciliation', findings: [found] };
	return reviewItem({ ...held, document }, item);
}

export async function acceptItems(
	context: IExecuteFunctions,
	read: ReadItems,
	outputs: Outputs,
): Promise<void> {
	const books = textOf(context, 'books');
	// what a person was told to do is done
	const matches = read.matches.map(({ match, item }) => ({ match: withoutRemark(match), item }));
	const noted = await acceptMatches(
		matches.map(({ match }) => match),
		{ syncLog: sharedSyncLog(), books },
	);
	matches.forEach(({ match, item }, index) => {
		const evidence = { match: match.id };
		if (noted[index] === true) outputs.matched.push(asItem(match, item));
		else outputs.review.push(refused(match.id, finding('MATCH_UNKNOWN', { evidence }), match, item));
	});
}

export async function takeApartItems(context: IExecuteFunctions, outputs: Outputs): Promise<void> {
	for (let item = 0; item < context.getInputData().length; item++) {
		const [books, match] = [textOf(context, 'books', item), textOf(context, 'match', item)];
		const members = await sharedSyncLog().reconcileRelease(books, match);
		if (members === undefined)
			outputs.review.push(refused(match, finding('MATCH_NOT_FOUND', { evidence: { match } }), null, item));
		else outputs.unmatched.push(asItem({ type: 'MatchTakenApart', id: match, ...members }, item));
	}
}
