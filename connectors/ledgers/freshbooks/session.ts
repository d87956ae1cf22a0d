/** A session with one business: what is read, resolved and written in it. */
import type {
	LedgerCache,
	LedgerCapabilities,
	LedgerOptions,
	LedgerRequest,
	LedgerSession,
	LedgerSettings,
	PostedDocument,
} from '../../../core/ledger/connector';
import type { LedgerDocument, PostingKey } from '../../../core/ledger/documents';
import { eachOnce } from '../../../core/ledger/standing';
import { OWN_ACCOUNTS } from '../../../core/ledger/ownAccounts';
import { done, held, type Outcome } from '../../../core/outcome';
import type { Clock } from '../../../core/transport/clock';
import type { Http } from '../../../core/transport/http';
import { ownAccount } from './accounts';
import { createClient } from './client';
import { clientWish, createResolver } from './clients';
import { comparePosted } from './compare';
import { createAccount } from './createAccount';
import { readCustomers } from './customerList';
import { entityOf, entityOfReference, type IsCash } from './entities';
import type { Facts } from './facts';
import { findPosted } from './find';
import { readProfitAndLoss } from './profitAndLoss';
import { callsFor, MAX_BATCH } from './quota';
import { readBack } from './readBack';
import { createJournalList } from './journalList';
import { createReading } from './reading';
import type { Draft } from './requests/draft';
import { createItems, updateItems } from './saveItems';
import { sendRequests } from './send';
import { readStanding } from './standing';
import { toRequest } from './toRequest';
import { undoPosted } from './undo';

export function openSession(
	capabilities: LedgerCapabilities,
	http: Http,
	settings: LedgerSettings,
	options: LedgerOptions,
	cache: LedgerCache,
	clock: Clock,
): LedgerSession {
	const client = createClient(http, settings, clock);
	const reading = createReading(client, cache, settings.tenant);
	const list = createJournalList(client, reading, clock);
	const resolver = createResolver({ client, cache, clock, createMissing: options.createMissing });
	/** what documents of this session apply to */
	const appliedTo = new Map<PostingKey, PostedDocument>();
	const relatedTo = ({ appliesTo }: LedgerDocument): PostedDocument | undefined =>
		appliesTo === undefined ? undefined : appliedTo.get(appliesTo);
	/** FreshBooks' cash account, as last read; comparing does not read */
	let cash: string | undefined;
	const isCash: IsCash = (id) => id === cash;

	async function readCash(): Promise<void> {
		cash = ownAccount(OWN_ACCOUNTS.money, await reading.accounts())?.account?.id;
	}

	async function readFacts(documents: readonly LedgerDocument[]): Promise<Facts> {
		await readCash();
		return {
			company: await reading.company(),
			business: await reading.business(),
			accounts: await reading.accounts(),
			taxCodes: await reading.taxCodes(),
			categories: documents.some((document) => entityOf(document, isCash) === 'Expense')
				? await reading.categories()
				: [],
		};
	}

	async function prepareAll(
		documents: readonly LedgerDocument[],
	): Promise<readonly Outcome<LedgerRequest>[]> {
		const facts = await readFacts(documents);
		const drafts = documents.map((document) => toRequest(document, facts, relatedTo(document), isCash));
		const wishOf = (document: LedgerDocument) => clientWish(document, options.customers);
		const clients = await resolver.clients(
			documents.flatMap((document, index) => {
				const draft = drafts[index];
				return draft?.ok === true && draft.value.needsClient ? [wishOf(document)] : [];
			}),
		);
		return documents.map((document, index) => {
			const draft = drafts[index];
			if (draft === undefined) throw new Error('one draft a document');
			if (!draft.ok) return draft;
			return completed(
				document,
				draft.value,
				draft.value.needsClient ? clients.get(wishOf(document).mark) : undefined,
			);
		});
	}

	return {
		capabilities,
		maxBatch: MAX_BATCH,
		company: async (fresh = false) => (fresh ? await reading.refreshCompany() : await reading.company()),
		accounts: async () =>
			(await reading.accounts()).map(({ subAccountId: _sub, systemName: _system, ...account }) => account),
		createAccount: async (wanted) => await createAccount({ client, reading }, wanted),
		// a tax that changes its percent changes it for every day
		taxCodes: async () => await reading.taxCodes(),
		items: async () => await reading.items(),
		createItems: async (wanted) => await createItems({ client, reading }, wanted),
		updateItems: async (changes) => await updateItems({ client, reading }, changes),
		dimensions: async () => await Promise.resolve([]),
		async prepare(documents, postedIds) {
			for (const [key, posted] of postedIds) appliedTo.set(key, posted);
			return await prepareAll(documents);
		},
		async send(requests) {
			await readCash();
			const results = await sendRequests({ client, reading, clock, isCash, list, relatedTo }, requests);
			// something a request names is gone: what was read of the business is not true any more
			if (results.some(({ kind }) => kind === 'rejected')) {
				await reading.forget();
				resolver.forget();
			}
			return results;
		},
		async find(documents) {
			await readCash();
			return await findPosted(client, documents, isCash, list);
		},
		compare: (document, posted) =>
			comparePosted(document, posted, entityOfReference(posted) ?? entityOf(document, isCash)),
		read: async (references) => await readBack(client, list, references),
		undo: async (targets) => await undoPosted({ client, reading, clock, list }, targets),
		standing: (from, to) =>
			eachOnce(
				readStanding(
					{ client, journals: list, home: async () => (await reading.company()).currency },
					from,
					to,
				),
				from,
				to,
			),
		async profitAndLoss(from, to, basis = 'accrual') {
			const { businessUuid } = await reading.business();
			const source = {
				client,
				chart: await reading.accounts(),
				businessUuid,
				currency: (await reading.company()).currency,
			};
			return await readProfitAndLoss(source, from, to, basis);
		},
		customers: async () => await readCustomers(client),
		callsFor,
	};
}

/** The request of a draft, or the reasons why the client could not be had. */
function completed(
	document: LedgerDocument,
	draft: Draft,
	client: Outcome<string> | undefined,
): Outcome<LedgerRequest> {
	if (client?.ok === false) return held([...draft.findings, ...client.findings]);
	const body = { ...draft.complete(client?.ok === true ? client.value : undefined) };
	return done({ document, entity: draft.entity, body }, draft.findings);
}
