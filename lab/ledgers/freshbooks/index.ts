/**
 * The lab's FreshBooks: the accounting, ledger and auth families of its API, stateful, as strict as the real one where that is
 * known, with a general ledger behind it. It shares no code with the connector that talks to it.
 * https://www.freshbooks.com/api/start
 */
import type { FreshBooksLab } from './lab';
import type { FreshBooksLabOptions } from './options';
import { FreshBooksPlatform } from './platform';

export type { TrialBalanceRow } from './books/account';
export type { ChartRow } from './chart/chart';
export type { AccountFigures, Duplicate } from './figures';
export type { FreshBooksLab } from './lab';
export type {
	AccountOptions,
	Behaviour,
	FreshBooksGrant,
	FreshBooksLabOptions,
	LimitOptions,
} from './options';

/** Opens the lab's FreshBooks with its accounts. */
export const freshBooksLab = (options: FreshBooksLabOptions): FreshBooksLab =>
	new FreshBooksPlatform(options);
