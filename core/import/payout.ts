/** Payouts in the making, and what an import gives in all. */
import { checkPayout } from '../documents/check';
import { businessKey, SCHEMA_VERSION, type Source } from '../documents/header';
import type { HeldDocument } from '../documents/held';
import type { Payment } from '../documents/payment';
import type { Payout, PayoutTransaction, PayoutTransactionType } from '../documents/payout';
import type { Refund } from '../documents/refund';
import type { Sale } from '../documents/sale';
import { finding, type Finding } from '../findings/finding';
import type { CurrencyCode } from '../money/currency';
import { fromMinorUnits, size, zero } from '../money/money';
import { held, type Outcome } from '../outcome';

export type ImportedDocument = Sale | Refund | Payment | Payout;

export interface ImportResult {
	readonly documents: readonly ImportedDocument[];
	/** what could not become a document, with row and column */
	readonly held: readonly HeldDocument[];
	/** about the file as a whole, e.g. rows that move no money */
	readonly findings: readonly Finding[];
}

/** Collects documents and what is held of them. */
export class Collected {
	readonly documents: ImportedDocument[] = [];
	readonly held: HeldDocument[] = [];
	readonly findings: Finding[] = [];

	/** Takes a document, with its remarks, or holds what it would have been. */
	take(outcome: Outcome<ImportedDocument>, source: Source, part?: string): void {
		if (!outcome.ok) {
			this.hold(source, outcome.findings, part);
			return;
		}
		const { findings: earlier = [], ...document } = outcome.value;
		const findings = [...earlier, ...outcome.findings];
		this.documents.push(
			findings.length === 0 ? (document as ImportedDocument) : { ...outcome.value, findings },
		);
	}

	hold(source: Source, findings: readonly Finding[], part?: string): void {
		this.held.push({ type: 'Held', id: businessKey(source, part), source, findings });
	}
}

/** Where something of a channel's report comes from. */
export const sourceOf = (
	channel: string,
	kind: string,
	externalId: string,
	externalNumber = externalId,
): Source => ({
	platform: 'import',
	storeId: channel,
	kind,
	externalId,
	externalNumber,
	// a report says what was, once and for all
	revision: '1',
});

/** @property units what it adds to the balance at the gateway, negative where it takes from it; without `fee` */
export interface DraftTransaction {
	readonly id: string;
	readonly type: PayoutTransactionType;
	readonly units: bigint;
	/** what the gateway keeps of it; negative where it gives a fee back */
	readonly fee?: bigint;
	readonly category?: string;
	readonly description?: string;
	readonly settles?: string;
	readonly order?: string;
	readonly at: string;
}

export interface PayoutDraft {
	readonly source: Source;
	readonly channel: string;
	/** whose clearing account it empties; the channel's own where absent */
	readonly gateway?: string;
	readonly at: string;
	readonly day: string;
	/** YYYY-MM-DD */
	readonly arrivesOn: string;
	readonly status?: Payout['status'];
	readonly currency: CurrencyCode;
	/** negative where the gateway collects from the bank */
	readonly net: bigint;
	readonly transactions: readonly DraftTransaction[];
	readonly bankReference?: string;
	readonly remarks?: readonly Finding[];
}

/** Most transactions of a payout that stand singly; of more, those of a day are one. */
const MAX_SINGLE = 9_000;

/** Fees that are given back are transactions of their own. */
function split(transaction: DraftTransaction): DraftTransaction[] {
	const { fee = 0n, id } = transaction;
	if (fee >= 0n) return [transaction];
	const { fee: _fee, ...own } = transaction;
	return [own, { id: `${id}/fee`, type: 'fee', units: -fee, at: transaction.at }];
}

/** Charges and refunds of a day as one, where there are too many. */
function byDay(transactions: readonly DraftTransaction[]): readonly DraftTransaction[] {
	if (transactions.length <= MAX_SINGLE) return transactions;
	const days = new Map<string, DraftTransaction & { readonly count: number }>();
	const rest: DraftTransaction[] = [];
	for (const one of transactions) {
		if (one.type !== 'charge' && one.type !== 'refund') {
			rest.push(one);
			continue;
		}
		const day = one.at.slice(0, 10);
		const key = `${one.type}-${day}`;
		const known = days.get(key);
		const count = (known?.count ?? 0) + 1;
		days.set(key, {
			id: key,
			type: one.type,
			units: (known?.units ?? 0n) + one.units,
			fee: (known?.fee ?? 0n) + (one.fee ?? 0n),
			description: `${count} of ${day}`,
			at: known?.at ?? one.at,
			count,
		});
	}
	return [...days.values(), ...rest];
}

function transactionOf(draft: DraftTransaction, currency: CurrencyCode): PayoutTransaction {
	const { id, type, units, fee = 0n, category, description, settles, order, at } = draft;
	return {
		id,
		type,
		...(settles === undefined ? {} : { settles }),
		...(order === undefined ? {} : { order: { number: order } }),
		amount: fromMinorUnits(size(units), currency),
		direction: units < 0n ? 'out' : 'in',
		fee: fee === 0n ? zero(currency) : fromMinorUnits(fee, currency),
		...(description === undefined ? {} : { description }),
		...(category === undefined ? {} : { category }),
		occurredAt: at,
	};
}

/** The payout of a draft, checked: its transactions add up to what arrives, to the cent. */
export function payoutOf(draft: PayoutDraft): Outcome<Payout> {
	const { source, channel, at, day, arrivesOn, currency, net, bankReference, remarks = [] } = draft;
	const errors = remarks.filter(({ severity }) => severity === 'error');
	if (errors.length > 0) return held(remarks);
	return checkPayout({
		type: 'Payout',
		schemaVersion: SCHEMA_VERSION,
		id: businessKey(source),
		source,
		channel,
		occurredAt: at,
		bookedOn: day,
		currency,
		...(remarks.length === 0 ? {} : { findings: remarks }),
		gateway: draft.gateway ?? source.storeId,
		status: draft.status ?? 'paid',
		arrivesOn,
		transactions: byDay(draft.transactions.flatMap(split)).map((one) => transactionOf(one, currency)),
		net: fromMinorUnits(size(net), currency),
		direction: net < 0n ? 'fromBank' : 'toBank',
		...(bankReference === undefined ? {} : { bankReference }),
	});
}

/** Sums what is alike: fees of one kind are one transaction of the payout. */
export class TransactionSums {
	private readonly sums = new Map<string, DraftTransaction>();

	add(type: PayoutTransactionType, category: string | undefined, units: bigint, at: string): void {
		const key = `${type}${category === undefined ? '' : `/${category}`}`;
		const known = this.sums.get(key);
		this.sums.set(key, {
			id: key,
			type,
			...(category === undefined ? {} : { category }),
			units: (known?.units ?? 0n) + units,
			at: known !== undefined && known.at < at ? known.at : at,
		});
	}

	all(): DraftTransaction[] {
		return [...this.sums.values()].filter(({ units }) => units !== 0n);
	}
}

/** That a payout lacks rows, so that it is held with them. */
export const incompletePayout = (rows: readonly number[]): Finding[] =>
	rows.length === 0
		? []
		: [finding('IMPORT_PAYOUT_INCOMPLETE', { evidence: { count: rows.length, row: Math.min(...rows) } })];
