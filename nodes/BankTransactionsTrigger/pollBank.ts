/** What the bank has new, each time n8n's schedule asks. */
import { NodeOperationError, type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';
import { followBank, type FollowOptions } from '../../core/bank/follow';
import type { BankSession } from '../../core/bank/connector';
import { notePermission } from '../../core/health';
import type { BankTransaction, HeldDocument } from '../../core/documents';
import { asBankOutputs, noteBankLines } from '../shared/banks/items';
import { bankFace, openBank } from '../shared/banks/session';
import { systemClock } from '../shared/clock';
import { asNodeError } from '../shared/errors';
import { syncLogOf } from '../shared/syncLog';
import { noteTrigger } from '../shared/triggerCare';

/** A manual test shows a few lines and leaves cursor and sync log alone. */
const TEST_LINES = 5;

function optionsOf(context: IPollFunctions): FollowOptions {
	const startFrom = String(context.getNodeParameter('startFrom') ?? '')
		.trim()
		.slice(0, 10);
	if (!/^\d{4}-\d\d-\d\d$/.test(startFrom) || Number.isNaN(Date.parse(startFrom))) {
		const message = 'Choose the day from which the books are kept in "Start From".';
		throw new NodeOperationError(context.getNode(), message);
	}
	const accounts: unknown = context.getNodeParameter('accounts', []);
	return {
		triggerId: `${context.getWorkflow().id ?? 'unsaved'}/${context.getNode().id}`,
		startFrom,
		accounts: Array.isArray(accounts) ? accounts.map(String) : [],
		pending: context.getNodeParameter('pending', false) === true,
	};
}

/** By whose credential, and until when. */
function permissionOf(context: IPollFunctions, expiresAt: string | undefined) {
	if (expiresAt === undefined) return undefined;
	const { credential, words } = bankFace(String(context.getNodeParameter('bank')));
	const name = context.getNode().credentials?.[credential]?.name ?? credential;
	return { name, of: words.bank, expiresAt };
}

async function sample(
	session: BankSession,
	{ startFrom, accounts }: FollowOptions,
): Promise<readonly (BankTransaction | HeldDocument)[]> {
	const today = new Date(systemClock.now()).toISOString().slice(0, 10);
	for await (const page of session.period(startFrom, today)) {
		const wanted = page.filter(
			(line) => accounts.length === 0 || (line.type !== 'Held' && accounts.includes(line.account.id)),
		);
		if (wanted.length > 0) return wanted.slice(0, TEST_LINES);
	}
	return [];
}

export async function pollBank(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	try {
		const options = optionsOf(context);
		const session = await openBank(context, String(context.getNodeParameter('bank')));
		if (context.getMode() === 'manual') return asBankOutputs(await sample(session, options), 0);
		const syncLog = await syncLogOf(context);
		await noteTrigger(context, syncLog, options.triggerId);
		const { documents, held, permissionEndsAt } = await followBank(
			{ session, syncLog, clock: systemClock },
			options,
		);
		await notePermission(syncLog, `trigger:${options.triggerId}`, permissionOf(context, permissionEndsAt));
		await noteBankLines(syncLog, [...documents, ...held]);
		return documents.length + held.length === 0 ? null : asBankOutputs([...documents, ...held], 0);
	} catch (error) {
		throw asNodeError(context.getNode(), error);
	}
}
