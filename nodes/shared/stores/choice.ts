/** The parameters and credentials of a node that works for any store. */
import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { STORE_FACES } from './faces.generated';
import { authenticationProperties, storeCredentials } from './properties';

type Show = Readonly<Record<string, readonly [true]>>;

const faces = Object.entries(STORE_FACES);

/** @param show what else must be chosen for the store to matter */
export function storeChoiceProperties(show: Show): INodeProperties[] {
	const conditions = Object.fromEntries(Object.entries(show).map(([name, values]) => [name, [...values]]));
	return [
		{
			displayName: 'Store',
			name: 'store',
			type: 'options',
			options: faces.map(([value, { words }]) => ({ name: words.platform, value })),
			default: 'shopify',
			displayOptions: { show: conditions },
		},
		...faces.flatMap(([value, face]) => authenticationProperties(face, { ...conditions, store: [value] })),
	];
}

export function storeChoiceCredentials(show: Show): INodeCredentialDescription[] {
	const conditions = Object.fromEntries(Object.entries(show).map(([name, values]) => [name, [...values]]));
	return faces.flatMap(([value, face]) => storeCredentials(face, { ...conditions, store: [value] }));
}
