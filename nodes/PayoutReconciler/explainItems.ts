/** "Why is this payout off by 17.27?" */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Payout, PayoutMatch } from '../../core/documents';
import { finding } from '../../core/findings/finding';
import { fromMinorUnits, minorUnits, parseMoney } from '../../core/money/money';
import { explainPayout, type Explanation } from '../../core/reconcile';
import { asItem, reviewItem } from '../shared/outputs';
import { knownPayouts } from './knownPayouts';
import type { Outputs } from './outputs';
import type { ReadItems } from './readItems';
import { textOf } from './settings';

interface Question {
	readonly payout: Payout;
	/** in minor units: what the bank got less what the payout says */
	readonly difference: bigint;
	readonly item: number;
}

type Asked = Question | { readonly problem: string; readonly about: string; readonly item: number };

function entered(
	context: IExecuteFunctions,
	payouts: readonly Payout[],
	number: string,
	{ itemOf }: ReadItems,
): Asked {
	const payout = payouts.find(
		({ id, source }) => id === number || source.externalId === number || source.externalNumber === number,
	);
	const [text, about] = [textOf(context, 'difference'), number];
	if (payout === undefined) return { problem: `the payout ${number} is not known`, about, item: 0 };
	const item = itemOf.get(payout.id) ?? 0;
	const money = parseMoney(text.replace(/^-/, ''), payout.currency);
	if (typeof money === 'string')
		return { problem: `"${text}" is not an amount of ${payout.currency}`, about: payout.id, item };
	return { payout, difference: text.startsWith('-') ? -minorUnits(money) : minorUnits(money), item };
}

function ofMatch(match: PayoutMatch, item: number, payouts: readonly Payout[]): Asked[] {
	const { difference, differenceSide, id } = match;
	if (differenceSide === 'none') return [];
	const payout = payouts.find((one) => one.id === match.payouts[0]);
	if (payout === undefined || match.payouts.length !== 1)
		return [{ problem: `the payout of the match ${id} is not known`, about: id, item }];
	const units = minorUnits(difference);
	return [{ payout, difference: differenceSide === 'bankIsLower' ? -units : units, item }];
}

function asAnswer({ payout, difference }: Question, explanation: Explanation): object {
	const { currency, id, source, gateway } = payout;
	const sided = (units: bigint) => ({
		amount: fromMinorUnits(units < 0n ? -units : units, currency),
		side: units < 0n ? ('bankIsLower' as const) : units > 0n ? ('bankIsHigher' as const) : ('none' as const),
	});
	return {
		type: 'Explanation',
		payout: id,
		number: source.externalNumber,
		gateway,
		difference: sided(difference),
		explained: explanation.answers.length > 0,
		confidence: explanation.confidence,
		reasons: explanation.reasons,
		answers: explanation.answers.map(({ events, confidence }) => ({
			confidence,
			events: events.map(({ code, text, about, units }) => ({
				code,
				text,
				...(about === undefined ? {} : { about }),
				...sided(units),
			})),
		})),
		searchedUpTo: explanation.searched,
		complete: explanation.complete,
	};
}

export async function explainItems(
	context: IExecuteFunctions,
	read: ReadItems,
	outputs: Outputs,
): Promise<void> {
	const payouts = await knownPayouts(context, read);
	const number = textOf(context, 'payout');
	const asked =
		number === ''
			? read.matches.flatMap(({ match, item }) => ofMatch(match, item, payouts))
			: [entered(context, payouts, number, read)];
	for (const question of asked) {
		const { item } = question;
		if ('problem' in question) {
			const findings = [finding('DIFFERENCE_NOT_GIVEN', { evidence: { problem: question.problem } })];
			const held = { id: question.about, orderNumber: '', bookedOn: '', stage: 'reconciliation', findings };
			outputs.review.push(reviewItem({ ...held, document: null }, item));
			continue;
		}
		const explanation = explainPayout(question.payout, question.difference, {
			payouts,
			documents: read.documents,
		});
		const output = explanation.answers.length > 0 ? outputs.matched : outputs.unmatched;
		output.push(asItem(asAnswer(question, explanation), item));
	}
}
