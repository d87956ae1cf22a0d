/** A real December with differences planted in it: what was changed, and what must be said about it. */
import {
	businessKey,
	SCHEMA_VERSION,
	type BankTransaction,
	type Dispute,
	type OrderEdit,
	type Payout,
	type PayoutTransaction,
} from '../../core/documents';
import { payoutNet, transactionNet } from '../../core/documents/check';
import { fromMinorUnits, minorUnits } from '../../core/money/money';
import type { MoneyDocument } from '../../core/reconcile/join';
import { dateOf, dayOf } from '../../core/reconcile/days';
import { dayBookDocuments } from './dayBookDocuments';
import { dayBookMoney } from './dayBookMoney';

/** What must come out for a planted difference. */
export interface Plant {
	readonly name: string;
	/** of payouts, or of a line where there is no payout */
	readonly about: readonly string[];
	/** PayoutMatch.status of each document about it */
	readonly status: string;
	readonly output: 'matched' | 'unmatched' | 'review';
	/** reason codes that must be said; the last is what explains it */
	readonly codes: readonly string[];
	/** what the text must name: an order's number */
	readonly names?: string;
}

export interface PlantedBooks {
	readonly payouts: readonly Payout[];
	readonly lines: readonly BankTransaction[];
	readonly documents: readonly MoneyDocument[];
	/** payouts that are not in the ledger */
	readonly notPosted: ReadonlySet<string>;
	readonly plants: readonly Plant[];
	/** keys of lines that are noise */
	readonly noise: ReadonlySet<string>;
}

const size = (units: bigint): bigint => (units < 0n ? -units : units);

export function withTransactions(payout: Payout, transactions: readonly PayoutTransaction[]): Payout {
	const net = transactions.reduce((sum, each) => sum + transactionNet(each), 0n);
	return {
		...payout,
		transactions,
		net: fromMinorUnits(size(net), payout.currency),
		direction: net < 0n ? 'fromBank' : 'toBank',
	};
}

function withUnits(line: BankTransaction, units: bigint, currency = line.currency): BankTransaction {
	return {
		...line,
		currency,
		amount: fromMinorUnits(size(units), currency),
		direction: units < 0n ? 'out' : 'in',
	};
}

const named = (line: BankTransaction, id: string): BankTransaction => {
	const source = { ...line.source, externalId: id, externalNumber: id };
	return { ...line, source, id: businessKey(source) };
};

const on = (line: BankTransaction, day: string): BankTransaction => ({
	...line,
	bookedOn: day,
	occurredAt: `${day}T00:00:00.000Z`,
});

const later = (day: string, days: number): string => dateOf(dayOf(day) + days);

/** The payouts of a day book in the making, with their lines. */
class Planting {
	readonly payouts: Map<string, Payout>;
	readonly lines: Map<string, BankTransaction>;
	readonly plants: Plant[] = [];
	readonly notPosted = new Set<string>();
	readonly documents: MoneyDocument[];
	readonly noise: ReadonlySet<string>;
	private readonly queues: Readonly<Record<string, Payout[]>>;

	constructor(file: string) {
		const { payouts, lines, disputes } = dayBookMoney(file);
		this.payouts = new Map(payouts.map((payout) => [payout.id, payout]));
		this.lines = new Map(lines.map((line) => [line.id, line]));
		this.documents = [
			...dayBookDocuments(file).flatMap((one): MoneyDocument[] =>
				one.type === 'Sale' || one.type === 'Refund' || one.type === 'Payment' ? [one] : [],
			),
			...disputes,
		];
		const own = new Set(payouts.map((payout) => this.lineKey(payout)));
		this.noise = new Set([...this.lines.keys()].filter((key) => !own.has(key)));
		const ofMonth = (gateway: string): Payout[] =>
			payouts.filter(
				(payout) => payout.gateway === gateway && payout.status === 'paid' && payout.arrivesOn < '2011-01-01',
			);
		this.queues = {
			stripe: ofMonth('stripe'),
			paypal: ofMonth('paypal'),
			shopify_payments: ofMonth('shopify_payments'),
		};
	}

	lineKey({ source }: Payout): string {
		return businessKey({
			platform: 'bank',
			storeId: 'shop',
			kind: 'line',
			externalId: `bank_${source.externalId}`,
		});
	}

