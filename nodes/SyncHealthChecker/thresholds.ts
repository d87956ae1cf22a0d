/** From when on something is told: the options, and what was entered in them. */
import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { DEFAULT_THRESHOLDS, type HealthThresholds } from '../../core/health';
import { isDecimal } from '../../core/money/decimal';

interface Limits {
	readonly min: number;
	readonly max: number;
	readonly value: number;
}

const number = (
	displayName: string,
	name: string,
	{ min, max, value }: Limits,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: min, maxValue: max },
	default: value,
	description,
});

const D = DEFAULT_THRESHOLDS;

export const THRESHOLD_OPTIONS: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		number(
			'Attempts That Are Many',
			'retriedFrom',
			{ min: 2, max: 50, value: D.retriedFrom },
			'A document that took so many attempts is told',
		),
		number(
			'Clearing Older Than (Days)',
			'clearingOlderThanDays',
			{ min: 1, max: 180, value: D.clearingOlderThanDays },
			'What stands on a clearing account for longer is told',
		),
		number(
			'Credential Ends Within (Days)',
			'expiresWithinDays',
			{ min: 1, max: 90, value: D.expiresWithinDays },
			'A credential that ends sooner is told',
		),
		number(
			'Documents Read Again',
			'mostVerified',
			{ min: 0, max: 50_000, value: 2_000 },
			'So many posted documents at most are read again in the ledger, the newest first',
		),
		number(
			'Doubled Within (Days)',
			'doubleWithinDays',
			{ min: 0, max: 31, value: D.doubleWithinDays },
			'How many days the document of somebody else may be away from ours',
		),
		number(
			'Failed Is an Error After (Hours)',
			'failedErrorAfterHours',
			{ min: 1, max: 720, value: D.failedErrorAfterHours },
			'Until then it is a warning: the next delivery tries again',
		),
		number(
			'Forget Triggers After (Days)',
			'forgetTriggersAfterDays',
			{ min: 1, max: 366, value: D.forgetTriggersAfterDays },
			'A trigger that has not looked for news for longer is taken to be switched off',
		),
		number(
			'Held Is an Error After (Days)',
			'heldErrorAfterDays',
			{ min: 1, max: 90, value: D.heldErrorAfterDays },
			'Until then it is a warning',
		),
		number(
			'Ignore the Last (Minutes)',
			'graceMinutes',
			{ min: 0, max: 1440, value: 30 },
			'Orders this fresh are not expected in the books yet',
		),
		number(
			'Limit of Calls Used (Percent)',
			'quotaPercent',
			{ min: 1, max: 100, value: 80 },
			'From this share on a limit that is nearly used up is told',
		),
		{
			displayName: 'Rounding for 100 Documents',
			name: 'roundingPerHundred',
			type: 'string',
			default: '1.00',
			placeholder: '1.00',
			description:
				'More than this on the rounding account for each hundred documents of a store is told; in units of the currency',
		},
		number(
			'Stale After (Hours)',
			'staleAfterHours',
			{ min: 1, max: 720, value: D.staleAfterHours },
			'Without any posting, or any look of a trigger, for this long the sync counts as standing still',
		),
		number(
			'Summary Late After (Hours)',
			'summaryLateAfterHours',
			{ min: 1, max: 720, value: D.summaryLateAfterHours },
			'A summary that should have been made so long ago is told',
		),
		number(
			'Tax Moved By (Points)',
			'taxDriftPoints',
			{ min: 0.1, max: 50, value: D.taxDriftPoints },
			'By so many percentage points the share of tax in sales may move from one period to the next',
		),
		{
			displayName: 'Unpaid Orders',
			name: 'unpaidOrders',
			type: 'options',
			options: [
				{ name: 'Post as Invoice', value: 'invoice' },
				{ name: 'Wait Until Paid', value: 'wait' },
			],
			default: 'invoice',
			description: "As chosen in the shop's trigger",
		},
		number(
			'Webhooks Silent From (Documents)',
			'webhooksSilentFrom',
			{ min: 1, max: 1000, value: D.webhooksSilentFrom },
			'So many documents that the sweep found and no webhook told of are told',
		),
	],
};

/** @throws NodeOperationError for an amount that is none */
export function thresholdsOf(context: IExecuteFunctions, item: number): HealthThresholds {
	const at = (name: Exclude<keyof HealthThresholds, 'quotaShare' | 'roundingPerHundred'>): number =>
		Number(context.getNodeParameter(`options.${name}`, item, D[name]));
	const rounding = String(
		context.getNodeParameter('options.roundingPerHundred', item, D.roundingPerHundred),
	).trim();
	if (!isDecimal(rounding) || rounding.startsWith('-'))
		throw new NodeOperationError(context.getNode(), `"${rounding.slice(0, 40)}" is not an amount.`, {
			itemIndex: item,
			description: 'Rounding for 100 Documents takes a number such as 1.00.',
		});
	return {
		staleAfterHours: at('staleAfterHours'),
		forgetTriggersAfterDays: at('forgetTriggersAfterDays'),
		heldErrorAfterDays: at('heldErrorAfterDays'),
		failedErrorAfterHours: at('failedErrorAfterHours'),
		summaryLateAfterHours: at('summaryLateAfterHours'),
		retriedFrom: at('retriedFrom'),
		webhooksSilentFrom: at('webhooksSilentFrom'),
		expiresWithinDays: at('expiresWithinDays'),
		quotaShare: Number(context.getNodeParameter('options.quotaPercent', item, 80)) / 100,
		clearingOlderThanDays: at('clearingOlderThanDays'),
		roundingPerHundred: rounding,
		taxDriftPoints: at('taxDriftPoints'),
		doubleWithinDays: at('doubleWithinDays'),
	};
}
