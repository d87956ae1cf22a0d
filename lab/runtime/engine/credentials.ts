/** n8n's credentials helper over credentials in memory: defaults, `$self` expressions, authentication, renewed tokens. */
import { getAdditionalKeys } from 'n8n-core';
import { ICredentials, ICredentialsHelper, NodeHelpers, Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsEncrypted,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { authenticateGenerically } from './authenticate';
import type { CredentialTypes } from './credentialTypes';
import { copy } from './json';

/** Plain data by credential type; an engine has at most one credential of a type. */
export type CredentialData = Readonly<Record<string, ICredentialDataDecryptedObject>>;

const NOBODY: INode = {
	id: 'credentials',
	name: 'credentials',
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

export class EngineCredentials extends ICredentialsHelper {
	readonly #data: Map<string, ICredentialDataDecryptedObject>;

	constructor(
		private readonly types: CredentialTypes,
		private readonly nodeTypes: INodeTypes,
		data: CredentialData,
	) {
		super();
		this.#data = new Map(Object.entries(data));
	}

	/** The types there is a credential of. */
	get available(): readonly string[] {
		return [...this.#data.keys()];
	}

	/** What is stored for a type now, with renewed tokens. */
	stored(type: string): ICredentialDataDecryptedObject {
		const found = this.#data.get(type);
		if (found === undefined) throw new Error(`There is no credential of the type "${type}"`);
		return found;
	}

	override getParentTypes(name: string): string[] {
		return this.types.parents(name);
	}

	override isCredentialUsableByNode(): boolean {
		return true;
	}

	override getCredentialsProperties(type: string): INodeProperties[] {
		return this.types.properties(type);
	}

	override async getCredentials(details: INodeCredentialsDetails, type: string): Promise<ICredentials> {
		return new StoredCredentials(details, type, this.#data);
	}

	override async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		_details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		_executeData?: unknown,
		raw?: boolean,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = this.stored(type);
		if (raw === true) return { ...stored };
		const properties = this.types.properties(type);
		// fields that are not displayed are left out, as n8n does it
		const shown = NodeHelpers.getNodeParameters(properties, copy(stored), true, false, null, null) ?? {};
		const { oauthTokenData } = stored;
		const complete: INodeParameters = copy({
			...shown,
			...(oauthTokenData === undefined ? {} : { oauthTokenData }),
		});
		const keys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		const { expression } = this.#emptyWorkflow();
		return copy(
			expression.getComplexParameterValue(NOBODY, complete, mode, keys, undefined, undefined, complete),
		);
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.types.get(typeName);
		if (authenticate === undefined) return options;
		if (typeof authenticate === 'function') return authenticate(credentials, options);
		if (workflow === undefined || node === undefined)
			throw new Error('Generic authentication needs a workflow and a node');
		return authenticateGenerically(authenticate, credentials, options, { workflow, node });
	}

	override async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		_node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.types.get(typeName);
		const expirable = type.properties.find(
			({ type: kind, typeOptions }) => kind === 'hidden' && typeOptions?.expirable === true,
		);
		if (expirable === undefined || type.preAuthentication === undefined) return undefined;
		if (credentials[expirable.name] !== '' && !credentialsExpired) return undefined;
		const renewed: ICredentialDataDecryptedObject = copy(
			await type.preAuthentication.call(helpers, credentials),
		);
		if (renewed[expirable.name] === undefined) return undefined;
		this.#data.set(typeName, { ...this.stored(typeName), ...renewed });
		return Object.assign(credentials, renewed);
	}

	override async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication } = this.types.get(typeName);
		return preAuthentication === undefined
			? undefined
			: copy(await preAuthentication.call(helpers, credentials));
	}

	override async updateCredentials(
		_details: unknown,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.#data.set(type, data);
	}

	override async updateCredentialsOauthTokenData(
		_details: unknown,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.#data.set(type, { ...this.stored(type), oauthTokenData: data['oauthTokenData'] ?? {} });
	}

	#emptyWorkflow(): Workflow {
		return new Workflow({ nodes: [NOBODY], connections: {}, active: false, nodeTypes: this.nodeTypes });
	}
}

/** One stored credential, as n8n hands it to whoever wants to change it. */
class StoredCredentials extends ICredentials {
	readonly #all: Map<string, ICredentialDataDecryptedObject>;

	constructor(
		details: INodeCredentialsDetails,
		type: string,
		all: Map<string, ICredentialDataDecryptedObject>,
	) {
		super(details, type);
		this.#all = all;
	}

	override async getData(): Promise<ICredentialDataDecryptedObject> {
		return { ...this.#all.get(this.type) };
	}

	override async setData(data: ICredentialDataDecryptedObject): Promise<void> {
		this.#all.set(this.type, data);
	}

	override async updateData(changes: Partial<ICredentialDataDecryptedObject>): Promise<void> {
		const merged: ICredentialDataDecryptedObject = { ...this.#all.get(this.type) };
		for (const [name, value] of Object.entries(changes)) if (value !== undefined) merged[name] = value;
		this.#all.set(this.type, merged);
	}

	override getDataToSave(): ICredentialsEncrypted {
		throw new Error('The engine keeps its credentials in memory only');
	}
}
