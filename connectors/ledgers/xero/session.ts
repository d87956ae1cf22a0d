/** A session with one organisation: what is read, resolved and written in it. */
import { isDeepStrictEqual } from 'node:util';
import type {
	LedgerCache,
	LedgerCapabilities,
	LedgerCompany,
	LedgerOptions,
	LedgerRequest,
	LedgerSession,
	LedgerSettings,
	PostedDocument,
} from '../../../core/ledger/connector';
import type { LedgerDocument, PostingKey } from '../../../core/ledger/documents';
import { eachOnce } from '../../../core/ledger/standing';
import { done, held, type Outcome } from '../../../core/outcome';
import type { Clock } from '../../../core/transport/clock';
import { TransportError, type Http } from '../../../core/transport/http';
import { withCreditsApplied } from './applyCredit';
import { readBankTransactions } from './bankTransactions';
import { isInClosedPeriod } from './checks';
import { createClient, MAX_BATCH } from './client';
import { comparePosted } from './compare';
import { createAccount } from './createAccount';
import { readCustomers } from './customerList';
import { contactWish } from './customers';
import { entityOf, type IsBank } from './entities';
import type { Facts } from './facts';
import { findPosted } from './find';
import { trackingOf } from './lists';
import type { Links } from './posted';
import { readProfitAndLoss } from './profitAndLoss';
import { callsFor } from './quota';
import { readBack, entityOfReference } from './readBack';
import { createReading } from './reading';
import type { Draft } from './requests/draft';
import { createResolver } from './resolve';
import { createItems, updateItems } from './saveItems';
import { sendRequests } from './send';
import { readStanding } from './standing';
import { toRequest } from './toRequest';
import { undoPosted } from './undo';

const byId = <T extends { readonly id: string }>(list: readonly T[]): ReadonlyMap<string, T> =>
	new Map(list.map((entry) => [entry.id, entry]));

