/** What all documents of one entry share, and how a document is put together. */
import { approvalLine } from '../../approvals/words';
import { finding, type Evidence, type Finding } from '../../findings/finding';
import type { EntryPurpose, JournalEntry, JournalLine, LineTax } from '../../journal/entry';
import type { CurrencyCode } from '../../money/currency';
import type { ExchangeRate } from '../../money/exchangeRate';
import { fromMinorUnits, minorUnits, type Money } from '../../money/money';
import { postingKey } from '../../posting/keys';
import type { AccountRef } from '../../accounts/roles';
import type { LedgerCapabilities, PaidSales } from '../connector';
import type { LedgerDocument, LedgerDocumentLine, LedgerDocumentType, PostingKey } from '../documents';
import { documentNumber } from '../number';
import { documentTaxes } from './taxes';

export interface ComposeTarget {
	/** "quickbooks" */
	readonly ledger: string;
	/** the company's id there */
	readonly tenant: string;
	/**
	 * The company's own currency, where documents are to bring the shop's rate of exchange: they do if that is a rate to this
	 * currency. Absent: the ledger takes its own.
	 */
	readonly shopRatesTo?: CurrencyCode;
}

export interface Draft {
	readonly type: LedgerDocumentType;
	/** tells it apart from the entry's main document */
	readonly part?: string;
	/** what it is, for people: "Payment by paypal" */
	readonly what: string;
	readonly lines: readonly LedgerDocumentLine[];
	/** of CustomerPayments and CustomerRefunds, which have no lines */
	readonly amount?: Money;
	readonly moneyAccount?: AccountRef;
	readonly appliesTo?: PostingKey;
	readonly dueOn?: string;
	readonly paymentReference?: string;
	/** where it is not the entry's day, YYYY-MM-DD */
	readonly date?: string;
	/** where its amounts are not in the entry's currency */
	readonly currency?: CurrencyCode;
	/** of that currency, where the gateway says it; whether it is used, the target decides */
	readonly exchangeRate?: ExchangeRate;
}

/** Whose lines add to the document's total on the credit side; on the others it is the debit side. */
export function isSaleLike(type: LedgerDocumentType): boolean {
	return type === 'SalesReceipt' || type === 'Invoice' || type === 'Deposit';
}

/** Whose lines are debits and credits of the same amount, which is the total. */
const isBalanced = (type: LedgerDocumentType): boolean => type === 'ManualJournal' || type === 'Transfer';

/** Kinds that may come to nothing: paid by gift cards, or refunded to them. */
const ZERO_TOTALS: ReadonlySet<LedgerDocumentType> = new Set([
	'SalesReceipt',
	'Invoice',
	'CreditNote',
	'RefundReceipt',
]);

/** What belongs to no order. */
const WITHOUT_ORDER: ReadonlySet<EntryPurpose> = new Set([
	'Payout',
	'Dispute',
	'PayoutMatch',
	'BalanceChange',
]);

/** Composes the documents of one entry; problems are collected. */
export class Composer {
	readonly findings: Finding[] = [];

	constructor(
		readonly entry: JournalEntry,
		private readonly capabilities: LedgerCapabilities,
		private readonly target: ComposeTarget,
		/** of a composer for some lines of another's entry: what its documents' keys say */
		private readonly keys: { readonly purpose?: EntryPurpose; readonly prefix?: string } = {},
	) {}

	/**
	 * Composes some lines of the entry by themselves, as those of an event of this kind; the keys stay the entry's own. Its
	 * problems are to be taken over.
	 */
	forPart(lines: readonly JournalLine[], purpose: EntryPurpose, prefix?: string): Composer {
		const keys = { purpose: this.entry.purpose, ...(prefix === undefined ? {} : { prefix }) };
		return new Composer({ ...this.entry, lines, purpose }, this.capabilities, this.target, keys);
	}

	has(type: LedgerDocumentType): boolean {
		return this.capabilities.documents.includes(type);
	}

