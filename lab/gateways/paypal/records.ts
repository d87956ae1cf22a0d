/** What moved at PayPal as the records of its Transaction Search. https://developer.paypal.com/docs/transaction-search/transaction-event-codes/ */
import { digest, textOf, type BookPayout, type GatewayBook, type Movement } from '../../kit/gatewayBook';

export type Json = Readonly<Record<string, unknown>>;

const DAY_MS = 86_400_000;
const ALPHABET = 'ABCDEFGHJKLMNPRSTUVWXY0123456789';

/** An id of 17 letters and digits: the day book's own where it has that shape, otherwise made from it. */
export const payPalId = (name: string): string =>
	/^[A-Z0-9]{17}$/.test(name) ? name : digest(name, 17, ALPHABET);

/** A record, before it is shown. Amounts are minor units, signed. */
export interface LabRecord {
	readonly id: string;
	readonly code: string;
	readonly about?: string;
	/** epoch milliseconds */
	readonly at: number;
	readonly updatedAt: number;
	readonly status: 'S' | 'P';
	readonly currency: string;
	readonly amount: bigint;
	readonly fee: bigint;
	readonly invoice?: string;
	readonly subject?: string;
	/** set aside: not at the merchant's disposal */
	readonly isReserve?: boolean;
}

const CODES: Readonly<Record<Movement['type'], string>> = {
	charge: 'T0006',
	refund: 'T1107',
	dispute: 'T1110',
	dispute_reversal: 'T1111',
	fee: 'T0100',
	adjustment: 'T1200',
	reserve_hold: 'T2103',
	reserve_release: 'T2104',
	loan: 'T9701',
	subscription: 'T0101',
	transfer: 'T0300',
};

/** The same fraction of another amount, rounded half up. */
function share(of: bigint, part: bigint, whole: bigint): bigint {
	if (whole === 0n) return 0n;
	const [top, bottom] = [of * part * 2n + whole, whole * 2n];
	return top / bottom;
}

const captureId = ({ reference, orderId, id }: Movement): string => payPalId(reference ?? orderId ?? id);

function recordsOf(movement: Movement): LabRecord[] {
	const { id, type, at, currency, amount, fee, orderNumber, original } = movement;
	const isCharge = type === 'charge';
	const own = isCharge ? captureId(movement) : payPalId(id);
	const isAboutPayment = type === 'refund' || type === 'dispute' || type === 'dispute_reversal';
	const common = {
		at,
		updatedAt: at,
		status: 'S' as const,
		...(orderNumber === undefined ? {} : { invoice: orderNumber }),
	};
	const record: LabRecord = {
		...common,
		id: own,
		// money goes to the bank as a withdrawal, or as a deposit that is sent back
		code: type === 'transfer' && amount < 0n ? 'T1104' : CODES[type],
		...(isAboutPayment ? { about: captureId(movement) } : {}),
		currency,
		amount,
		fee: -fee,
		...(type.startsWith('reserve') ? { isReserve: true } : {}),
	};
	if (original === undefined) return [record];
	// what was paid in another currency is changed at once, less the fee, which PayPal takes in that currency
	const sign = amount < 0n ? -1n : 1n;
	const foreignFee = share(original.amount, fee, amount * sign);
	const foreignNet = sign * original.amount - foreignFee;
	const paid = { ...record, currency: original.currency, amount: sign * original.amount, fee: -foreignFee };
	const conversion = { ...common, code: 'T0200', about: own, fee: 0n };
	return [
		paid,
		{ ...conversion, id: payPalId(`${id} from`), currency: original.currency, amount: -foreignNet },
		{ ...conversion, id: payPalId(`${id} to`), currency, amount: amount - fee },
	];
}

/** A dispute is lost: what was held is released, and taken for good. */
function lostRecords(book: GatewayBook): LabRecord[] {
	const opened = new Map(
		book.movements().flatMap((one) => (one.type === 'dispute' ? [[one.disputeId, one] as const] : [])),
	);
	return [...book.disputes().values()].flat().flatMap((event): LabRecord[] => {
		const movement = opened.get(event.id);
		if (event.stage !== 'lost' || movement === undefined) return [];
		const at = Date.parse(event.at);
		const common = {
			about: captureId(movement),
			at,
			updatedAt: at,
			status: 'S' as const,
			currency: movement.currency,
			fee: 0n,
		};
		return [
			{ ...common, id: payPalId(`${event.id} released`), code: 'T1111', amount: -movement.amount },
			{ ...common, id: payPalId(`${event.id} lost`), code: 'T1106', amount: movement.amount },
		];
	});
}

function withdrawalOf({ event, at, arrivesAt, net }: BookPayout, now: number): LabRecord {
	const isDone = now >= arrivesAt && event.status !== 'in_transit' && event.status !== 'scheduled';
	return {
		id: payPalId(event.id),
		// what is collected from the bank is a deposit
		code: net < 0n ? 'T0300' : 'T0400',
		at,
		updatedAt: isDone ? arrivesAt : at,
		status: isDone ? 'S' : 'P',
		currency: event.currency,
		amount: -net,
		fee: 0n,
	};
}

/** All records that have happened, oldest first. */
export function allRecords(book: GatewayBook): readonly LabRecord[] {
	const payouts = book.payouts();
	const failed = payouts.filter(({ event }) => event.status === 'failed');
	const back = new Set<BookPayout>();
	const moved = book.movements().flatMap((movement): LabRecord[] => {
		const source = failed.find(
			(one) =>
				movement.type === 'transfer' && one.net === movement.amount && one.at < movement.at && !back.has(one),
		);
		if (source === undefined) return recordsOf(movement);
		back.add(source);
		return recordsOf(movement).map((record) => ({
			...record,
			code: 'T1101',
			about: payPalId(source.event.id),
		}));
	});
	// the day book says that it failed, but not when it came back
	const returned = failed
		.filter((one) => !back.has(one) && one.arrivesAt + DAY_MS <= book.now)
		.map(({ event, arrivesAt, net }): LabRecord => ({
			id: payPalId(`${event.id} returned`),
			code: 'T1101',
			about: payPalId(event.id),
			at: arrivesAt + DAY_MS,
			updatedAt: arrivesAt + DAY_MS,
			status: 'S',
			currency: event.currency,
			amount: net,
			fee: 0n,
		}));
	const withdrawn = payouts.map((payout) => withdrawalOf(payout, book.now));
	return [...moved, ...lostRecords(book), ...returned, ...withdrawn].sort((a, b) => a.at - b.at);
}

export const stamp = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

export const moneyJson = (units: bigint, currency: string): Json => ({
	currency_code: currency,
	value: textOf(units, currency),
});

/** @param balance what is in the balance after it; undefined where PayPal leaves it out */
export function transactionInfo(record: LabRecord, balance: bigint | undefined): Json {
	const { id, code, about, at, updatedAt, status, currency, amount, fee, invoice } = record;
	return {
		transaction_id: id,
		...(about === undefined ? {} : { paypal_reference_id: about, paypal_reference_id_type: 'TXN' }),
		transaction_event_code: code,
		transaction_initiation_date: stamp(at),
		transaction_updated_date: stamp(updatedAt),
		transaction_amount: moneyJson(amount, currency),
		...(fee === 0n ? {} : { fee_amount: moneyJson(fee, currency) }),
		transaction_status: status,
		...(balance === undefined ? {} : { ending_balance: moneyJson(balance, currency) }),
		...(invoice === undefined
			? {}
			: { invoice_id: invoice.replaceAll(/[^a-zA-Z0-9_'\-., ":;!?]/g, '') || 'x' }),
		protection_eligibility: '01',
	};
}
