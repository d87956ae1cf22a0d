/** What the nodes must know of a store's platform beside its connector: its credentials, and the words people use there. */
import type { IAdditionalCredentialOptions, ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { StoreConnector, StoreSettings } from '../../../core/store/connector';
import type { HttpRequest } from '../../../core/transport/http';

/** A type of credential that signs requests to the platform. */
export interface StoreCredential {
	/** n8n's name of the type, e.g. "storeLedgerShopifyApi" */
	readonly type: string;
	/**
	 * The value and the name of the choice "Authentication", which is there when a platform takes several types; "storeLedger"
	 * for our own type.
	 */
	readonly authentication: string;
	readonly displayName: string;
	/** what n8n's request helper must be told, e.g. where an OAuth2 token goes */
	readonly requestOptions?: IAdditionalCredentialOptions;
	/** keys that are never renewed: a refusal (401) is an answer then, which says what is wrong with them */
	readonly isPermanent?: true;
	/** the headers that sign a request, for types that n8n's request helper does not sign with; secret */
	sign?(credentials: ICredentialDataDecryptedObject, request: HttpRequest): Readonly<Record<string, string>>;
	/** how the shop is reached and what new webhooks are signed with */
	settings(credentials: ICredentialDataDecryptedObject): StoreSettings;
	/** the shop's own name for itself, as the credential has it */
	storeId(credentials: ICredentialDataDecryptedObject): string;
	/** the secrets that may have signed a webhook: the current one first; none: deliveries are refused */
	webhookSecrets(credentials: ICredentialDataDecryptedObject): readonly string[];
}

export interface StoreWords {
	/** how people call the platform, e.g. "Shopify" */
	readonly platform: string;
	/** the reader's parameter "Order IDs": examples, and where a person finds them */
	readonly orderIds: { readonly placeholder: string; readonly description: string };
	/** gateways that most shops there have, as the documents call them: rows of the templates' mapper */
	readonly gateways: readonly string[];
}

/** The platform's own nodes, by the names in their descriptions; templates are made once they exist. */
export interface StoreNodes {
	readonly trigger: string;
	readonly reader: string;
}

/** What a store reads beyond the orders themselves, where it is wanted: names of `StorePolicy`. */
export type FurtherRead = 'deliveries' | 'productFacts' | 'customerGroups';

export interface StoreFace {
	readonly connector: StoreConnector;
	/** our own credential type first; then further ones that are accepted, such as those n8n brings along */
	readonly credentials: readonly [StoreCredential, ...StoreCredential[]];
	readonly words: StoreWords;
	/** what it can read further; nothing by default */
	readonly furtherReads?: readonly FurtherRead[];
	readonly nodes: StoreNodes;
}

/** A field of a credential as text without blanks around it; empty when it is not there. */
export const field = (credentials: ICredentialDataDecryptedObject, name: string): string => {
	const value = credentials[name];
	return typeof value === 'string' ? value.trim() : '';
};
