/**
 * A ledger in memory that fails as real ones do: answers that are lost before or after the work, work that goes on after
 * the client has given up, throttling, faults of single documents, numbers that are taken, tokens that are forgotten, and
 * queries that lag behind. It keeps the rules by which exactly-once posting is possible at all, and no others.
 */
import { finding } from '../../core/findings/finding';
import type {
	LedgerCompany,
	LedgerRequest,
	LedgerSession,
	PostedDocument,
	PostedReference,
	ReadBack,
	SendResult,
	UndoResult,
} from '../../core/ledger/connector';
import type { LedgerDocument, PostingKey } from '../../core/ledger/documents';
import { compareMoney, zero } from '../../core/money/money';
import { done, held, type Outcome } from '../../core/outcome';
import { TransportError, type TransportFailure } from '../../core/transport/http';
import type { VirtualTime } from './virtualTime';

export const LEDGER = 'model';
export const TENANT = 'T1';

/** What may go wrong, each as a probability of 0 to 1 a call or a document. */
export interface Faults {
	/** it never arrived */
	readonly unsent: number;
	readonly rateLimited: number;
	/** the access token has ended, or was replaced by another worker's; nothing was done */
	readonly tokenEnds: number;
	/** an error or a lost connection before anything was done */
	readonly lostBefore: number;
	/** the same after all was done */
	readonly lostAfter: number;
	/** the client gives up while the ledger goes on, slowly */
	readonly slow: number;
	/** a document the ledger is too busy for */
	readonly busyItem: number;
	/** a document whose own answer is unclear, done or not */
	readonly unclearItem: number;
	/** a question without an answer */
	readonly unanswered: number;
}

export const NO_FAULTS: Faults = {
	unsent: 0,
	rateLimited: 0,
	tokenEnds: 0,
	lostBefore: 0,
	lostAfter: 0,
	slow: 0,
	busyItem: 0,
	unclearItem: 0,
	unanswered: 0,
};

export interface LedgerRules {
	readonly maxBatch: number;
	/** whether a call takes documents of one kind only */
	readonly oneKindPerCall: boolean;
	/** whether a number is refused the second time */
	readonly uniqueNumbers: boolean;
	/** how long the answer to a token is kept */
	readonly tokenMemoryMs: number;
	/** how long work may lie before the ledger begins with it, after the client has given up */
	readonly slowStartMs: number;
	/** how long a document is there before queries see it */
	readonly queryLagMs: number;
	/** whether what is found by number carries our key */
	readonly keepsKeys: boolean;
	readonly company?: Partial<LedgerCompany>;
}

export const PLAIN_RULES: LedgerRules = {
	maxBatch: 3,
	oneKindPerCall: false,
	uniqueNumbers: true,
	tokenMemoryMs: 15 * 60_000,
	slowStartMs: 20_000,
	queryLagMs: 0,
	keepsKeys: true,
};

interface Stored {
	posted: PostedDocument;
	readonly visibleAt: number;
	/** what it applies to, and what kind it is */
	readonly document: LedgerDocument;
	/** kept with its number, and without effect */
	voided?: true;
}

interface Remembered {
	readonly until: number;
	readonly members: string;
	readonly results: Promise<readonly SendResult[]>;
}

const COMPANY: LedgerCompany = {
	ledger: LEDGER,
	tenant: TENANT,
	name: 'Model',
	country: 'GB',
	currency: 'GBP',
	multiCurrency: false,
	taxModel: 'codes',
	findings: [],
};

/** the time between two documents of one batch; far below the pauses between two looks */
const STEP_MS = 400;

export class LedgerModel {
	/** everything that was ever created, in order */
	readonly documents: Stored[] = [];
	readonly calls = { send: 0, find: 0, prepare: 0, company: 0, read: 0, undo: 0 };
	faults: Faults = NO_FAULTS;
	/** settings that people change in the ledger, e.g. when the books are closed */
	company: Partial<LedgerCompany>;
	/** documents that are refused, by business key, and batches with one of these as a whole */
	readonly refused = new Set<string>();
	readonly poison = new Set<string>();
	private readonly tokens = new Map<string, Remembered>();

	constructor(
		private readonly time: VirtualTime,
		private readonly random: () => number,
		readonly rules: LedgerRules = PLAIN_RULES,
	) {
		this.company = rules.company ?? {};
	}

	/** What has an effect under this key. */
	of(key: PostingKey): readonly PostedDocument[] {
		return this.effective.filter(({ postingKey }) => postingKey === key);
	}

	/** What has an effect on the books. */
	get effective(): readonly PostedDocument[] {
		return this.documents.filter(({ voided }) => voided !== true).map(({ posted }) => posted);
	}

