/** A week of a shop and its books as the health check sees them: quiet, unless a test says otherwise. */
import {
	checkHealth,
	checkNamed,
	DEFAULT_THRESHOLDS,
	type CheckId,
	type HealthCheck,
	type HealthInput,
	type LedgerLook,
} from '../../../core/health';
import type { PostedFigures } from '../../../core/health/posted';
import type { StandingDocument } from '../../../core/ledger/connector';
import { minorUnits, type Money } from '../../../core/money/money';
import type { SyncRecord } from '../../../core/posting/syncLog';
import type { VerifiedDocument } from '../../../core/posting/verify';

/** a Monday */
export const NOW = Date.parse('2026-03-16T08:00:00.000Z');
export const DAY = 86_400_000;
export const HOUR = 3_600_000;
export const STORE = 'my-shop.example';
export const ago = (days: number): string => new Date(NOW - days * DAY).toISOString();
export const key = (order: number): string => `shopify/${STORE}/order/${order}`;
export const gbp = (amount: string): Money => ({ amount, currency: 'GBP' });

export function input(more: Partial<HealthInput> = {}): HealthInput {
	return {
		period: { from: ago(7), to: ago(0) },
		now: NOW,
		counts: [],
		records: [],
		heldEvents: [],
		lost: [],
		lastSuccess: ago(0),
		thresholds: DEFAULT_THRESHOLDS,
		...more,
	};
}

/** One check of a report about this. */
export const check = (id: CheckId, more: Partial<HealthInput> = {}): HealthCheck =>
	checkNamed(checkHealth(input(more)), id);

export const messages = ({ findings }: Pick<HealthCheck, 'findings'>): string[] =>
	findings.map(({ message }) => message);

export function record(order: number, more: Partial<SyncRecord> = {}): SyncRecord {
	return {
		postingKey: `quickbooks/9130/${key(order)}/Sale`,
		businessKey: key(order),
		ledger: 'quickbooks',
		tenant: '9130',
		documentType: 'SalesReceipt',
		number: `${order}-ABCDEFGH`,
		orderNumber: `#${order}`,
		bookedOn: '2026-03-10',
		total: gbp('12.00'),
		fingerprint: 'f',
		status: 'posted',
		ledgerId: `id${order}`,
		ledgerEntity: 'SalesReceipt',
		attempts: 1,
		findings: [],
		runId: 'run',
		createdAt: ago(6),
		updatedAt: ago(6),
		...more,
	};
}

interface Figures extends Partial<Omit<PostedFigures, 'record'>> {
	readonly record?: Partial<SyncRecord>;
	/** gross, and the tax in it */
	readonly amount?: string;
	readonly tax?: string;
}

/** A sale of 12.00 with 2.00 of tax, unless said otherwise. */
export function posted(
	order: number,
	{ record: of = {}, amount = '12.00', tax = '2.00', ...more }: Figures = {},
): PostedFigures {
	const total = gbp(amount);
	return {
		record: record(order, { total, ...of }),
		currency: 'GBP',
		total,
		totalTax: gbp(tax),
		clearing: [],
		rounding: 0n,
		...more,
	};
}

/** What a gateway pays out: net to the bank. */
export function payout(id: string, amount: string, bookedOn: string, account?: string): PostedFigures {
	const total = gbp(amount);
	const businessKey = `stripe/acct_1/payout/${id}`;
	return {
		record: record(0, {
			postingKey: `quickbooks/9130/${businessKey}/Payout`,
			businessKey,
			documentType: 'Transfer',
			number: `${id}-ABCDEFGH`,
			orderNumber: id,
			bookedOn,
			total,
			ledgerId: id,
			ledgerEntity: 'Transfer',
		}),
		currency: 'GBP',
		total,
		totalTax: gbp('0.00'),
		clearing:
			account === undefined ? [] : [{ account: { id: account, name: account }, units: -minorUnits(total) }],
		rounding: 0n,
	};
}

/** A document of somebody else in the ledger. */
export function standing(id: string, more: Partial<StandingDocument> = {}): StandingDocument {
	return {
		entity: 'SalesReceipt',
		id,
		kind: 'sale',
		number: '',
		reference: '',
		date: '2026-03-10',
		total: gbp('12.00'),
		...more,
	};
}

/** Our own document as the ledger shows it. */
export const shown = ({ record: own, total }: PostedFigures): StandingDocument =>
	standing(own.ledgerId ?? '', {
		entity: own.ledgerEntity ?? '',
		kind: own.documentType === 'Transfer' ? 'deposit' : 'sale',
		number: own.number,
		reference: `Sale ${own.orderNumber} of ${STORE}\n${own.postingKey}`,
		date: own.bookedOn,
		total,
	});

export function look(more: Partial<LedgerLook> = {}): LedgerLook {
	return { ledger: 'quickbooks', tenant: '9130', name: 'QuickBooks Online', ...more };
}

export const books = (documents: readonly StandingDocument[]): LedgerLook =>
	look({ standing: { from: '2026-03-06', to: '2026-03-19', documents } });

export function verified(order: number, more: Partial<VerifiedDocument> = {}): VerifiedDocument {
	const { postingKey, businessKey, documentType, number, orderNumber, bookedOn } = record(order);
	return {
		postingKey,
		businessKey,
		documentType,
		number,
		orderNumber,
		bookedOn,
		total: gbp('12.00'),
		state: 'same',
		findings: [],
		...more,
	};
}
