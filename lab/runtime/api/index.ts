/** What a person does in n8n, done headlessly: sign up, connect credentials, import and activate workflows, look at executions. */
import { z } from 'zod';
import type { N8n } from '../n8n';
import { Credentials } from './credentials';
import { Executions } from './executions';
import { NodeTypes } from './nodeTypes';
import { Session } from './session';
import { Workflows } from './workflows';

export { N8nRequestError } from './session';
export type { StoredCredential, CredentialTestResult } from './credentials';
export type { Execution, ExecutionStatus, ExecutionSummary, ExecutedItem } from './executions';
export type { NodeOption, OptionsRequest } from './nodeTypes';
export type { WorkflowJson, WorkflowNode } from './workflows';

/** The account that owns the instance. The password needs 8 characters, a digit and a capital letter. */
export interface Owner {
	readonly email: string;
	readonly password: string;
	readonly firstName: string;
	readonly lastName: string;
}

const SCOPES = [
	...['create', 'read', 'list', 'update', 'delete', 'activate', 'deactivate'].map(
		(verb) => `workflow:${verb}`,
	),
	...['read', 'list'].map((verb) => `execution:${verb}`),
	'credential:create',
];

/** A client of one n8n. Sign in first: `setUpOwner` for a new one, `login` for one that has its owner. */
export class N8nApi {
	readonly workflows: Workflows;
	readonly executions: Executions;
	readonly credentials: Credentials;
	readonly nodeTypes: NodeTypes;
	readonly #session: Session;

	constructor(n8n: Pick<N8n, 'baseUrl' | 'command'>) {
		this.#session = new Session(n8n.baseUrl);
		this.workflows = new Workflows(this.#session);
		this.executions = new Executions(this.#session);
		this.credentials = new Credentials(this.#session, n8n);
		this.nodeTypes = new NodeTypes(this.#session, n8n);
	}

	/** Makes the owner of a new n8n, signs in and gets an API key. */
	async setUpOwner(owner: Owner): Promise<void> {
		await this.#session.rest('POST', '/owner/setup', owner);
		await this.login(owner);
	}

	/** Signs in and gets a new API key. */
	async login({ email, password }: Pick<Owner, 'email' | 'password'>): Promise<void> {
		await this.#session.rest('POST', '/login', { emailOrLdapLoginId: email, password });
		const label = `storeledger ${Date.now()}`;
		const created = await this.#session.rest('POST', '/api-keys', { label, expiresAt: null, scopes: SCOPES });
		this.#session.useApiKey(z.looseObject({ rawApiKey: z.string() }).parse(created).rawApiKey);
	}
}
