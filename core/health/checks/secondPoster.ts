/**
 * Somebody else who books the same sales: another connector, a rule of the bank feed, a person. Told by the order's number in
 * their document, by the net of a payout, by the total of a day, or by the same amount within some days.
 */
import { finding, type Finding } from '../../findings/finding';
import type { StandingDocument } from '../../ledger/connector';
import { fromMinorUnits, minorUnits } from '../../money/money';
import { dayOf } from '../../reconcile/days';
import { sumOf } from '../../reconcile/signed';
import { kindOf, storeOf, type PostedFigures } from '../posted';
import { moneyText, standingName, type OwnDocuments } from './ownDocuments';
import { grouped, urlOf } from './tools';

/** What a foreign document repeats. */
interface Repeats {
	/** "order #1001" */
	readonly what: string;
	/** how it is booked by us */
	readonly document: string;
	readonly certain: boolean;
	readonly by?: PostedFigures;
}

const SALES: ReadonlySet<string> = new Set(['SalesReceipt', 'Invoice', 'ManualJournal']);
const REFUNDS: ReadonlySet<string> = new Set(['CreditNote', 'RefundReceipt', 'ManualJournal']);

/** Whose amount alone may be the same event's: of journals and payments too many things may have it. */
const SAME_KIND: Readonly<Record<StandingDocument['kind'], ReadonlySet<string>>> = {
	sale: SALES,
	refund: REFUNDS,
	deposit: new Set(['SalesReceipt', 'Deposit', 'CustomerPayment']),
	payment: new Set(),
	journal: new Set(),
};

