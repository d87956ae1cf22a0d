/** Parameters and credentials that the nodes of all gateways share: the gateway is a choice (docs/adr/0023). */
import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { GATEWAY_FACES } from './faces.generated';

type Show = NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>;

const faces = Object.entries(GATEWAY_FACES);

/** The values of "Gateway in the Shop": the first of the connector's names, and what lets a person enter a name. */
export const USUAL_NAME = 'usual';
export const OTHER_NAME = 'other';

export const GATEWAY_PROPERTY: INodeProperties = {
	displayName: 'Gateway',
	name: 'gateway',
	type: 'options',
	noDataExpression: true,
	options: faces.map(([value, { words }]) => ({ name: words.gateway, value })),
	default: 'shopifypayments',
	description: 'Who pays the money of the sales out to the bank',
};

/** Shown by the choice of the gateway. Gateways that live in the shop take the credential of the shop. */
export const GATEWAY_CREDENTIALS: INodeCredentialDescription[] = [
	...new Set(faces.map(([, { credential }]) => credential)),
].map((name) => ({
	name,
	required: true,
	displayOptions: {
		show: { gateway: faces.filter(([, face]) => face.credential === name).map(([id]) => id) },
	},
}));

/** How the shop calls a gateway: usually one of a few names. */
function nameProperty(gateway: string, show: Show): INodeProperties {
	const [usual = '', ...others] = GATEWAY_FACES[gateway]?.connector.gatewayNames ?? [];
	return {
		displayName: 'Gateway in the Shop',
		name: 'gatewayName',
		type: 'options',
		default: 'usual',
		options: [
			{ name: 'Usual Name', value: 'usual', description: usual },
			...others.map((name) => ({ name, value: name })),
			{
				name: 'Another Name',
				value: 'other',
				description: 'As the sales show it under payments, gateway',
			},
		],
		description:
			'How the shop calls this gateway in its sales, so that a payout empties the clearing account that the sales filled',
		displayOptions: { show: { ...show, gateway: [gateway] } },
	};
}

/** How payouts become documents; the trigger and the reader must offer the same. @param show when they matter */
export function policyProperties(show: Show = {}): INodeProperties[] {
	return [
		...faces.map(([id]) => nameProperty(id, show)),
		{
			displayName: 'Name in the Shop',
			name: 'otherGatewayName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'woocommerce_payments',
			description: 'The gateway as the payments of a Sale document show it',
			displayOptions: { show: { ...show, gatewayName: [OTHER_NAME] } },
		},
		{
			displayName: 'Time Zone of the Books',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'Europe/London',
			description:
				"Decides the day a payout is booked on. Empty means the gateway's or shop's own time zone; where there is none, that of n8n.",
			...(Object.keys(show).length === 0 ? {} : { displayOptions: { show } }),
		},
	];
}
