/** Which faults the lab injects and how often, as a person writes it: "rateLimited=0.1,serverErrorAfter=0.05,seed=7". */

import { LabError } from './errors';

/** Faults of a request; each is a rate from 0 to 1. */
export const REQUEST_FAULTS = [
	/** 429 in the platform's own words, nothing done */
	'rateLimited',
	/** 5xx, nothing done */
	'serverErrorBefore',
	/** 5xx although the platform did the work */
	'serverErrorAfter',
	/** the connection is cut, nothing done */
	'dropBefore',
	/** the connection is cut after the platform did the work */
	'dropAfter',
	/** the answer comes late */
	'slow',
	/** 401 although the token is good */
	'unauthorized',
] as const;

/** Faults of a webhook on its way; each is a rate from 0 to 1. */
export const WEBHOOK_FAULTS = ['duplicate', 'lost', 'reordered', 'late'] as const;

export type RequestFault = (typeof REQUEST_FAULTS)[number];
export type WebhookFault = (typeof WEBHOOK_FAULTS)[number];

/** Settings of a plan that are no rates. */
const NUMBERS = ['seed', 'slowMs', 'lateMs', 'maxConsecutive', 'total'] as const;

/** What is injected. Rates are fractions of all requests (or webhooks); at most one fault hits each. */
export interface FaultPlan {
	readonly requests: Readonly<Partial<Record<RequestFault, number>>>;
	readonly webhooks: Readonly<Partial<Record<WebhookFault, number>>>;
	/** the same seed gives the same schedule */
	readonly seed: number;
	/** how long `slow` waits before the request is handled, milliseconds */
	readonly slowMs: number;
	/** how long a `late` webhook waits, milliseconds */
	readonly lateMs: number;
	/** after so many faults in a row (of a platform, and of one and the same request) a request goes through */
	readonly maxConsecutive: number;
	/** after so many faults of a platform nothing more happens to it */
	readonly total: number;
}

/** No faults at all. */
export const NO_FAULTS: FaultPlan = {
	requests: {},
	webhooks: {},
	seed: 1,
	slowMs: 800,
	lateMs: 2000,
	maxConsecutive: 2,
	total: Number.POSITIVE_INFINITY,
};

/** What `--faults` alone means: some of everything, often enough that a hundred requests see each kind. */
export const DEFAULT_FAULTS: FaultPlan = {
	...NO_FAULTS,
	requests: {
		rateLimited: 0.05,
		serverErrorBefore: 0.04,
		serverErrorAfter: 0.04,
		dropBefore: 0.03,
		dropAfter: 0.03,
		slow: 0.03,
		unauthorized: 0.02,
	},
	webhooks: { duplicate: 0.15, lost: 0.1, reordered: 0.1, late: 0.1 },
};

const isOneOf = <T extends string>(names: readonly T[], name: string): name is T =>
	(names as readonly string[]).includes(name);

function readNumber(name: string, text: string): number {
	if (!/^\d+(\.\d+)?$/.test(text)) throw new LabError(`${name}=${text}: not a number`);
	return Number(text);
}

function readRate(name: string, text: string): number {
	const rate = readNumber(name, text);
	if (rate > 1) throw new LabError(`${name}=${text}: a rate is between 0 and 1`);
	return rate;
}

const sumOf = (rates: Readonly<Partial<Record<string, number>>>): number =>
	Object.values(rates).reduce<number>((sum, rate) => sum + (rate ?? 0), 0);

/**
 * Reads a plan. `text` is "" (the default mix), "none", or `name=value` pairs with commas; rates that are not named are 0.
 * Numbers other than rates: seed, slowMs, lateMs, maxConsecutive (at least 1), total.
 * @throws LabError an unknown name, a value that is no number, rates above 1 in sum
 */
export function parseFaultPlan(text: string): FaultPlan {
	const parts = text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
	if (parts.length === 1 && parts[0] === 'none') return NO_FAULTS;
	const requests: Partial<Record<RequestFault, number>> = {};
	const webhooks: Partial<Record<WebhookFault, number>> = {};
	const numbers: Partial<Record<(typeof NUMBERS)[number], number>> = {};
	for (const part of parts) {
		const [name = '', value = ''] = part.split('=').map((side) => side.trim());
		if (isOneOf(REQUEST_FAULTS, name)) requests[name] = readRate(name, value);
		else if (isOneOf(WEBHOOK_FAULTS, name)) webhooks[name] = readRate(name, value);
		else if (isOneOf(NUMBERS, name)) numbers[name] = readNumber(name, value);
		else {
			const known = [...REQUEST_FAULTS, ...WEBHOOK_FAULTS, ...NUMBERS].join(', ');
			throw new LabError(`unknown fault "${name}"; known are ${known}`);
		}
	}
	for (const rates of [requests, webhooks]) {
		if (sumOf(rates) > 1)
			throw new LabError(`the rates of ${Object.keys(rates).join(', ')} are above 1 in sum`);
	}
	if (numbers.maxConsecutive !== undefined && numbers.maxConsecutive < 1) {
		throw new LabError('maxConsecutive is at least 1; for no faults write "none"');
	}
	const onlyNumbers = Object.keys(requests).length === 0 && Object.keys(webhooks).length === 0;
	const rates = onlyNumbers ? DEFAULT_FAULTS : { requests, webhooks };
	return { ...NO_FAULTS, requests: rates.requests, webhooks: rates.webhooks, ...numbers };
}