/** "#1001" as "1001": how a number is written in texts differs. */
const plain = (word: string): string => word.replace(/^[#"'([]+|[.,;:!?"')\]]+$/g, '').toUpperCase();

const amountKey = (units: bigint, currency: string): string => `${units} ${currency}`;
const amountOf = ({ total }: StandingDocument): string => amountKey(minorUnits(total), total.currency);
const documentName = ({ record }: PostedFigures): string => `${record.documentType} ${record.number}`;
const isOfOrder = ({ record }: PostedFigures): boolean => kindOf(record.businessKey) !== 'payout';

/** Gross, and net of tax: connectors book either. */
function amountsOf({ total, totalTax, currency }: PostedFigures): string[] {
	const gross = minorUnits(total);
	const net = gross - minorUnits(totalTax);
	return [...new Set([gross, net])].filter((units) => units > 0n).map((units) => amountKey(units, currency));
}

interface Day {
	readonly what: string;
	readonly day: number;
	readonly count: number;
}

/** What the sales of a day and shop come to: gross, net of tax, and each less the refunds of the day. */
function dayTotals(figures: readonly PostedFigures[]): Map<string, Day[]> {
	const totals = new Map<string, Day[]>();
	const groups = grouped(
		figures.filter(
			({ record }) =>
				record.documentType === 'SalesReceipt' ||
				record.documentType === 'Invoice' ||
				record.documentType === 'RefundReceipt' ||
				record.documentType === 'CreditNote',
		),
		({ record, currency }) => JSON.stringify([storeOf(record.businessKey), record.bookedOn, currency]),
	);
	for (const [key, group] of groups) {
		const [store = '', bookedOn = '', currency = ''] = JSON.parse(key) as string[];
		const isSale = ({ record }: PostedFigures): boolean => SALES.has(record.documentType);
		const sales = group.filter(isSale);
		if (sales.length < 2) continue;
		const refunds = group.filter((each) => !isSale(each));
		const gross = (some: readonly PostedFigures[]): bigint =>
			sumOf(some.map(({ total }) => minorUnits(total)));
		const net = (some: readonly PostedFigures[]): bigint =>
			gross(some) - sumOf(some.map(({ totalTax }) => minorUnits(totalTax)));
		const sums = [gross(sales), net(sales), gross(sales) - gross(refunds), net(sales) - net(refunds)];
		const day = { what: `the sales of ${store} on ${bookedOn}`, day: dayOf(bookedOn), count: sales.length };
		for (const units of new Set(sums.filter((sum) => sum > 0n))) {
			const at = amountKey(units, currency);
			totals.set(at, [...(totals.get(at) ?? []), day]);
		}
	}
	return totals;
}

/** Our documents, found by what a foreign one may share with them. */
class OurBooks {
	private readonly byOrder: ReadonlyMap<string, readonly PostedFigures[]>;
	private readonly byAmount = new Map<string, PostedFigures[]>();
	private readonly payouts = new Map<string, PostedFigures[]>();
	private readonly days: ReadonlyMap<string, readonly Day[]>;
	private readonly used = new Set<PostedFigures>();

	constructor(
		figures: readonly PostedFigures[],
		private readonly within: number,
	) {
		this.byOrder = grouped(figures.filter(isOfOrder), ({ record }) => plain(record.orderNumber));
		this.days = dayTotals(figures);
		for (const each of figures) {
			if (isOfOrder(each)) for (const key of amountsOf(each)) this.add(this.byAmount, key, each);
			else if (each.record.documentType === 'Transfer' || each.record.documentType === 'Deposit')
				this.add(this.payouts, amountKey(minorUnits(each.total), each.currency), each);
		}
	}

	/** The most certain first. */
	repeatedBy(document: StandingDocument): Repeats | undefined {
		return this.named(document) ?? this.payout(document) ?? this.day(document) ?? this.sameAmount(document);
	}

	private add(to: Map<string, PostedFigures[]>, key: string, each: PostedFigures): void {
		const known = to.get(key);
		if (known === undefined) to.set(key, [each]);
		else known.push(each);
	}

	private isNear(document: StandingDocument, day: number): boolean {
		return Math.abs(dayOf(document.date) - day) <= this.within;
	}

	/**
	 * The order's number stands in it. A sale or refund needs no more where it is the whole number, is marked (#1001) or is long;
	 * everything else must have an amount of that order, because payments and journals name orders for many reasons.
	 */
	private named(document: StandingDocument): Repeats | undefined {
		const { number, reference, kind } = document;
		const key = amountOf(document);
		for (const word of [number, ...`${number} ${reference}`.split(/\s+/)]) {
			const ours = this.byOrder.get(plain(word));
			if (ours === undefined) continue;
			const fitting = ours.find((each) => amountsOf(each).includes(key));
			const isMarked = word === number || word.startsWith('#') || plain(word).length >= 4;
			const kinds = kind === 'sale' ? SALES : REFUNDS;
			const same = ours.find(({ record }) => kinds.has(record.documentType));
			const by = fitting ?? (isMarked && (kind === 'sale' || kind === 'refund') ? same : undefined);
			// the payment of an invoice that we have posted is a person's work, until we have posted one too
			const isInvoice = by?.record.documentType === 'Invoice';
			if (by === undefined || (kind === 'payment' && isInvoice)) continue;
			return { what: `order ${by.record.orderNumber}`, document: documentName(by), certain: true, by };
		}
		return undefined;
	}

	private payout(document: StandingDocument): Repeats | undefined {
		if (document.kind === 'sale' || document.kind === 'refund') return undefined;
		const by = (this.payouts.get(amountOf(document)) ?? []).find(
			(each) => !this.used.has(each) && this.isNear(document, dayOf(each.record.bookedOn)),
		);
		if (by === undefined) return undefined;
		this.used.add(by);
		return { what: `payout ${by.record.orderNumber}`, document: documentName(by), certain: true, by };
	}

	private day(document: StandingDocument): Repeats | undefined {
		if (document.kind === 'refund' || document.kind === 'payment') return undefined;
		const day = (this.days.get(amountOf(document)) ?? []).find((each) => this.isNear(document, each.day));
		return day && { what: day.what, document: `${day.count} documents`, certain: true };
	}

	private sameAmount(document: StandingDocument): Repeats | undefined {
		const kinds = SAME_KIND[document.kind];
		const by = (this.byAmount.get(amountOf(document)) ?? []).find(
			(each) =>
				!this.used.has(each) &&
				kinds.has(each.record.documentType) &&
				this.isNear(document, dayOf(each.record.bookedOn)),
		);
		if (by === undefined) return undefined;
		this.used.add(by);
		return { what: `order ${by.record.orderNumber}`, document: documentName(by), certain: false, by };
	}
}

/**
 * @param standing everything in the ledger
 * @returns SECOND_POSTER where it is told by a number, a payout or a day's total; PERHAPS_SECOND_POSTER by the amount alone
 */
export function secondPoster(
	standing: readonly StandingDocument[],
	own: OwnDocuments,
	{ ledger, days }: { readonly ledger: string; readonly days: number },
): Finding[] {
	const books = new OurBooks(own.figures, days);
	return standing.flatMap((document) => {
		// helpers of ours that link documents come to nothing
		if (own.isOurs(document) || minorUnits(document.total) === 0n) return [];
		const repeated = books.repeatedBy(document);
		if (repeated === undefined) return [];
		const { enteredBy, contact, date, url, total } = document;
		const { what, document: ours, certain, by } = repeated;
		const evidence = {
			other: standingName(document),
			date,
			amount: moneyText(total),
			ledger,
			by: enteredBy ?? (contact === undefined ? 'somebody' : `somebody for ${contact}`),
			what,
			document: ours,
			...(by === undefined
				? {}
				: { ourAmount: moneyText(fromMinorUnits(minorUnits(by.total), by.currency)) }),
			...urlOf(url),
		};
		return [finding(certain ? 'SECOND_POSTER' : 'PERHAPS_SECOND_POSTER', { evidence })];
	});
}