	session(): LedgerSession {
		return {
			capabilities: {
				ledger: LEDGER,
				documents: [
					'SalesReceipt',
					'Invoice',
					'CreditNote',
					'RefundReceipt',
					'CustomerPayment',
					'ManualJournal',
				],
				postsTaxItself: true,
				oneKindPerCall: this.rules.oneKindPerCall,
				numberLength: 21,
			},
			maxBatch: this.rules.maxBatch,
			company: async () => {
				this.calls.company++;
				await this.question();
				return { ...COMPANY, ...this.company };
			},
			accounts: async () => [],
			taxCodes: async () => [],
			items: async () => [],
			dimensions: async () => [],
			prepare: async (documents, postedIds) => {
				this.calls.prepare++;
				await this.question();
				return documents.map((document) => this.prepare(document, postedIds));
			},
			send: async (requests, requestId) => await this.send(requests, requestId),
			find: async (documents) => await this.find(documents),
			read: async (references) => {
				this.calls.read++;
				await this.question();
				return references.map((reference) => this.readBack(reference));
			},
			undo: async (targets) => await this.undo(targets),
			callsFor: (documents) => [{ count: Math.ceil(documents.length / this.rules.maxBatch) }],
			compare: (document, posted) =>
				compareMoney(document.total, posted.total) === 0
					? []
					: [
							finding('POSTED_AMOUNT_DIFFERS', {
								path: 'total',
								evidence: {
									document: document.type,
									number: document.number,
									actual: posted.total.amount,
									expected: document.total.amount,
									currency: document.currency,
									field: 'total',
								},
							}),
						],
		};
	}

	private happens(probability: number): boolean {
		return this.random() < probability;
	}

	private async latency(): Promise<void> {
		await this.time.sleep(Math.floor(this.random() * 800));
	}

	/** A call that changes nothing. */
	private async question(): Promise<void> {
		await this.latency();
		if (!this.happens(this.faults.unanswered)) return;
		const failures: TransportFailure[] = ['unsent', 'uncertain', 'rateLimited'];
		const failure = failures[Math.floor(this.random() * failures.length)] ?? 'unsent';
		throw new TransportError(failure, 'no answer', failure === 'rateLimited' ? 2_000 : undefined);
	}

	private prepare(
		document: LedgerDocument,
		postedIds: ReadonlyMap<PostingKey, PostedDocument>,
	): Outcome<LedgerRequest> {
		const { appliesTo, type, postingKey } = document;
		if (appliesTo !== undefined) {
			const id = postedIds.get(appliesTo)?.id;
			const there = this.documents.find(({ posted }) => posted.id === id);
			if (there === undefined) throw new Error(`${postingKey} is sent before ${appliesTo} is in the ledger`);
			if (there.voided === true) return held([finding('SALE_NOT_POSTED', { evidence: { sale: appliesTo } })]);
		}
		if (document.orderNumber === 'cannot-be-prepared') {
			return held([finding('ACCOUNT_UNKNOWN', { evidence: { account: 'Sales', ledger: LEDGER } })]);
		}
		return done({ document, entity: type, body: { key: postingKey, total: document.total.amount } });
	}

	private async send(requests: readonly LedgerRequest[], requestId: string): Promise<readonly SendResult[]> {
		this.calls.send++;
		if (requests.length === 0 || requests.length > this.rules.maxBatch)
			throw new Error('a wrong size of batch');
		if (requestId.length > 36) throw new Error('a token that is too long');
		await this.latency();
		const { faults } = this;
		if (this.happens(faults.unsent)) throw new TransportError('unsent', 'connection refused');
		if (this.happens(faults.rateLimited)) throw new TransportError('rateLimited', 'too many requests');
		if (this.happens(faults.tokenEnds)) throw new TransportError('unauthorized', 'the token has ended');
		if (this.happens(faults.lostBefore)) throw new TransportError('uncertain', '503');
		if (requests.some(({ document }) => this.poison.has(document.businessKey))) {
			throw new TransportError('rejected', 'the request cannot be read');
		}
		if (this.happens(faults.slow)) {
			const start = Math.floor(this.random() * this.rules.slowStartMs);
			void this.time.sleep(start).then(async () => await this.once(requests, requestId));
			await this.time.sleep(Math.floor(this.random() * 10_000));
			throw new TransportError('uncertain', 'timeout');
		}
		const results = await this.once(requests, requestId);
		if (this.happens(faults.lostAfter)) throw new TransportError('uncertain', 'connection lost');
		return results;
	}

	/** The same token is acted on once, as long as it is remembered. */
	private async once(requests: readonly LedgerRequest[], requestId: string): Promise<readonly SendResult[]> {
		const members = requests.map(({ document }) => document.postingKey).join();
		const known = this.tokens.get(requestId);
		if (known !== undefined && known.until > this.time.now()) {
			if ([...known.members].sort().join() !== [...members].sort().join()) {
				throw new Error('a token was used for other documents');
			}
			return await known.results;
		}
		const results = this.act(requests);
		this.tokens.set(requestId, { until: this.time.now() + this.rules.tokenMemoryMs, members, results });
		return await results;
	}

	private async act(requests: readonly LedgerRequest[]): Promise<readonly SendResult[]> {
		const results: SendResult[] = [];
		for (const { document } of requests) {
			await this.time.sleep(Math.floor(this.random() * STEP_MS));
			results.push(this.create(document));
		}
		return results;
	}

