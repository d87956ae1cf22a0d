/** What the nodes must know of a ledger beside its connector. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { LedgerConnector, LedgerSettings } from '../../../core/ledger/connector';

export interface LedgerFace {
	readonly connector: LedgerConnector;
	/** n8n's name of the type of credential, e.g. "storeLedgerQuickBooksOAuth2Api" */
	readonly credential: string;
	/** further types that are accepted, such as those n8n brings along; then the nodes have the choice "Authentication" */
	readonly otherCredentials?: readonly {
		readonly type: string;
		/** value and name of the choice; that of our own type is "storeLedger" */
		readonly authentication: string;
		readonly displayName: string;
	}[];
	/** the tenant is empty where the credential names none; it is then the nodes' own choice (`tenantChoice`) */
	settings(credentials: ICredentialDataDecryptedObject): LedgerSettings;
	/** how long what renews the access (the refresh token) lasts without being used; absent where it ends by no date */
	readonly tokenLifetimeDays?: number;
	/** where a credential may reach several companies: how the nodes' choice among them is called there */
	readonly tenantChoice?: { readonly displayName: string };
	readonly words: {
		/** how people call the ledger in a sentence, and the first word of its poster's name: "QuickBooks" */
		readonly ledger: string;
		/** the types of account that fit a clearing account there, as the ledger calls them */
		readonly clearingTypes: readonly string[];
	};
	/** the ledger's own node, by the name in its description; templates are made once it exists */
	readonly nodes: { readonly poster: string };
}

/** A field of a credential as text without blanks around it; empty when it is not there. */
export const field = (credentials: ICredentialDataDecryptedObject, name: string): string => {
	const value = credentials[name];
	return typeof value === 'string' ? value.trim() : '';
};

const inside = (value: unknown, name: string): unknown =>
	typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const DAY_SECONDS = 86_400;

/** What renews the access of a credential, and how long it lasts; undefined where n8n keeps none, or it ends by no date. Secret. */
export function refreshTokenOf(
	{ tokenLifetimeDays }: LedgerFace,
	credentials: ICredentialDataDecryptedObject,
): { readonly token: string; readonly lifetimeDays: number } | undefined {
	const token = inside(credentials.oauthTokenData, 'refresh_token');
	// QuickBooks says it with each token
	const told = Number(inside(credentials.oauthTokenData, 'x_refresh_token_expires_in'));
	const lifetimeDays = told > 0 ? Math.floor(told / DAY_SECONDS) : tokenLifetimeDays;
	if (typeof token !== 'string' || token === '' || lifetimeDays === undefined) return undefined;
	return { token, lifetimeDays };
}
