/**
 * Allowances: calls that a platform meters by the calendar month. They are counted, not paced: what goes beyond is charged for
 * or refused, and which plan a company's app has, no answer tells.
 */
import type { HttpRequest, HttpResponse } from './http';

export interface Allowance {
	/** what is counted: "metered reads" */
	readonly name: string;
	/** a month, in the smallest plan */
	readonly most: number;
	/** whether the platform counts this call, now that it is answered */
	counts(request: HttpRequest, response: HttpResponse): boolean;
}

/** How much of an allowance is used up. */
export interface AllowanceUse {
	/** "QuickBooks Online" */
	readonly ledger: string;
	readonly name: string;
	/** YYYY-MM */
	readonly month: string;
	readonly used: number;
	readonly most: number;
}

/** The month of an instant in UTC, YYYY-MM. @param now epoch milliseconds */
export const monthOf = (now: number): string => new Date(now).toISOString().slice(0, 7);

/** Where the count of a month stands among the states of a scope. */
export const allowanceState = (month: string): string => `meteredCalls/${month}`;
