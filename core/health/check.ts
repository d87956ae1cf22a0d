/** One check of the health report: what was looked at, what was found, how it was last time. */
import type { Finding } from '../findings/finding';

/** Each check by a name that stays, so that weeks can be compared. */
export const CHECK_IDS = [
	'activity',
	'missing',
	'duplicates',
	'held',
	'failed',
	'retried',
	'lost',
	'stale',
	'webhooks',
	'credentials',
	'allowances',
	'closedPeriods',
	'summaries',
	'clearing',
	'rounding',
	'taxDrift',
	'productCodes',
	'setup',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

export interface HealthCheck {
	readonly id: CheckId;
	/** for people: "Product codes" */
	readonly title: string;
	/** what was looked at, in a sentence: "1,204 orders of the shop were looked up in the sync log and in QuickBooks." */
	readonly checked: string;
	/** notChecked: what it needs is switched off or not given; `checked` says what */
	readonly status: 'ok' | 'warning' | 'error' | 'notChecked';
	/** how many things were found, also where `findings` names only the first */
	readonly count: number;
	/** the same number in the report before, where there was one */
	readonly before?: number;
	/** each with its sentence, fix and evidence; at most some hundred */
	readonly findings: readonly Finding[];
	/** where a person can look: a document, an execution, a page of the docs */
	readonly links?: readonly { readonly text: string; readonly url: string }[];
}