	/** The next payout of a gateway that nothing was planted in, and that has what is needed. */
	next(gateway: string, has: (payout: Payout) => boolean = () => true): Payout {
		const queue = this.queues[gateway] ?? [];
		const index = queue.findIndex((payout) => payoutNet(payout) > 100_000n && has(payout));
		const [payout] = queue.splice(index, 1);
		if (payout === undefined || index === -1) throw new Error(`no payout of ${gateway} is left`);
		return payout;
	}

	/** Two payouts that follow each other. */
	pair(gateway: string): readonly [Payout, Payout] {
		const [first, second] = this.queues[gateway]?.splice(0, 2) ?? [];
		if (first === undefined || second === undefined) throw new Error(`no two payouts of ${gateway} are left`);
		return [first, second];
	}

	line(payout: Payout): BankTransaction {
		const line = this.lines.get(this.lineKey(payout));
		if (line === undefined) throw new Error(`no line of ${payout.id}`);
		return line;
	}

	put(...items: (Payout | BankTransaction)[]): void {
		for (const item of items)
			if (item.type === 'Payout') this.payouts.set(item.id, item);
			else this.lines.set(item.id, item);
	}

	/** The bank got so much more (or less) than the payout says. */
	shift(payout: Payout, units: bigint): void {
		this.put(withUnits(this.line(payout), payoutNet(payout) + units));
	}

	plant(
		name: string,
		about: readonly { readonly id: string }[],
		status: string,
		output: Plant['output'],
		codes: readonly string[],
		names?: string,
	): void {
		const expected = { name, about: about.map(({ id }) => id), status, output, codes };
		this.plants.push(names === undefined ? expected : { ...expected, names });
	}
}

const chargeOf = ({ transactions }: Payout): PayoutTransaction => {
	const charges = transactions.filter(({ type, fee }) => type === 'charge' && minorUnits(fee) > 0n);
	// not the first, which other plants would take as well
	const charge = charges[Math.min(2, charges.length - 1)];
	if (charge === undefined) throw new Error('no charge');
	return charge;
};
const refundOf = ({ transactions }: Payout): PayoutTransaction | undefined =>
	transactions.find(({ type }) => type === 'refund');
const numberOf = ({ order }: PayoutTransaction): string => order?.number ?? '';
const zero = (currency: string) => fromMinorUnits(0n, currency);

/** What people do not see coming: fees, charges and refunds. */
function plantTransactions(books: Planting): void {
	const missingFee = books.next('paypal');
	const charge = chargeOf(missingFee);
	books.put(
		withTransactions(
			missingFee,
			missingFee.transactions.map((each) => (each === charge ? { ...each, fee: zero('GBP') } : each)),
		),
	);
	books.plant(
		'missing fee',
		[missingFee],
		'matchedWithDifference',
		'review',
		['missingFee'],
		numberOf(charge),
	);

	const refunded = books.next('shopify_payments', (payout) => {
		const refund = refundOf(payout);
		return refund !== undefined && feeOfRefund(books, payout, refund) !== undefined;
	});
	const refund = refundOf(refunded);
	const given = refund === undefined ? undefined : feeOfRefund(books, refunded, refund);
	if (refund === undefined || given === undefined) throw new Error('no refund');
	books.shift(refunded, given);
	books.plant('fee refund', [refunded], 'matchedWithDifference', 'review', ['feeRefund'], numberOf(refund));

	const twice = books.next('paypal');
	const doubled = chargeOf(twice);
	books.shift(twice, transactionNet(doubled));
	books.plant(
		'charge counted twice',
		[twice],
		'matchedWithDifference',
		'review',
		['duplicatedTransaction'],
		numberOf(doubled),
	);

	const unlisted = books.next('shopify_payments', (payout) => refundOf(payout) !== undefined);
	const left = refundOf(unlisted);
	if (left === undefined) throw new Error('no refund');
	books.put(
		withTransactions(
			unlisted,
			unlisted.transactions.filter((each) => each !== left),
		),
	);
	books.plant(
		'refund after the payout',
		[unlisted],
		'matchedWithDifference',
		'review',
		['missingRefund'],
		numberOf(left),
	);

	const [first, second] = books.pair('paypal');
	const moved = chargeOf(first);
	books.put(
		withTransactions(
			first,
			first.transactions.filter((each) => each !== moved),
		),
		withTransactions(second, [...second.transactions, moved]),
	);
	books.plant(
		'transaction of the neighbour, in the first',
		[first],
		'matchedWithDifference',
		'review',
		['neighbourTransaction'],
		numberOf(moved),
	);
	books.plant(
		'transaction of the neighbour, in the second',
		[second],
		'matchedWithDifference',
		'review',
		['transactionLeftOut'],
		numberOf(moved),
	);

	const cent = books.next('shopify_payments');
	books.shift(cent, 1n);
	books.plant('rounding', [cent], 'matchedWithDifference', 'review', ['rounding']);
}

