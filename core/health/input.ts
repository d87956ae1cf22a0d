/** What the checks look at: gathered before, so that each check is a function of it. */
import type { Product } from '../documents';
import type { BusinessKey } from '../documents/header';
import type { Finding } from '../findings/finding';
import type { LedgerCompany, LedgerItem, StandingDocument } from '../ledger/connector';
import type { Money } from '../money/money';
import type { Emission, HeldEvent, SyncCounts, SyncRecord } from '../posting/syncLog';
import type { VerifiedDocument } from '../posting/verify';
import type { RemadeWebhooks, WebhookCare } from '../store/webhookCare';
import type { WaitingBatch } from '../summary/store';
import type { AllowanceUse } from '../transport/allowance';
import type { CheckId } from './check';
import type { PostedFigures } from './posted';
import type { HealthThresholds } from './thresholds';

/** An event as the shop has it. */
export interface ShopDocument {
	readonly businessKey: BusinessKey;
	readonly orderNumber: string;
	/** YYYY-MM-DD */
	readonly bookedOn: string;
	readonly total?: Money;
	/** where a person can look at the order */
	readonly url?: string;
}

/** A trigger that looks for news by itself. */
export interface TriggerLook {
	/** "trigger:workflow/node" */
	readonly scope: string;
	/** how people find it: "Shopify Sales Trigger" in "Shopify to QuickBooks"; the scope where that was not noted yet */
	readonly name: string;
	/** an instant, ISO 8601 in UTC */
	readonly lastSweepAt: string;
	readonly webhooks?: WebhookCare;
}

/** A credential of n8n, as far as n8n lets a node know. Never its secrets. */
export interface CredentialLook {
	/** its name in n8n */
	readonly name: string;
	/** what it opens: "QuickBooks Online", "my-shop.myshopify.com" */
	readonly of: string;
	/** the platform's answer to a light call, where it refuses the credential: its sentence */
	readonly refused?: string;
	/** when the permission ends by itself unless it is renewed by use or by a person; ISO 8601 in UTC */
	readonly expiresAt?: string;
}

/** How much of a limit of calls is used now. */
export interface QuotaLook {
	readonly ledger: string;
	readonly window: string;
	readonly used: number;
	readonly ceiling: number;
}

/** What was read of the ledger that the checks compare with. Days are inclusive. */
export interface LedgerLook {
	/** the connector's id, and the company's id there: as in the sync log */
	readonly ledger: string;
	readonly tenant: string;
	/** "QuickBooks Online" */
	readonly name: string;
	readonly company?: LedgerCompany;
	/** posted records of the period, read again by their ids */
	readonly verified?: readonly VerifiedDocument[];
	/** everything that stands in the books with a date of these days, whoever entered it */
	readonly standing?: {
		readonly from: string;
		readonly to: string;
		readonly documents: readonly StandingDocument[];
	};
	readonly items?: readonly LedgerItem[];
	readonly quota?: readonly QuotaLook[];
}

export interface HealthInput {
	/** instants, ISO 8601 in UTC */
	readonly period: { readonly from: string; readonly to: string };
	/** epoch milliseconds */
	readonly now: number;
	readonly thresholds: HealthThresholds;
	/** checks that are wanted; absent: all */
	readonly wanted?: ReadonlySet<CheckId>;
	/** what a check needed and could not be read, in a sentence: the check says so, the others go on */
	readonly failures?: Readonly<Partial<Record<CheckId, readonly string[]>>>;

	/** `counts(period.from)` */
	readonly counts: readonly SyncCounts[];
	/** everything held or failed now, and (if the shop is compared) the records of the shop's events */
	readonly records: readonly SyncRecord[];
	/** records that were touched in the period and took several attempts */
	readonly retried?: readonly SyncRecord[];
	/** `openHeldEvents` */
	readonly heldEvents: readonly (HeldEvent & { readonly heldSince: string })[];
	/** `lostEmissions` */
	readonly lost: readonly Emission[];
	readonly triggers?: readonly TriggerLook[];
	/** `remadeWebhooks`: those that were made again in the period are a warning */
	readonly webhooks?: readonly RemadeWebhooks[];
	/** `summaryWaiting`: events that wait for their summary */
	readonly waiting?: readonly WaitingBatch[];
	/** of the shop's events, those that wait for a summary or are in one */
	readonly summarized?: ReadonlySet<BusinessKey>;
	/** what is used of allowances by the month: beyond four fifths it is a warning */
	readonly allowances?: readonly AllowanceUse[];
	/** posted documents by the day of the books: of the period, of the one before it, and further back for clearing accounts */
	readonly posted?: readonly PostedFigures[];
	/** from which day on `posted` is whole, YYYY-MM-DD */
	readonly postedSince?: string;
	readonly credentials?: readonly CredentialLook[];
	readonly ledgers?: readonly LedgerLook[];
	/** the shop's events of the period that should be in the books; absent if the shop is not compared */
	readonly shop?: readonly ShopDocument[];
	readonly products?: readonly Product[];
	/** findings about how it is all set up, whatever was synced */
	readonly setup?: readonly Finding[];
	/** the last time something was synced, or a trigger has looked for something to sync, ISO 8601 */
	readonly lastSuccess?: string;
}
