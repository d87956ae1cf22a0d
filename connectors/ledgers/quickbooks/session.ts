/** A session with one company: what is read, resolved and written in it. */
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
import { CLASS, DEPARTMENT, isInClosedPeriod } from './checks';
import { createClient, MAX_BATCH } from './client';
import { comparePosted } from './compare';
import { createAccount } from './createAccount';
import { readCustomers } from './customerList';
import { customerWish } from './customers';
import { ENTITIES } from './entities';
import { readRates } from './exchangeRates';
import type { Facts } from './facts';
import { findPosted } from './find';
import { movesStock, productsOf } from './products';
import { readProfitAndLoss } from './profitAndLoss';
import { callsFor } from './quota';
import { readBack } from './readBack';
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
	const reading = createReading(client, cache, clock, tenant);
	const resolver = createResolver({ client, cache, clock, createMissing: options.createMissing });
	/** what documents of this session apply to, to make a request again */
	const appliedTo = new Map<PostingKey, PostedDocument>();
	const invoiceFor = ({ appliesTo }: LedgerDocument): PostedDocument | undefined =>
		appliesTo === undefined ? undefined : appliedTo.get(appliesTo);
	let closingDateIsFresh = false;

	async function readFacts(documents: readonly LedgerDocument[]): Promise<Facts> {
		let facts = await reading.company();
		// a period may have been opened again since it was read
		if (!closingDateIsFresh && documents.some((document) => isInClosedPeriod(document, facts))) {
			facts = await reading.refreshCompany();
			closingDateIsFresh = true;
		}
		const withDimensions = documents.some(({ lines }) =>
			lines.some(({ dimensions }) => dimensions !== undefined),
		);
		const dimensions = withDimensions ? await reading.dimensions() : [];
		const activeOf = (key: string): ReadonlySet<string> =>
			new Set(
				dimensions
					.filter((dimension) => dimension.key === key)
					.flatMap(({ options: all }) => all.filter(({ active }) => active).map(({ id }) => id)),
			);
		return {
			...facts,
			accounts: byId(await reading.accounts()),
			taxCodes: byId(facts.company.taxModel === 'none' ? [] : await reading.taxCodes()),
			classes: activeOf(CLASS),
			departments: activeOf(DEPARTMENT),
			products: productsOf(
				options.useProducts === true && documents.some(movesStock) ? await reading.items() : [],
			),
			rates: await readRates(client, cache, documents, facts),
		};
	}

	async function prepareAll(
		documents: readonly LedgerDocument[],
	): Promise<readonly Outcome<LedgerRequest>[]> {
		const facts = await readFacts(documents);
		const drafts = documents.map((document) => toRequest(document, facts, invoiceFor(document)));
		const wanted = documents.flatMap((document, index) => {
			const draft = drafts[index];
			return draft?.ok === true ? [{ document, draft: draft.value }] : [];
		});
		const wishOf = (document: LedgerDocument) => customerWish(document, facts.company, options.customers);
		const items = await resolver.items(wanted.flatMap(({ draft }) => draft.items));
		const customers = await resolver.customers(
			wanted.flatMap(({ document, draft }) => (draft.needsCustomer ? [wishOf(document)] : [])),
		);
		return documents.map((document, index) => {
			const draft = drafts[index];
			if (draft === undefined) throw new Error('one draft a document');
			if (!draft.ok) return draft;
			const customer = draft.value.needsCustomer ? customers.get(wishOf(document).key) : undefined;
			return completed(document, draft.value, items, customer);
		});
	}

	/** Reads everything anew, e.g. because an item was made inactive since; a request that stays the same is not sent again. */
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

	async function closedUntil(): Promise<string | undefined> {
		try {
			return (await reading.refreshCompany()).company.closedUntil;
		} catch (error) {
			if (error instanceof TransportError) return undefined;
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
		taxCodes: async (on) => await reading.taxCodes(on),
		items: async () => await reading.items(),
		createItems: async (wanted) => await createItems({ client, clock, reading }, wanted),
		updateItems: async (changes) => await updateItems({ client, clock, reading }, changes),
		dimensions: async () => await reading.dimensions(),
		async prepare(documents, postedIds) {
			for (const [key, posted] of postedIds) appliedTo.set(key, posted);
			return await prepareAll(documents);
		},
		async send(requests, requestId) {
			const results = await sendRequests(
				{ client, settings, closedUntil, prepareAgain },
				requests,
				requestId,
			);
			const invoiceOf = ({ document }: LedgerRequest) => invoiceFor(document);
			return await withCreditsApplied(client, clock, tenant, requests, results, invoiceOf);
		},
		find: async (documents) =>
			await findPosted(client, settings, (await reading.company()).settings, documents),
		compare: comparePosted,
		read: async (references) => await readBack(client, settings, references),
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
					settings,
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
					{ client, settings, home: async () => (await reading.company()).company.currency },
					from,
					to,
				),
				from,
				to,
			),
		profitAndLoss: async (from, to, basis = 'accrual') => await readProfitAndLoss(client, from, to, basis),
		customers: async () => await readCustomers(client),
		callsFor,
	};
}

/** The request of a draft, or the reasons why an item or the customer could not be had. */
function completed(
	document: LedgerDocument,
	draft: Draft,
	items: ReadonlyMap<string, Outcome<string>>,
	customer: Outcome<string> | undefined,
): Outcome<LedgerRequest> {
	const accountIds = [...new Set(draft.items.map(({ id }) => id))];
	const outcomes = [...accountIds.map((id) => items.get(id)), ...(draft.needsCustomer ? [customer] : [])];
	const reasons = outcomes.flatMap((outcome) => (outcome?.ok === false ? outcome.findings : []));
	if (reasons.length > 0) return held([...draft.findings, ...reasons]);
	const itemIds = new Map(
		accountIds.flatMap((id): [string, string][] => {
			const outcome = items.get(id);
			return outcome?.ok === true ? [[id, outcome.value]] : [];
		}),
	);
	const body = draft.complete({
		items: itemIds,
		customer: customer?.ok === true ? customer.value : undefined,
	});
	return done({ document, entity: ENTITIES[document.type], body }, draft.findings);
}
