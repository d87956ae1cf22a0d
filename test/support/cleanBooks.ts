/**
 * What a health check sees of a shop whose every document was posted and stands in the ledger as it was posted: nothing is missing,
 * doubled or late. Whatever is told of it is a false alarm, or true of the shop itself.
 */
import { DEFAULT_THRESHOLDS, postedSinceOf, type HealthInput } from '../../core/health';
import type { PostedFigures } from '../../core/health/posted';
import { SCHEMA_VERSION, type Payout, type Product, type Refund, type Sale } from '../../core/documents';
import type { LedgerItem, StandingDocument } from '../../core/ledger/connector';
import { minorUnits, type Money } from '../../core/money/money';
import type { PerformanceDocument } from '../../core/performance';
import { isIn, type Period } from '../../core/performance/periods';
import type { SyncRecord } from '../../core/posting/syncLog';

const [LEDGER, TENANT] = ['quickbooks', '9130'];
const DAY_MS = 86_400_000;

type Posted = Sale | Refund | Payout;

const TYPES = { Sale: 'SalesReceipt', Refund: 'RefundReceipt', Payout: 'Deposit' } as const;

const numberOf = (document: Posted): string =>
	document.type === 'Payout' ? document.source.externalNumber : document.order.number;

function recordOf(document: Posted, index: number): SyncRecord {
	const at = `${document.bookedOn}T12:00:00.000Z`;
	return {
		postingKey: `${LEDGER}/${TENANT}/${document.id}/${document.type}`,
		businessKey: document.id,
		ledger: LEDGER,
		tenant: TENANT,
		documentType: TYPES[document.type],
		number: `${numberOf(document)}-${index}`,
		orderNumber: numberOf(document),
		bookedOn: document.bookedOn,
		total: totalOf(document),
		fingerprint: 'f',
		status: 'posted',
		ledgerId: String(index),
		ledgerEntity: TYPES[document.type],
		attempts: 1,
		findings: [],
		runId: 'run',
		createdAt: at,
		updatedAt: at,
	};
}

const totalOf = (document: Posted): Money =>
	document.type === 'Payout' ? document.net : document.totals.total;

const NOTHING = (currency: string): Money => ({ amount: '0.00', currency });

/** Each gateway has its clearing account: payments come in, refunds and payouts go out. */
function clearingOf(document: Posted): PostedFigures['clearing'] {
	const account = (gateway: string) => ({ id: `clearing-${gateway}`, name: `${gateway} clearing` });
	if (document.type === 'Payout') {
		const units = document.transactions.reduce(
			(sum, { amount, direction }) => sum + (direction === 'in' ? -minorUnits(amount) : minorUnits(amount)),
			0n,
		);
		return [{ account: account(document.gateway), units }];
	}
	const sign = document.type === 'Sale' ? 1n : -1n;
	return document.payments.map(({ gateway, amount }) => ({
		account: account(gateway),
		units: sign * minorUnits(amount),
	}));
}

function figuresOf(document: Posted, index: number): PostedFigures {
	return {
		record: recordOf(document, index),
		currency: document.currency,
		total: totalOf(document),
		totalTax: document.type === 'Payout' ? NOTHING(document.currency) : document.totals.tax,
		clearing: clearingOf(document),
		rounding: 0n,
	};
}

const standingOf = ({ record, total }: PostedFigures): StandingDocument => ({
	entity: record.ledgerEntity ?? '',
	id: record.ledgerId ?? '',
	kind:
		record.documentType === 'SalesReceipt'
			? 'sale'
			: record.documentType === 'Deposit'
				? 'deposit'
				: 'refund',
	number: record.number,
	reference: record.postingKey,
	date: record.bookedOn,
	total,
});

interface ProductRow {
	readonly kind: 'product';
	readonly sku: string;
	readonly name: string;
}

/** The products of a day book's rows. */
export function shopProducts(rows: readonly { readonly kind: string }[]): Product[] {
	return rows
		.filter((row) => row.kind === 'product')
		.map((row) => row as unknown as ProductRow)
		.map(({ sku, name }) => ({
			type: 'Product',
			schemaVersion: SCHEMA_VERSION,
			id: `daybook/shop/product/${sku}`,
			source: {
				platform: 'daybook',
				storeId: 'shop',
				kind: 'product',
				externalId: sku,
				externalNumber: sku,
				revision: '1',
			},
			channel: 'web',
			occurredAt: '2010-12-01T00:00:00Z',
			bookedOn: '2010-12-01',
			currency: 'GBP',
			code: sku,
			name,
			price: NOTHING('GBP'),
		}));
}

export interface CleanBooks {
	/** the input of the weekly check that is made on the morning after a week */
	week(period: Period): HealthInput;
}

export function cleanBooks(
	documents: readonly PerformanceDocument[],
	products: readonly Product[],
): CleanBooks {
	const posted = documents
		.filter(
			(each): each is Posted => each.type === 'Sale' || each.type === 'Refund' || each.type === 'Payout',
		)
		.map(figuresOf);
	const items: LedgerItem[] = products.map(({ code, name }, index) => ({
		id: String(index),
		code,
		name,
		active: true,
		tracksStock: false,
	}));
	return {
		week({ from, to }) {
			const now = Date.parse(`${to}T00:00:00Z`) + DAY_MS + DAY_MS / 3;
			const period = { from: `${from}T00:00:00.000Z`, to: `${to}T23:59:59.999Z` };
			const thresholds = DEFAULT_THRESHOLDS;
			const postedSince = postedSinceOf({ period, now, thresholds });
			const recent = posted.filter(({ record }) => record.bookedOn >= postedSince && record.bookedOn <= to);
			const ofWeek = recent.filter(({ record }) => isIn(record.bookedOn, { from, to }));
			const records = ofWeek.map(({ record }) => record);
			const isOfShop = ({ documentType }: SyncRecord): boolean => documentType !== 'Deposit';
			return {
				period,
				now,
				thresholds,
				counts: [],
				records,
				heldEvents: [],
				lost: [],
				lastSuccess: new Date(now).toISOString(),
				posted: recent,
				postedSince,
				products,
				shop: records.filter(isOfShop).map(({ businessKey, orderNumber, bookedOn, total }) => ({
					businessKey,
					orderNumber,
					bookedOn,
					...(total === undefined ? {} : { total }),
				})),
				ledgers: [
					{
						ledger: LEDGER,
						tenant: TENANT,
						name: 'QuickBooks Online',
						items,
						standing: { from, to, documents: ofWeek.map(standingOf) },
						verified: [],
					},
				],
			};
		},
	};
}
