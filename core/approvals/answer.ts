/**
 * The answer of n8n's "Send and Wait for Response" (of Slack, mail and other nodes): buttons, a form, free text, or nothing, when
 * the time was over. https://docs.n8n.io/integrations/builtin/app-nodes/n8n-nodes-base.slack/
 */
import { z } from 'zod';
import { done, held, type Outcome } from '../outcome';
import type { Approver } from './approval';
import { notFitting, type ReadRequest } from './request';
import { oneLine } from './words';

/** Which fields of a form say what. */
export interface FormFields {
	/** the field of the decision, and what it holds when it is approved */
	readonly decision: string;
	readonly approved: string;
	readonly why: string;
}

export interface Answer {
	readonly approver: Approver;
	readonly approved: boolean;
	readonly why: string;
}

const MOST_WHY = 1_000;

const schema = z.looseObject({
	data: z.looseObject({
		respondedAt: z.string().max(100),
		approved: z.boolean().optional(),
		/** with "Capture Who Responded": proved by Slack's signature */
		responder: z
			.looseObject({
				id: z.string().max(200),
				name: z.string().max(200).optional(),
				username: z.string().max(200).optional(),
			})
			.optional(),
	}),
});

const textOf = (value: unknown): string =>
	typeof value === 'string' ? value.trim() : Array.isArray(value) ? value.map(textOf).join(', ') : '';

/** Whether the item is no answer at all: n8n hands on what was asked when nobody has answered in time. */
export function isUnanswered(json: unknown): boolean {
	return !schema.safeParse(json).success;
}

/**
 * Who has decided what. Who: the person that Slack says has clicked, else the one whom the message was sent to. A name that
 * somebody has typed into a form is never taken.
 * @returns APPROVAL_NOT_FITTING when it is not clear who, or what
 */
export function readAnswer(json: unknown, request: ReadRequest, fields: FormFields): Outcome<Answer> {
	const parsed = schema.safeParse(json);
	if (!parsed.success) return held([notFitting('it is no answer of a "Send and Wait" node')]);
	const { data } = parsed.data;
	const { responder } = data;
	const decision = textOf(data[fields.decision]);
	const approved = data.approved ?? (decision === '' ? undefined : decision === fields.approved);
	if (approved === undefined) return held([notFitting(`it has no field "${fields.decision}"`)]);
	const who = responder === undefined ? request.asked : responderOf(responder, request.approvers);
	if (who === undefined)
		return held([
			notFitting(
				responder === undefined
					? 'nobody knows who has answered: name the approvers, or switch "Capture Who Responded" on'
					: 'whoever has answered is none of the approvers',
			),
		]);
	return done({ approver: who, approved, why: oneLine(textOf(data[fields.why]), MOST_WHY) });
}

function responderOf(
	{
		id,
		name,
		username,
	}: { readonly id: string; readonly name?: string | undefined; readonly username?: string | undefined },
	approvers: readonly Approver[],
): Approver | undefined {
	if (id === '') return undefined;
	const known = approvers.find((approver) => approver.id === id);
	if (known !== undefined) return known;
	return approvers.length > 0 ? undefined : { id, name: oneLine(name ?? username ?? id, 80) };
}
