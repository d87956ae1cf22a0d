/** Stripe: a secret key or, better, a restricted one that may only read. */
import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';
import { STRIPE_VERSION } from '../connectors/gateways/stripe/auth';

export class StoreLedgerStripeApi implements ICredentialType {
	name = 'storeLedgerStripeApi';

	displayName = 'StoreLedger Stripe API';

	icon: Icon = { light: 'file:stripe.svg', dark: 'file:stripe.dark.svg' };

	documentationUrl =
		'https://github.com/storeledger/n8n-nodes-storeledger/blob/main/docs/credentials.md#stripe';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'rk_live_…',
			description:
				'A restricted key (rk_…) that may read Balance, Payouts, Balance transaction sources, Charges and Refunds, and Disputes, or a secret key (sk_…). At Stripe under Developers, API keys.',
		},
		{
			displayName: 'Account ID',
			name: 'accountId',
			type: 'string',
			default: '',
			placeholder: 'acct_1Nv…',
			description:
				'Only for a restricted key that may not see the account. At Stripe under Settings, Business, Account details.',
		},
		{
			displayName: 'API Address',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'http://127.0.0.1:4010',
			description: "Leave empty. Only for trying things out with StoreLedger's lab.",
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.secretKey}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{($credentials.baseUrl || "https://api.stripe.com").replace(/\\/+$/, "")}}',
			url: '/v1/payouts',
			method: 'GET',
			headers: { Accept: 'application/json', 'Stripe-Version': STRIPE_VERSION },
			qs: { limit: 1 },
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'Connected, but the restricted key may not read payouts. Give it read access to Balance, Payouts, Balance transaction sources, Charges and Refunds, and Disputes.',
				},
			},
		],
	};
}
