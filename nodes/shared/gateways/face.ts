/** What the nodes must know of a payment gateway beside its connector: its credential, and the words people use there. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { AccountRole } from '../../../core/accounts/roles';
import type { GatewayConnector, GatewaySettings } from '../../../core/gateway/connector';
import type { HttpRequest } from '../../../core/transport/http';

export interface GatewayFace {
	readonly connector: GatewayConnector;
	/** n8n's name of our own type of credential; that of the shop for gateways that live in the shop */
	readonly credential: string;
	/** the headers that sign a request, for types that n8n's request helper does not sign with; secret */
	sign?(credentials: ICredentialDataDecryptedObject, request: HttpRequest): Readonly<Record<string, string>>;
	settings(credentials: ICredentialDataDecryptedObject): GatewaySettings;
	/** what it takes out of payouts beside fees, reserves, disputes and loans, which all do: the templates have a row for each */
	readonly alsoTakes: readonly AccountRole[];
	readonly words: {
		/** how people call the gateway: "Stripe" */
		readonly gateway: string;
		/** the node's parameter "Payout IDs": an example, and where a person finds them */
		readonly payoutIds: { readonly placeholder: string; readonly description: string };
	};
}