/** The fee of the charge that was refunded, where a payout of the day book lists it. */
function feeOfRefund(books: Planting, { gateway }: Payout, refund: PayoutTransaction): bigint | undefined {
	for (const payout of books.payouts.values())
		for (const each of payout.transactions)
			if (payout.gateway === gateway && each.type === 'charge' && each.order?.id === refund.order?.id)
				return minorUnits(each.fee);
	return undefined;
}

/** What the shop knows and the payout does not: an edit, a dispute; and what the gateway keeps back. */
function plantEvents(books: Planting): void {
	const edited = books.next('shopify_payments');
	const order = chargeOf(edited);
	const sale = books.documents.find((one) => one.type === 'Sale' && one.order.id === order.order?.id);
	if (sale?.type !== 'Sale') throw new Error('no sale');
	const change = 1_234n;
	const source = { ...sale.source, kind: 'edit', externalId: `${sale.order.id}-edit` };
	const edit: OrderEdit = {
		...sale,
		type: 'OrderEdit',
		id: businessKey(source),
		source,
		saleId: sale.id,
		occurredAt: edited.occurredAt,
		bookedOn: edited.bookedOn,
		added: [],
		removed: [],
		payments: [],
		totals: {
			before: sale.totals.total,
			after: fromMinorUnits(minorUnits(sale.totals.total) - change, sale.currency),
		},
	};
	books.documents.push(edit);
	books.shift(edited, -change);
	books.plant(
		'order edited after the payout',
		[edited],
		'matchedWithDifference',
		'review',
		['orderEdited'],
		sale.order.number,
	);

	const disputed = books.next('stripe', (payout) => payoutNet(payout) > 200_000n);
	const charge = chargeOf(disputed);
	const own = {
		...disputed.source,
		kind: 'dispute-opened',
		externalId: 'dp_planted',
		externalNumber: 'dp_planted',
	};
	const [amount, fee] = [fromMinorUnits(4_321n, 'GBP'), fromMinorUnits(1_500n, 'GBP')];
	const dispute: Dispute = {
		type: 'Dispute',
		schemaVersion: SCHEMA_VERSION,
		id: businessKey(own),
		source: own,
		channel: '',
		occurredAt: disputed.occurredAt,
		bookedOn: disputed.bookedOn,
		currency: 'GBP',
		saleId: businessKey({
			platform: 'daybook',
			storeId: 'shop',
			kind: 'order',
			externalId: charge.order?.id ?? '',
		}),
		gateway: 'stripe',
		stage: 'opened',
		amount,
		fee,
	};
	books.documents.push(dispute);
	books.shift(disputed, -5_821n);
	books.plant(
		'dispute that no payout lists',
		[disputed],
		'matchedWithDifference',
		'review',
		['dispute'],
		'dp_planted',
	);

	const reserved = books.next('shopify_payments');
	const gross = reserved.transactions
		.filter(({ type }) => type === 'charge')
		.reduce((sum, each) => sum + minorUnits(each.amount), 0n);
	books.shift(reserved, -((gross * 2n + 10n) / 20n));
	books.plant('reserve of a tenth', [reserved], 'matchedWithDifference', 'review', ['reserve']);
}

