/**
 * The lab's Xero: the Accounting API 2.0 of one or more organisations, stateful, as strict as the real one, with a general
 * ledger behind it. It shares no code with the connector that talks to it.
 * https://developer.xero.com/documentation/api/accounting/overview
 */
import type { XeroLab } from './lab';
import type { XeroLabOptions } from './options';
import { XeroPlatform } from './platform';

export type { TrialBalanceRow } from './books/organisation';
export type { Settings } from './books/settings';
export type { ChartRow } from './country/chart';
export type { Duplicate, OrganisationFigures } from './figures';
export type { XeroLab } from './lab';
export type { LimitOptions, OrganisationOptions, XeroGrant, XeroLabOptions } from './options';

/** Opens the lab's Xero with its organisations. */
export const xeroLab = (options: XeroLabOptions): XeroLab => new XeroPlatform(options);