	/** How documents are made whose lines carry no accounts; undefined where they carry them. */
	get ownWay(): { readonly paidSales: PaidSales; readonly taxesPerLine: number } | undefined {
		const { linesCarryAccounts = true, paidSales = 'journal', taxesPerLine = 0 } = this.capabilities;
		return linesCarryAccounts ? undefined : { paidSales, taxesPerLine };
	}

	notPossible(reason: string, path = 'lines'): void {
		this.findings.push(
			finding('DOCUMENT_NOT_POSSIBLE', { path, evidence: { ledger: this.target.ledger, reason } }),
		);
	}

	/** Reports a document type that the ledger lacks; true when it has it. */
	needs(type: LedgerDocumentType): boolean {
		if (this.has(type)) return true;
		this.notPossible(`it has no ${type}`, 'purpose');
		return false;
	}

	/** The posting key of this entry's main document, or of a part of it. */
	key(part?: string): PostingKey {
		const { ledger, tenant } = this.target;
		const { purpose = this.entry.purpose, prefix } = this.keys;
		const parts = [prefix, part].filter((each) => each !== undefined);
		const whole = parts.length === 0 ? undefined : parts.join('/');
		return postingKey(ledger, tenant, this.entry.documentId, purpose, whole);
	}

	/** The posting key of the sale (or edit) that this entry belongs to. */
	get saleKey(): PostingKey | undefined {
		const { ledger, tenant } = this.target;
		const { relatesTo, relatesToPurpose = 'Sale' } = this.entry;
		return relatesTo === undefined ? undefined : postingKey(ledger, tenant, relatesTo, relatesToPurpose);
	}

	/** The account of a journal line; a finding when it has none. */
	account(line: JournalLine): AccountRef | undefined {
		if (line.account !== undefined) return line.account;
		const evidence: Evidence = {
			description: `${line.role} (${line.description})`,
			suggestion: 'The Account Mapper must come before this node.',
		};
		const index = this.entry.lines.indexOf(line);
		const path = index < 0 ? 'lines' : `lines[${index}]`;
		this.findings.push(finding('ACCOUNT_NOT_MAPPED', { path, evidence }));
		return undefined;
	}

	/** Whether a line is tax that the ledger books itself, from the tax codes of the other lines. */
	ledgerBooksTax(line: JournalLine): boolean {
		const { postsTaxItself } = this.capabilities;
		return (
			line.role === 'taxPayable' && line.account === undefined && line.taxCode !== undefined && postsTaxItself
		);
	}

	/** The taxes of a line that go to the ledger with its tax code. */
	carriedTaxes(line: JournalLine): readonly LineTax[] {
		const booked =
			line.role !== 'taxPayable' && line.taxCode !== undefined && this.capabilities.postsTaxItself;
		return booked ? (line.taxes ?? []) : [];
	}

	/** Journal lines as the document's, those that add to its total first. */
	lines(type: LedgerDocumentType, lines: readonly JournalLine[]): LedgerDocumentLine[] {
		const main = isSaleLike(type) ? 'credit' : 'debit';
		const ordered = isBalanced(type)
			? lines
			: [...lines.filter(({ side }) => side === main), ...lines.filter(({ side }) => side !== main)];
		const written: LedgerDocumentLine[] = [];
		for (const line of ordered) {
			const account = this.account(line);
			if (account !== undefined) written.push(this.line(line, account));
		}
		return written;
	}

	private line(line: JournalLine, account: AccountRef): LedgerDocumentLine {
		const { role, side, amount, description, facts, quantity, taxCode, dimensions } = line;
		const written: { -readonly [K in keyof LedgerDocumentLine]: LedgerDocumentLine[K] } = {
			role,
			account,
			side,
			amount,
			description,
			taxes: this.carriedTaxes(line),
		};
		if (facts.sku !== undefined) written.sku = facts.sku;
		if (facts.restocked !== undefined) written.restocked = true;
		if (quantity !== undefined) written.quantity = quantity;
		if (taxCode !== undefined && role !== 'taxPayable') written.taxCode = taxCode;
		if (dimensions !== undefined) written.dimensions = dimensions;
		return written;
	}

