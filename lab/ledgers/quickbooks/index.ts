/**
 * The lab's QuickBooks Online: the Accounting API v3 of one or more companies, stateful, as strict as the real one, with a
 * general ledger behind it. It shares no code with the connector that talks to it.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/account
 */
import type { QuickBooksLab } from './lab';
import type { QuickBooksLabOptions } from './options';
import { QuickBooksPlatform } from './platform';

export type { TrialBalanceRow } from './books/company';
export type { CompanyPreferences } from './books/settings';
export type { ChartRow } from './country/chart';
export type { CompanyFigures, Duplicate } from './figures';
export type { Documents, QuickBooksLab } from './lab';
export type { CompanyOptions, QuickBooksLabOptions } from './options';
export type { Stored, TransactionName } from './schema/index';

/** Opens the lab's QuickBooks with its companies. */
export const quickBooksLab = (options: QuickBooksLabOptions): QuickBooksLab =>
	new QuickBooksPlatform(options);
