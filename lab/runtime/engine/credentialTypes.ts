/** The credential types an engine knows: those of the package, and n8n's generic OAuth2 that they may extend. */
import { NodeHelpers } from 'n8n-workflow';
import type { ICredentialType, INodeProperties } from 'n8n-workflow';

const hidden = (name: string, value: string | boolean = ''): INodeProperties => ({
	displayName: name,
	name,
	type: 'hidden',
	default: value,
});

/** n8n's own generic OAuth2 credential, reduced to the fields that its request helper reads. */
const OAUTH2: ICredentialType = {
	name: 'oAuth2Api',
	displayName: 'OAuth2 API',
	properties: [
		hidden('grantType', 'authorizationCode'),
		hidden('authUrl'),
		hidden('accessTokenUrl'),
		hidden('clientId'),
		hidden('clientSecret'),
		hidden('scope'),
		hidden('authQueryParameters'),
		hidden('authentication', 'header'),
		hidden('ignoreSSLIssues', false),
	],
};

export class CredentialTypes {
	readonly #types: ReadonlyMap<string, ICredentialType>;

	constructor(types: readonly ICredentialType[]) {
		this.#types = new Map([OAUTH2, ...types].map((type) => [type.name, type]));
	}

	get(name: string): ICredentialType {
		const found = this.#types.get(name);
		if (found === undefined) throw new Error(`There is no credential type "${name}"`);
		return found;
	}

	/** All types this one extends, nearest first. */
	parents(name: string): string[] {
		const direct = this.get(name).extends ?? [];
		return [...direct, ...direct.flatMap((parent) => this.parents(parent))];
	}

	/** Its properties with those it inherits; its own win. */
	properties(name: string): INodeProperties[] {
		const type = this.get(name);
		const merged: INodeProperties[] = [];
		for (const parent of type.extends ?? []) NodeHelpers.mergeNodeProperties(merged, this.properties(parent));
		NodeHelpers.mergeNodeProperties(merged, type.properties);
		return merged;
	}
}
