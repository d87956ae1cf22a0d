/** What comparing with a ledger asks for: which ledger, with its credentials as other nodes have them. */
import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import {
	authenticationProperties,
	LEDGER_PROPERTY,
	ledgerCredentials,
	tenantProperties,
} from '../shared/ledgers';
import { LEDGER_FACES } from '../shared/ledgers/faces.generated';
import { SYNC_LOG_PROPERTY } from '../shared/syncLog';

const ledgers = Object.keys(LEDGER_FACES);
const COMPARING: Readonly<Record<string, string[]>> = { operation: ['summarize'], compareWith: ['ledger'] };
const ofLedger = (ledger: string): Readonly<Record<string, string[]>> => ({ ...COMPARING, ledger: [ledger] });

export const COMPARE_CREDENTIALS: INodeCredentialDescription[] = ledgers.flatMap((ledger) =>
	ledgerCredentials(ledger, ofLedger(ledger)),
);

export const COMPARE_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Compare With',
		name: 'compareWith',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: "The Ledger's Profit and Loss",
				value: 'ledger',
				description:
					'Beside the figures, what the ledger has on the accounts that our documents use, and why that differs',
			},
			{ name: 'Nothing', value: 'nothing' },
		],
		default: 'nothing',
		description: "Whether the figures are held against the ledger's own profit and loss",
		displayOptions: { show: { operation: ['summarize'] } },
	},
	{ ...LEDGER_PROPERTY, displayOptions: { show: COMPARING } },
	...ledgers.flatMap((ledger) => authenticationProperties(ledger, ofLedger(ledger))),
	...ledgers.flatMap((ledger) => tenantProperties(ledger, ofLedger(ledger))),
];

/** Where the sync log is asked: by a comparison, and by the digest. */
export const SYNC_LOG_PROPERTIES: INodeProperties[] = [COMPARING, { operation: ['digest'] }].map((show) => ({
	...SYNC_LOG_PROPERTY,
	displayOptions: { show },
}));