/** How the money came: split, merged, late, twice, in another currency. */
function plantArrivals(books: Planting): void {
	const split = books.next('stripe');
	const line = books.line(split);
	const part = payoutNet(split) / 3n;
	books.put(
		withUnits(line, part),
		withUnits(on(named(line, 'bank_rest'), later(line.bookedOn, 1)), payoutNet(split) - part),
	);
	books.plant('split deposit', [split], 'matched', 'matched', ['splitDeposit']);

	const cited = books.next('shopify_payments');
	const long = books.line(cited);
	books.put(
		withUnits(long, 100_000n),
		withUnits(on(named(long, 'bank_rest_cited'), later(long.bookedOn, 1)), payoutNet(cited) - 100_000n),
	);
	books.plant('split deposit with references', [cited], 'matched', 'matched', ['splitDeposit']);

	const [first, second] = books.pair('stripe');
	books.lines.delete(books.lineKey(first));
	books.put(withUnits(books.line(second), payoutNet(first) + payoutNet(second)));
	books.plant('merged deposits', [first, second], 'matched', 'matched', ['mergedDeposit']);

	const [one, other] = books.pair('paypal');
	books.lines.delete(books.lineKey(one));
	books.put(withUnits(books.line(other), payoutNet(one) + payoutNet(other)));
	books.plant('merged deposits, one cited', [one, other], 'matched', 'matched', ['mergedDeposit']);

	const late = books.next('stripe');
	books.put(on(books.line(late), later(late.arrivesOn, 14)));
	books.plant('wrong day', [late], 'matched', 'review', ['wrongDay']);

	const lateCited = books.next('paypal');
	books.put(on(books.line(lateCited), later(lateCited.arrivesOn, 14)));
	books.plant('wrong day with reference', [lateCited], 'matched', 'matched', ['wrongDay']);

	const twice = books.next('shopify_payments');
	const again = on(named(books.line(twice), 'bank_again'), later(twice.arrivesOn, 3));
	books.put(again);
	books.plant('double payout', [again], 'unknownBankLine', 'unmatched', ['paidTwice']);

	const foreign = books.next('shopify_payments');
	books.put({
		...foreign,
		currency: 'EUR',
		net: { ...foreign.net, currency: 'EUR' },
		transactions: foreign.transactions.map((each) => ({
			...each,
			original: { amount: each.amount },
			amount: { ...each.amount, currency: 'EUR' },
			fee: { ...each.fee, currency: 'EUR' },
		})),
	});
	books.put(withUnits(books.line(foreign), (payoutNet(foreign) * 85n) / 100n));
	books.plant('paid out in another currency', [foreign], 'matchedWithDifference', 'review', [
		'currencyConverted',
	]);
}

/** What failed, and what is not where it should be. */
function plantFailures(books: Planting): void {
	const returned = books.next('stripe');
	const line = books.line(returned);
	books.put({ ...returned, status: 'failed' });
	books.put(withUnits(on(named(line, 'bank_return'), later(line.bookedOn, 2)), -payoutNet(returned)));
	books.plant('failed payout that came and went back', [returned], 'matched', 'matched', ['payoutFailed']);

	const never = books.next('paypal');
	books.put({ ...never, status: 'failed' });
	books.lines.delete(books.lineKey(never));
	books.plant('failed payout that never came', [never], 'missingInBank', 'unmatched', ['payoutFailed']);

	const gone = books.next('shopify_payments');
	books.lines.delete(books.lineKey(gone));
	books.plant('missing in the bank', [gone], 'missingInBank', 'unmatched', ['notArrived']);

	const unknown = books.next('stripe');
	books.payouts.delete(unknown.id);
	books.plant('payout that nobody has read', [books.line(unknown)], 'unknownBankLine', 'unmatched', [
		'unknownPayout',
	]);

	const unposted = books.next('paypal');
	books.notPosted.add(unposted.id);
	books.plant('payout that is not in the books', [unposted], 'missingInBooks', 'unmatched', ['notPosted']);
}

/** @param file the December of the day book */
export function plantedBooks(file: string): PlantedBooks {
	const books = new Planting(file);
	plantTransactions(books);
	plantEvents(books);
	plantArrivals(books);
	plantFailures(books);
	const { documents, notPosted, plants, noise } = books;
	return {
		payouts: [...books.payouts.values()],
		lines: [...books.lines.values()],
		documents,
		notPosted,
		plants,
		noise,
	};
}
