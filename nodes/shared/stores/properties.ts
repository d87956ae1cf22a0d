/** Parameters and credentials that the nodes of all stores share. */
import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { DEFAULT_STORE_POLICY, type StorePolicy } from '../../../core/store/connector';
import type { FurtherRead, StoreFace } from './face';

type Show = NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>;

/** What makes a node show something, beside what this module adds; nothing means always. */
const shown = (show: Show): Pick<INodeProperties, 'displayOptions'> =>
	Object.keys(show).length === 0 ? {} : { displayOptions: { show } };

/**
 * The choice between the types of credential that a platform takes; nothing when there is one only.
 * @param show further conditions, e.g. the store that is chosen
 */
export function authenticationProperties({ credentials }: StoreFace, show: Show = {}): INodeProperties[] {
	if (credentials.length === 1) return [];
	return [
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			noDataExpression: true,
			options: credentials.map(({ displayName, authentication }) => ({
				name: displayName,
				value: authentication,
			})),
			default: 'storeLedger',
			...shown(show),
		},
	];
}

/** The credentials of a node for this platform. */
export function storeCredentials(
	{ credentials }: StoreFace,
	show: NonNullable<NonNullable<INodeCredentialDescription['displayOptions']>['show']> = {},
): INodeCredentialDescription[] {
	return credentials.map(({ type, authentication }) => {
		const all = credentials.length === 1 ? show : { ...show, authentication: [authentication] };
		return {
			name: type,
			required: true,
			...(Object.keys(all).length === 0 ? {} : { displayOptions: { show: all } }),
		};
	});
}

/** Parameters that say how orders become documents; the trigger and the reader must offer the same ones. */
export function policyProperties({ furtherReads = [] }: StoreFace, show: Show = {}): INodeProperties[] {
	return [
		{
			displayName: 'Unpaid Orders',
			name: 'unpaidOrders',
			type: 'options',
			options: [
				{
					name: 'Post as Invoice',
					value: 'invoice',
					description:
						'An order on terms or with a pending manual payment becomes an invoice; its payment follows when it comes',
				},
				{
					name: 'Wait Until Paid',
					value: 'wait',
					description: 'Nothing is posted before the money is captured',
				},
			],
			default: 'invoice',
			...shown(show),
		},
		{
			displayName: 'Time Zone of the Books',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'Europe/London',
			description: "Decides the day an order is booked on. Empty means the shop's own time zone.",
			hint: "Leave empty for the shop's time zone",
		},
		...(furtherReads.length === 0 ? [] : [furtherProperty(furtherReads, show)]),
	];
}

const FURTHER: Readonly<Record<FurtherRead, { readonly name: string; readonly description: string }>> = {
	customerGroups: {
		name: 'Customer Groups',
		description: "The customer's group (or role) as it is today, for rules of the Account Mapper",
	},
	deliveries: {
		name: 'Deliveries',
		description:
			'A document for each delivery, for books whose revenue counts at delivery ("Revenue" in the Account Mapper); costs of goods go with it then',
	},
	productFacts: {
		name: 'Costs and Product Types',
		description:
			'As they are today: Shopify keeps none with its orders. What is changed there later shows as a change when an older order is read again.',
	},
};

function furtherProperty(reads: readonly FurtherRead[], show: Show): INodeProperties {
	return {
		displayName: 'Also Read',
		name: 'alsoRead',
		type: 'multiOptions',
		options: [...reads]
			.sort((a, b) => (FURTHER[a].name < FURTHER[b].name ? -1 : 1))
			.map((value) => ({ value, ...FURTHER[value] })),
		default: [],
		description: 'What costs further requests and is only needed for some books',
		...shown(show),
	};
}

/** What is chosen under "Also Read"; nothing where the node has no such parameter. */
function furtherOf(chosen: unknown): Partial<Record<FurtherRead, true>> {
	const reads = Array.isArray(chosen) ? (chosen as readonly unknown[]) : [];
	return Object.fromEntries(
		(Object.keys(FURTHER) as FurtherRead[])
			.filter((read) => reads.includes(read))
			.map((read) => [read, true]),
	);
}

export function policyOf(context: { parameter(name: string): unknown }): StorePolicy {
	const entered = context.parameter('timeZone');
	const timeZone = typeof entered === 'string' ? entered.trim() : '';
	return {
		...DEFAULT_STORE_POLICY,
		unpaidOrders: context.parameter('unpaidOrders') === 'wait' ? 'wait' : 'invoice',
		...(timeZone === '' ? {} : { timeZone }),
		...furtherOf(context.parameter('alsoRead')),
	};
}
