/** The banks as choices of a node, and their credentials. */
import type { INodeCredentialDescription, INodePropertyOptions } from 'n8n-workflow';
import { BANK_FACES } from './faces.generated';

const faces = Object.entries(BANK_FACES);

export const BANKS: readonly string[] = faces.map(([id]) => id);

export const BANK_OPTIONS: INodePropertyOptions[] = faces.map(([value, { words }]) => ({
	name: words.bank,
	value,
}));

/** The credential of each bank, shown when the parameter names it. */
export function bankCredentials(parameter: string): INodeCredentialDescription[] {
	return faces.map(([id, { credential }]) => ({
		name: credential,
		required: true,
		displayOptions: { show: { [parameter]: [id] } },
	}));
}
