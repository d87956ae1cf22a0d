/** Sessions with the bank of a node's credential, over n8n's request helper, and the lists that fill drop-downs. */
import type { IAllExecuteFunctions, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { BankSession } from '../../../core/bank/connector';
import { systemClock } from '../clock';
import { httpOf } from '../http';
import { Moment } from '../moment';
import type { BankFace } from './face';
import { BANK_FACES } from './faces.generated';

type Context = Pick<IAllExecuteFunctions, 'helpers' | 'getNode' | 'getCredentials'>;

export function bankFace(bank: string): BankFace {
	const face = BANK_FACES[bank];
	if (face === undefined) throw new Error(`There is no bank "${bank}".`);
	return face;
}

export async function openBank(context: Context, bank: string): Promise<BankSession> {
	const { connector, credential, settings } = bankFace(bank);
	const data = await context.getCredentials(credential);
	// the keys of a bank are never renewed: a refusal is an answer that says what is wrong
	return connector.open(httpOf(context, credential, undefined, true), settings(data), systemClock);
}

const lists = new Moment<INodePropertyOptions[]>(systemClock);

/** The live accounts of the bank. */
export async function loadBankAccounts(
	context: ILoadOptionsFunctions,
	bank: string,
): Promise<INodePropertyOptions[]> {
	const { credential } = bankFace(bank);
	const id = context.getNode().credentials?.[credential]?.id ?? '';
	return await lists.get(`${bank}/${id}`, async () => {
		const session = await openBank(context as unknown as Context, bank);
		return (await session.accounts())
			.map((account) => ({ name: account.name, value: account.id, description: account.currency }))
			.sort((a, b) => a.name.localeCompare(b.name));
	});
}