export function openSession(
	capabilities: LedgerCapabilities,
	http: Http,
	settings: LedgerSettings,
	options: LedgerOptions,
	cache: LedgerCache,
	clock: Clock,
): LedgerSession {
	const { tenant } = settings;
	const client = createClient(http, settings, clock);
	const reading = createReading(client, cache, tenant);
	const resolver = createResolver({ client, cache, clock, createMissing: options.createMissing });
	/** what documents of this session apply to, to make a request again */
	const appliedTo = new Map<PostingKey, PostedDocument>();
	const relatedTo = ({ appliesTo }: LedgerDocument): PostedDocument | undefined =>
		appliesTo === undefined ? undefined : appliedTo.get(appliesTo);
	let lockDateIsFresh = false;
	/** bank accounts as last read; comparing does not read */
	let banks: ReadonlySet<string> = new Set();
	const isBank: IsBank = (id) => banks.has(id);

	async function readBanks(): Promise<void> {
		banks = new Set((await reading.accounts()).filter((account) => account.isBank).map(({ id }) => id));
	}

	async function linksOf(): Promise<Links> {
		const { shortCode } = (await reading.company()).settings;
		return { settings, ...(shortCode === undefined ? {} : { shortCode }) };
	}

	async function readFacts(documents: readonly LedgerDocument[]): Promise<Facts> {
		let facts = await reading.company();
		// a period may have been opened again since it was read
		if (!lockDateIsFresh && documents.some((document) => isInClosedPeriod(document, facts))) {
			facts = await reading.refreshCompany();
			lockDateIsFresh = true;
		}
		const withDimensions = documents.some(({ lines }) =>
			lines.some(({ dimensions }) => dimensions !== undefined),
		);
		await readBanks();
		return {
			...facts,
			accounts: byId(await reading.accounts()),
			taxCodes: byId(facts.company.taxModel === 'none' ? [] : await reading.taxCodes()),
			tracking: withDimensions ? trackingOf(await reading.dimensions()) : [],
		};
	}

	async function prepareAll(
		documents: readonly LedgerDocument[],
	): Promise<readonly Outcome<LedgerRequest>[]> {
		const facts = await readFacts(documents);
		const drafts = documents.map((document) => toRequest(document, facts, relatedTo(document)));
		const wishOf = (document: LedgerDocument) => contactWish(document, options.customers);
		const contacts = await resolver.contacts(
			documents.flatMap((document, index) => {
				const draft = drafts[index];
				return draft?.ok === true && draft.value.needsContact ? [wishOf(document)] : [];
			}),
		);
		return documents.map((document, index) => {
			const draft = drafts[index];
			if (draft === undefined) throw new Error('one draft a document');
			if (!draft.ok) return draft;
			const contact = draft.value.needsContact ? contacts.get(wishOf(document).key) : undefined;
			return completed(document, draft.value, contact);
		});
	}

	/** Reads everything anew, e.g. because an account was archived since; a request that stays the same is not sent again. */
	async function prepareAgain(
		requests: readonly LedgerRequest[],
	): Promise<readonly (LedgerRequest | undefined)[]> {
		await reading.forget();
		resolver.forget();
		const outcomes = await prepareAll(requests.map(({ document }) => document));
		return requests.map((request, index) => {
			const outcome = outcomes[index];
			if (outcome?.ok !== true || isDeepStrictEqual(outcome.value.body, request.body)) return undefined;
			return outcome.value;
		});
	}

	async function isOpen(): Promise<boolean> {
		try {
			await reading.refreshCompany();
			return true;
		} catch (error) {
			if (error instanceof TransportError) return false;
			throw error;
		}
	}

	async function known(): Promise<{ closedUntil?: string | undefined; home?: string | undefined }> {
		try {
			const { closedUntil, currency } = (await reading.refreshCompany()).company;
			return { closedUntil, home: currency };
		} catch (error) {
			if (error instanceof TransportError) return {};
			throw error;
		}
	}

	return {
		capabilities,
		maxBatch: MAX_BATCH,
		company: async (fresh = false): Promise<LedgerCompany> =>
			(await (fresh ? reading.refreshCompany() : reading.company())).company,
		accounts: async () => await reading.accounts(),
		createAccount: async (wanted) => await createAccount({ client, clock, reading }, wanted),
		// Xero's rates have no periods: a rate that changes becomes another tax type
		taxCodes: async () => await reading.taxCodes(),
		items: async () => await reading.items(),
		createItems: async (wanted) => await createItems({ client, clock, reading }, wanted),
		updateItems: async (changes) => await updateItems({ client, clock, reading }, changes),
		dimensions: async () => await reading.dimensions(),
		async prepare(documents, postedIds) {
			for (const [key, posted] of postedIds) appliedTo.set(key, posted);
			return await prepareAll(documents);
		},
		async send(requests, requestId) {
			await readBanks();
			const links = await linksOf();
			const results = await sendRequests(
				{ client, links, isBank, isOpen, known, prepareAgain },
				requests,
				requestId,
			);
			const invoiceOf = ({ document }: LedgerRequest) =>
				document.type === 'CreditNote' ? relatedTo(document) : undefined;
			return await withCreditsApplied(client, clock, tenant, requests, results, invoiceOf);
		},
		async find(documents) {
			await readBanks();
			return await findPosted(client, documents, isBank, await linksOf());
		},
		compare: (document, posted) =>
			comparePosted(document, posted, entityOfReference(posted) ?? entityOf(document, isBank), isBank),
		read: async (references) => await readBack(client, await linksOf(), references),
		undo: async (targets, requestId) =>
			await undoPosted(
				{ client, closedUntil: async () => (await reading.refreshCompany()).company.closedUntil },
				targets,
				requestId,
			),
		bankTransactions: async (accountId, from, to) =>
			await readBankTransactions(
				{
					client,
					links: await linksOf(),
					accounts: await reading.accounts(),
					currency: (await reading.company()).company.currency,
				},
				accountId,
				from,
				to,
			),
		standing: (from, to) =>
			eachOnce(
				readStanding(
					{
						client,
						links: linksOf,
						home: async () => (await reading.company()).company.currency,
					},
					from,
					to,
				),
				from,
				to,
			),
		profitAndLoss: async (from, to, basis = 'accrual') =>
			await readProfitAndLoss(
				{
					client,
					chart: await reading.accounts(),
					currency: (await reading.company()).company.currency,
				},
				from,
				to,
				basis,
			),
		customers: async () => await readCustomers(client),
		callsFor,
	};
}

/** The request of a draft, or the reasons why the contact could not be had. */
function completed(
	document: LedgerDocument,
	draft: Draft,
	contact: Outcome<string> | undefined,
): Outcome<LedgerRequest> {
	if (contact?.ok === false) return held([...draft.findings, ...contact.findings]);
	const body = { ...draft.complete(contact?.ok === true ? contact.value : undefined) };
	return done({ document, entity: draft.entity, body }, draft.findings);
}