	/** A document of total zero in a ledger that has none such: the same lines as a journal. */
	private asJournal(draft: Draft, tax: bigint): LedgerDocument | undefined {
		const { moneyAccount: _money, appliesTo: _sale, dueOn: _due, ...others } = draft;
		if (tax !== 0n) {
			this.notPossible('it has no documents of total zero, and this one has tax');
			return undefined;
		}
		if (!this.needs('ManualJournal')) return undefined;
		const lines = draft.lines.map(({ taxCode: _code, ...line }) => line);
		return this.document({ ...others, lines, type: 'ManualJournal' });
	}

	/** The complete document; undefined (with a finding) when its figures are not possible. */
	document(draft: Draft): LedgerDocument | undefined {
		const { entry } = this;
		const { source, order, customer, shipTo } = entry;
		const {
			type,
			part,
			what,
			lines,
			amount,
			date = entry.bookedOn,
			currency = entry.currency,
			exchangeRate = entry.exchangeRate,
			...details
		} = draft;
		const main = isSaleLike(type) ? 'credit' : 'debit';
		const taxes = documentTaxes(lines, main, currency);
		const tax = (taxes ?? []).reduce((sum, each) => sum + minorUnits(each.amount), 0n);
		let total = amount === undefined ? tax : minorUnits(amount);
		for (const line of lines) {
			if (line.side === main) total += minorUnits(line.amount);
			else if (!isBalanced(type)) total -= minorUnits(line.amount);
		}
		if (total < 0n || taxes === undefined) {
			this.notPossible('a total or tax of the document would be negative');
			return undefined;
		}
		const { zeroTotalDocuments = true } = this.capabilities;
		if (total === 0n && !zeroTotalDocuments && ZERO_TOTALS.has(type)) return this.asJournal(draft, tax);
		const postingKey = this.key(part);
		const rate = exchangeRate?.currency === this.target.shopRatesTo ? exchangeRate?.rate : undefined;
		return {
			type,
			postingKey,
			businessKey: entry.documentId,
			number: documentNumber(order.number, postingKey, this.capabilities.numberLength),
			orderNumber: order.number,
			date,
			currency,
			...(rate === undefined || currency === this.target.shopRatesTo ? {} : { exchangeRate: rate }),
			lines,
			taxes,
			total: fromMinorUnits(total, currency),
			totalTax: fromMinorUnits(tax, currency),
			...details,
			...(customer === undefined ? {} : { customer }),
			...(shipTo === undefined ? {} : { shipTo }),
			channel: entry.channel,
			store: source.storeId,
			revision: source.revision,
			...(order.poNumber === undefined ? {} : { poNumber: order.poNumber }),
			...(this.approval === undefined ? {} : { approval: this.approval }),
			memo: this.memo(what, postingKey),
		};
	}

	/** Who approved the entry, and why; undefined where nobody had to. */
	private get approval(): string | undefined {
		const { approval } = this.entry;
		return approval === undefined ? undefined : approvalLine(approval, this.target.ledger);
	}

	/** For people: what it is and where it came from, and who approved it; the full key is the last line. */
	private memo(what: string, key: PostingKey): string {
		const { source, order, channel, summary, purpose } = this.entry;
		const approved = this.approval === undefined ? [] : [this.approval];
		const about = `${what}: ${this.entry.narration} of ${source.storeId}`;
		const sentence =
			summary !== undefined
				? `${about} (${channel}), ${summary.members.length} events.`
				: WITHOUT_ORDER.has(purpose)
					? `${about}.`
					: `${what}, order ${order.number} of ${source.storeId} (${channel}).`;
		return [sentence, ...approved, ...(source.url === undefined ? [] : [source.url]), key].join('\n');
	}
}
