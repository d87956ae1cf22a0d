/** What the nodes must know of a bank beside its connector: its credential, and the words people use there. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { BankConnector, BankSettings } from '../../../core/bank/connector';

export interface BankFace {
	readonly connector: BankConnector;
	/** n8n's name of our own type of credential */
	readonly credential: string;
	settings(credentials: ICredentialDataDecryptedObject): BankSettings;
	readonly words: {
		/** how people call it: "Plaid" */
		readonly bank: string;
	};
}