	private create(document: LedgerDocument): SendResult {
		const reason = { evidence: { ledger: LEDGER, reason: 'no', advice: '' } };
		const unclear: SendResult = { kind: 'duplicate', finding: finding('REJECTED_BY_LEDGER', reason) };
		if (this.refused.has(document.businessKey)) {
			return { kind: 'rejected', finding: finding('REJECTED_BY_LEDGER', reason) };
		}
		if (this.happens(this.faults.busyItem)) return { kind: 'retry', afterMs: 1_000 };
		const isUnclear = this.happens(this.faults.unclearItem);
		if (isUnclear && this.happens(0.5)) return unclear;
		const taken = this.documents.some(({ posted }) => posted.number === document.number);
		if (this.rules.uniqueNumbers && taken) {
			const evidence = { number: document.number, detail: 'somebody' };
			return { kind: 'duplicate', finding: finding('NUMBER_TAKEN', { evidence }) };
		}
		const posted = this.enter(document);
		return isUnclear ? unclear : { kind: 'created', posted: { ...posted, ours: true } };
	}

	/** Puts a document into the ledger, as if somebody had entered it. */
	enter(document: LedgerDocument): PostedDocument {
		const posted: PostedDocument = {
			postingKey: document.postingKey,
			entity: document.type,
			id: String(this.documents.length + 1),
			number: document.number,
			date: document.date,
			total: document.total,
			totalTax: document.totalTax,
		};
		const lag = Math.floor(this.random() * this.rules.queryLagMs);
		this.documents.push({ posted, document, visibleAt: this.time.now() + lag });
		return posted;
	}

	private stored({ id, postingKey }: PostedReference): Stored {
		const stored = this.documents.find(({ posted }) => posted.id === id);
		if (stored?.posted.postingKey !== postingKey) throw new Error(`${id} was never posted as ${postingKey}`);
		return stored;
	}

	private readBack(reference: PostedReference): ReadBack {
		const { posted, voided } = this.stored(reference);
		return voided === true ? { state: 'voided' } : { state: 'there', posted };
	}

	private async undo(targets: readonly PostedReference[]): Promise<readonly UndoResult[]> {
		this.calls.undo++;
		if (targets.length === 0 || targets.length > this.rules.maxBatch)
			throw new Error('a wrong size of batch');
		await this.latency();
		const { faults } = this;
		if (this.happens(faults.unsent)) throw new TransportError('unsent', 'connection refused');
		if (this.happens(faults.rateLimited)) throw new TransportError('rateLimited', 'too many requests');
		if (this.happens(faults.tokenEnds)) throw new TransportError('unauthorized', 'the token has ended');
		if (this.happens(faults.lostBefore)) throw new TransportError('uncertain', '503');
		if (this.happens(faults.slow)) {
			const start = Math.floor(this.random() * this.rules.slowStartMs);
			void this.time.sleep(start).then(() => targets.map((target) => this.void(target)));
			throw new TransportError('uncertain', 'timeout');
		}
		const results: UndoResult[] = [];
		for (const target of targets) {
			await this.time.sleep(Math.floor(this.random() * STEP_MS));
			results.push(this.void(target));
		}
		if (this.happens(faults.lostAfter)) throw new TransportError('uncertain', 'connection lost');
		return results;
	}

	private void(target: PostedReference): UndoResult {
		const stored = this.stored(target);
		const { documentType: document, number, date: bookedOn } = target;
		if (stored.voided === true) return { kind: 'undone', how: 'voided' };
		if (this.happens(this.faults.busyItem)) return { kind: 'again', afterMs: 1_000 };
		const { closedUntil } = this.company;
		if (closedUntil !== undefined && bookedOn <= closedUntil)
			return {
				kind: 'notPossible',
				finding: finding('PERIOD_CLOSED', { evidence: { closedUntil, bookedOn } }),
			};
		const isUsed = this.documents.some(
			(other) => other.voided !== true && other.document.appliesTo === target.postingKey,
		);
		if (isUsed) {
			const evidence = { document, number, reason: 'it is paid' };
			return { kind: 'notPossible', finding: finding('UNDO_NOT_POSSIBLE', { evidence }) };
		}
		stored.voided = true;
		stored.posted = { ...stored.posted, total: zero(stored.posted.total.currency) };
		return { kind: 'undone', how: 'voided' };
	}

	private async find(documents: readonly LedgerDocument[]): Promise<ReadonlyMap<PostingKey, PostedDocument>> {
		this.calls.find++;
		await this.question();
		const found = new Map<PostingKey, PostedDocument>();
		for (const document of documents) {
			const hits = this.documents.filter(
				({ posted, visibleAt }) => posted.number === document.number && visibleAt <= this.time.now(),
			);
			const hit = hits.find(({ posted }) => posted.postingKey === document.postingKey) ?? hits[0];
			if (hit === undefined) continue;
			const ours = hit.posted.postingKey === document.postingKey && hit.voided !== true;
			found.set(document.postingKey, {
				...hit.posted,
				postingKey: document.postingKey,
				...(this.rules.keepsKeys ? { ours } : {}),
			});
		}
		return found;
	}
}
