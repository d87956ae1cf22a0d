/** The ledgers' connectors: what a ledger answers, to reads and to what is posted. */
import { LEDGER_CONNECTORS } from '../../../connectors/registry.generated';
import type { LedgerConnector, LedgerSession, PostedReference } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { referenceOf } from '../../../core/posting/undo';
import { LEDGERS } from '../../../lab/registry.generated';
import { paidSale, refundOf, unpaidSale } from '../../support/entries';
import { ContractBooks } from '../../support/ledgerContract/books';
import { memoryCache } from '../../support/connectorBooks';
import type { Mutator } from '../mutate/mutator';
import { Tape, TapeClock } from '../tape';
import type { Attack, FuzzTarget } from '../target';

interface Known {
	readonly documents: readonly LedgerDocument[];
	readonly references: readonly PostedReference[];
	readonly bank: string;
}

type Work = (session: LedgerSession, known: Known) => Promise<unknown>;

async function postAll(session: LedgerSession, documents: readonly LedgerDocument[]): Promise<unknown> {
	const outcomes = await session.prepare(documents, new Map());
	const requests = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
	const results = await session.send(requests.slice(0, session.maxBatch), 'request-1');
	const compared = results.flatMap((result, index) => {
		const document = requests[index]?.document;
		return result.kind === 'created' && document !== undefined
			? [session.compare(document, result.posted)]
			: [];
	});
	return { outcomes, results, compared };
}

const WORK: readonly Work[] = [
	async (session) => await session.company(true),
	async (session) => await session.accounts(),
	async (session) => await session.taxCodes(),
	async (session) => await session.items(),
	async (session) => await session.dimensions(),
	async (session, { documents }) => await session.find(documents),
	async (session, { documents }) => await session.find(documents),
	async (session, { documents }) => await postAll(session, documents),
	async (session, { documents }) => await postAll(session, documents),
	async (session, { documents }) => await postAll(session, documents.slice(0, 1)),
	async (session, { references }) => await session.read(references),
	async (session, { references }) => await session.undo(references.slice(0, 2), 'request-2'),
	async (session, { bank }) => await session.bankTransactions?.(bank, '2026-01-01', '2026-12-31'),
	async (session) =>
		await session.createAccount?.({
			name: 'Tips',
			role: 'tips',
			kind: 'income',
			takesPayments: false,
			currency: 'GBP',
		}),
	async (session) => await session.createItems?.([{ code: 'A1', name: 'A thing', price: '5.00' }]),
];

async function prepare(connector: LedgerConnector): Promise<Attack> {
	const kind = LEDGERS[connector.id];
	if (kind === undefined) throw new Error(`no lab for ${connector.id}`);
	const tape = new Tape();
	let reopen: ((m: Mutator, perWork: number) => LedgerSession) | undefined;
	let http: Parameters<LedgerConnector['open']>[0] | undefined;
	let fresh: (() => LedgerSession) | undefined;
	const recorded: LedgerConnector = {
		...connector,
		open: (given, settings, options, cache, clock) => {
			http = tape.recording(given);
			const recordingHttp = http;
			fresh = () => connector.open(recordingHttp, settings, options, memoryCache(), clock);
			reopen = (m, perWork) =>
				connector.open(tape.playing(m, perWork), settings, options, memoryCache(), new TapeClock(Date.now()));
			return connector.open(http, settings, options, cache, clock);
		},
	};
	const books = await ContractBooks.open(recorded, { kind, limitsAreOurs: true });
	const entries = [paidSale('1'), unpaidSale('2'), refundOf('1')];
	const documents = entries.flatMap((entry) => books.documentsOf(entry));
	await books.post(entries);
	const references = (await books.records()).flatMap((record) => referenceOf(record) ?? []);
	const known: Known = { documents, references, bank: books.account('Shopify Payments clearing').id };
	const calls: number[] = [];
	for (const work of WORK) {
		const before = tape.length;
		// what a ledger does not take is recorded too
		await work(fresh?.() as LedgerSession, known).catch(() => undefined);
		calls.push(Math.max(1, tape.length - before));
	}
	await books.close();
	return async (m) => {
		const at = m.int(WORK.length);
		return await WORK[at]?.(reopen?.(m, calls[at] ?? 1) as LedgerSession, known);
	};
}

export const LEDGER_TARGETS: readonly FuzzTarget[] = LEDGER_CONNECTORS.map((connector) => ({
	name: `ledger/${connector.id}`,
	prepare: async () => await prepare(connector),
}));
