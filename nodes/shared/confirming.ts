/** Suggestions that are kept, and confirmed by a person: the same for accounts and tax codes. */
import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import {
	confirmProposal,
	keepProposal,
	type ConfirmableRule,
	type Confidence,
	type Confirmation,
	type ConfirmedKind,
} from '../../core/mapping';
import type { OpenLedger } from './ledgers';
import { openLedger } from './ledgers';
import { usable } from './mappingFile';
import { asItem } from './outputs';
import { syncLogOf } from './syncLog';

const WHAT: Readonly<Record<ConfirmedKind, string>> = { accounts: 'accounts', taxRules: 'rules' };

const KEEP = 'keepProposal';

/** The switch of a node's suggestion. */
export const keepProperty = (kind: ConfirmedKind): INodeProperties => ({
	displayName: 'Keep as Proposal',
	name: KEEP,
	type: 'boolean',
	default: false,
	description: `Whether the ${WHAT[kind]} are kept in the sync log so that the operation "Confirm Suggestion" can make them count; until then they book nothing`,
	displayOptions: { show: { operation: ['suggest'] } },
});

/** The parameters of the confirmation. */
export const confirmProperties = (kind: ConfirmedKind): INodeProperties[] => [
	{
		displayName:
			'By running this you confirm that you have looked at the suggestion, and that it shall book. A row in the node that books overrules a single one.',
		name: 'confirmNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['confirm'] } },
	},
	{
		displayName: 'Confirmed By',
		name: 'confirmedBy',
		type: 'string',
		default: '',
		placeholder: 'Ann',
		description: 'Who has looked at it; it is shown with each line that is booked by it. May stay empty.',
		displayOptions: { show: { operation: ['confirm'] } },
	},
	...(kind === 'accounts'
		? [
				{
					displayName: 'Unlikely Ones Too',
					name: 'unlikelyToo',
					type: 'boolean' as const,
					default: false,
					description:
						'Whether suggestions of low confidence are confirmed, too; otherwise they come to Needs Review, and what needs them is held',
					displayOptions: { show: { operation: ['confirm'] } },
				},
			]
		: []),
];

/** Keeps a suggestion if the node is told so. */
export async function keepIfAsked(
	context: IExecuteFunctions,
	{ connector, tenant }: OpenLedger,
	kind: ConfirmedKind,
	proposed: readonly { readonly rule: ConfirmableRule; readonly confidence: Confidence }[],
): Promise<void> {
	if (context.getNodeParameter(KEEP, 0, false) !== true) return;
	const company = { ledger: connector.id, tenant };
	await keepProposal(await syncLogOf(context), company, kind, proposed, new Date().toISOString());
}

/** Confirms what was kept: one item that says what counts now, and for review what still needs a choice. */
export async function confirmKept(
	context: IExecuteFunctions,
	kind: ConfirmedKind,
	leftItem: (rule: ConfirmableRule) => INodeExecutionData,
): Promise<INodeExecutionData[][]> {
	const { connector, tenant } = await openLedger(context, String(context.getNodeParameter('ledger', 0)));
	const by = String(context.getNodeParameter('confirmedBy', 0, ''))
		.trim()
		.slice(0, 100);
	const at = new Date().toISOString();
	const unlikelyToo = context.getNodeParameter('unlikelyToo', 0, false) === true;
	const { confirmed, left, proposedAt, total }: Confirmation = usable(
		context,
		await confirmProposal(await syncLogOf(context), { ledger: connector.id, tenant }, kind, {
			by,
			at,
			unlikelyToo,
		}),
	);
	const json = { type: 'Confirmed', what: WHAT[kind], confirmed, total, by, at, proposedAt };
	return [[asItem(json, 0)], left.map(leftItem)];
}
