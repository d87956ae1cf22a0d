/** The parameters of long histories and of catching up. */
import type { INodeProperties } from 'n8n-workflow';

const when = (...operation: string[]) => ({ show: { operation } });

export const BACKFILL_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'History From',
		name: 'historyFrom',
		type: 'dateTime',
		required: true,
		default: '',
		description: 'The beginning of the history',
		displayOptions: when('nextWindow'),
	},
	{
		displayName: 'History To',
		name: 'historyTo',
		type: 'dateTime',
		default: '',
		description: 'Not included. Empty means until the moment at which the history is begun.',
		displayOptions: when('nextWindow'),
	},
	{
		displayName: 'Days in a Window',
		name: 'windowDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 366, numberPrecision: 0 },
		default: 3,
		description:
			'How much is read and posted at once. n8n keeps one window in memory: about 300 orders are a good size, more days for a small shop, one for a large one.',
		displayOptions: when('nextWindow'),
	},
	{
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'string',
		default: '',
		placeholder: 'Europe/London',
		description: 'Whose midnights the windows are cut at; empty: that of the workflow',
		displayOptions: when('nextWindow'),
	},
	{
		displayName: 'Window Before Is Done',
		name: 'finished',
		type: 'boolean',
		default: false,
		description:
			'Whether the window that was given before was read and posted. In a loop an expression: {{ $runIndex > 0 }}.',
		displayOptions: when('nextWindow'),
	},
	{
		displayName: 'Start Over',
		name: 'startOver',
		type: 'boolean',
		default: false,
		description:
			'Whether to begin with the first window again. What is in the ledger is not posted twice, it comes out as unchanged.',
		displayOptions: when('nextWindow'),
	},
	{
		displayName: 'Nothing Since',
		name: 'nothingSince',
		type: 'dateTime',
		default: '',
		description:
			'When the outage began, if you know. Empty: when the first trigger stopped, or the last document was posted, or (if all runs again) when the longest silence began.',
		displayOptions: when('gap'),
	},
	{
		displayName: 'Overlap (Hours)',
		name: 'overlapHours',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 720 },
		default: 24,
		description: 'How much before that is read as well; what is in the ledger is not posted twice',
		displayOptions: when('gap'),
	},
	{
		displayName: 'Look Back (Days)',
		name: 'lookBackDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 365 },
		default: 30,
		description: 'How far back the gap is looked for, at most',
		displayOptions: when('gap'),
	},
	{
		displayName: 'Since',
		name: 'outcomeSince',
		type: 'string',
		required: true,
		default: '',
		placeholder: '2026-11-23T08:00:00Z',
		description: 'A date and time: what this workflow posted later is counted',
		displayOptions: when('outcome'),
	},
	{
		displayName: 'Problems',
		name: 'problems',
		type: 'string',
		default: '',
		description:
			'What else went wrong, to be said in the report: an expression with the errors of other nodes',
		displayOptions: when('outcome'),
	},
];
