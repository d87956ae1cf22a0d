/** Our posting beside n8n's own nodes, on the same lab with the same limits and latencies: calls a document, documents a minute. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toDocuments } from '../../connectors/stores/shopify/toDocuments';
import type { IDataObject } from 'n8n-workflow';
import type { JournalEntry } from '../../core/journal/entry';
import { postOnce } from '../../core/posting/postOnce';
import { builtInUs } from '../../lab/daybook/builtInUs';
import { openSyncLog } from '../../synclog';
import { realClock, sessionBeside } from './beside';
import { bookkeeper, gatewaysOf, resolvers, valueOf } from './books';
import { measuredLedger } from './companies';
import { labBeside, type LabBeside } from './labBeside';
import { differentOrders, shopOrders } from './orders';
import { runPeer, type PeerRun } from './peerNode';
import type { Figure, Section } from './report';
import { build } from './shipped';

const MONTH = 'data/online-retail/daybook-2010-12.ndjson.gz';
/** a call's answer takes so long, milliseconds */
const LATENCY_MS = Number(process.env['BENCH_LEDGER_MS'] ?? 150);
const PEER_ITEMS = 100;
const OUR_ORDERS = Number(process.env['BENCH_ORDERS'] ?? 1_000);
const AIM = 10;
const LEASE_MS = 300_000;

interface Answer {
	readonly status: number;
	readonly body: unknown;
}

async function call(
	lab: LabBeside,
	path: string,
	body: object,
	headers: Record<string, string>,
	method = 'POST',
): Promise<Answer> {
	const { accessToken } = await lab.ask('token');
	const response = await fetch(`${lab.facts.urls['ledger'] ?? ''}${path}`, {
		method,
		headers: {
			'content-type': 'application/json',
			accept: 'application/json',
			authorization: `Bearer ${accessToken}`,
			...headers,
		},
		...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
	});
	return { status: response.status, body: await response.json() };
}

const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
	path.reduce<unknown>(
		(inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
		value,
	);

function must(answer: Answer, ...path: readonly (string | number)[]): string {
	const found = at(answer.body, ...path);
	if (typeof found !== 'string')
		throw new Error(`the lab answers ${answer.status} ${JSON.stringify(answer.body).slice(0, 500)}`);
	return found;
}

/** What each node is asked to do: an invoice with one line, as plain as it can be. */
const PEERS = {
	quickbooks: {
		name: 'QuickBooks',
		host: 'https://quickbooks.api.intuit.com',
		async parameters(lab: LabBeside): Promise<IDataObject> {
			const base = `/v3/company/${lab.facts.tenant}`;
			const income = await call(
				lab,
				`${base}/query?query=${encodeURIComponent("select * from Account where AccountType = 'Income'")}`,
				{},
				{},
				'GET',
			);
			const account = must(income, 'QueryResponse', 'Account', 0, 'Id');
			const customer = await call(lab, `${base}/customer`, { DisplayName: 'Peer' }, {});
			const item = await call(
				lab,
				`${base}/item`,
				{ Name: 'Peer', Type: 'Service', IncomeAccountRef: { value: account } },
				{},
			);
			return {
				resource: 'invoice',
				operation: 'create',
				CustomerRef: must(customer, 'Customer', 'Id'),
				Line: [
					{
						DetailType: 'SalesItemLineDetail',
						itemId: must(item, 'Item', 'Id'),
						TaxCodeRef: 'NON',
						Amount: 10,
						Description: 'One line',
					},
				],
				additionalFields: {},
			};
		},
		credential: (lab: LabBeside): IDataObject => ({
			environment: 'production',
			oauthTokenData: { callbackQueryString: { realmId: lab.facts.tenant } },
		}),
	},
	xero: {
		name: 'Xero',
		host: 'https://api.xero.com',
		async parameters(lab: LabBeside): Promise<IDataObject> {
			const headers = { 'Xero-tenant-id': lab.facts.tenant };
			const contact = await call(lab, '/api.xro/2.0/Contacts', { Contacts: [{ Name: 'Peer' }] }, headers);
			return {
				resource: 'invoice',
				operation: 'create',
				organizationId: lab.facts.tenant,
				type: 'ACCREC',
				contactId: must(contact, 'Contacts', 0, 'ContactID'),
				lineItemsUi: {
					lineItemsValues: [
						{
							description: 'One line',
							quantity: 1,
							unitAmount: '10.00',
							accountCode: '200',
							taxType: 'NONE',
							lineAmount: '10.00',
						},
					],
				},
				additionalFields: {},
			};
		},
		credential: (): IDataObject => ({}),
	},
} as const;
type Peer = keyof typeof PEERS;

const slow = `slow=1,slowMs=${LATENCY_MS},maxConsecutive=1000000000`;
const callsOf = async (lab: LabBeside, ledger: string): Promise<number> =>
	(await lab.ask('totals'))[ledger] ?? 0;
const documentsOf = async (lab: LabBeside): Promise<number> =>
	Object.values((await lab.ask('ledger')).documents).reduce((sum, count) => sum + count, 0);

interface Side {
	readonly documents: number;
	readonly calls: number;
	readonly seconds: number;
}

/** The built-in node, with published limits in real time. */
async function peerSide(ledger: Peer): Promise<Side & { readonly run: PeerRun }> {
	const lab = await labBeside({ dayBook: builtInUs(), store: 'shopify', ledger });
	try {
		const peer = PEERS[ledger];
		const parameters = await peer.parameters(lab);
		await lab.ask('faults', `${ledger}: ${slow}`);
		const [callsBefore, documentsBefore] = [await callsOf(lab, ledger), await documentsOf(lab)];
		const { accessToken } = await lab.ask('token');
		const items = Array.from({ length: PEER_ITEMS }, (_, number) => ({ number }));
		const to = lab.facts.urls['ledger'] ?? '';
		const run = await runPeer(
			peer.name,
			{ from: peer.host, to, token: accessToken, credential: peer.credential(lab) },
			parameters,
			items,
		);
		return {
			run,
			calls: (await callsOf(lab, ledger)) - callsBefore,
			documents: (await documentsOf(lab)) - documentsBefore,
			seconds: run.seconds,
		};
	} finally {
		lab.stop();
	}
}

/** Ours: orders of a real shop, with published limits in real time. */
async function ourSide(ledger: Peer): Promise<Side> {
	const shop = await shopOrders(MONTH);
	const lab = await labBeside({ dayBook: shop.dayBook, store: 'shopify', ledger });
	const folder = mkdtempSync(join(tmpdir(), 'storeledger-bench-'));
	const syncLog = openSyncLog({ file: join(folder, 'synclog.sqlite') });
	try {
		await lab.ask('faults', `${ledger}: ${slow}`);
		const documents = differentOrders(shop, OUR_ORDERS).flatMap(
			(payload) => toDocuments(payload, shop.context).documents,
		);
		const [callsBefore, documentsBefore] = [await callsOf(lab, ledger), await documentsOf(lab)];
		const started = performance.now();
		const session = await sessionBeside(lab, ledger, syncLog, realClock);
		const resolverOf = await resolvers(
			ledger,
			session,
			documents.map(({ bookedOn }) => bookedOn),
		);
		const book = await bookkeeper(session, gatewaysOf(documents));
		const entries = documents.flatMap((document): JournalEntry[] => {
			const entry = book(valueOf(resolverOf(document.bookedOn)(document)));
			return entry === undefined ? [] : [valueOf(entry)];
		});
		await postOnce(entries, {
			session,
			syncLog,
			clock: realClock,
			ledger,
			tenant: lab.facts.tenant,
			leaseMs: LEASE_MS,
			mode: 'post',
			runId: 'ours',
		});
		return {
			seconds: (performance.now() - started) / 1e3,
			calls: (await callsOf(lab, ledger)) - callsBefore,
			documents: (await documentsOf(lab)) - documentsBefore,
		};
	} finally {
		await syncLog.close();
		lab.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

function sectionOf(ledger: Peer, peer: Awaited<ReturnType<typeof peerSide>>, ours: Side): Section {
	const { connector, documentsPerCall, callsAMinute, singlyAMinute } = measuredLedger(ledger);
	const perMinute = ({ documents, seconds }: Side): number => (documents / seconds) * 60;
	// what the lab refuses (Xero's node writes quantities in quotes) is taken at its best: one call an invoice, as fast as the limits let
	const refused = peer.documents === 0;
	const perDocument = ({ calls, documents }: Side): number => (documents === 0 ? 1 : calls / documents);
	const how = peer.run.error === undefined ? 'went through' : `stopped: ${peer.run.error}`;
	const kept = refused ? singlyAMinute : Math.min(perMinute(peer), singlyAMinute);
	const figures: Figure[] = [
		{
			name: 'built-in node: calls a document',
			value: perDocument(peer),
			unit: '',
			note: `${peer.documents} of ${PEER_ITEMS} invoices created, ${peer.run.given} given out; ${how}`,
		},
		{
			name: 'ours: calls a document',
			value: perDocument(ours),
			unit: '',
			note: `${ours.documents} documents of ${OUR_ORDERS} orders`,
		},
		{
			name: 'times fewer calls',
			value: perDocument(peer) / perDocument(ours),
			unit: '',
			aim: { at: 'least', value: AIM },
		},
		{
			name: 'built-in node: documents a minute, kept up',
			value: kept,
			unit: '/min',
			note: `${refused ? 'not' : perMinute(peer).toFixed(0)} measured, the limits let ${singlyAMinute} calls through`,
		},
		{
			name: 'ours: documents a minute',
			value: perMinute(ours),
			unit: '/min',
			note: `limits waited for in real time; they let ${documentsPerCall * callsAMinute} through`,
		},
		{
			name: 'times more documents',
			value: perMinute(ours) / kept,
			unit: '',
			aim: { at: 'least', value: AIM },
		},
	];
	return {
		name: `Beside n8n's own node: ${connector.displayName}`,
		input: `same lab, published limits in real time, ${LATENCY_MS} ms a call; the built-in node in n8n's engine: one plain invoice an item; ours: the real shop's orders with tax, accounts and comparison`,
		figures,
	};
}

export async function benchPeers(): Promise<Section[]> {
	build();
	const sections: Section[] = [];
	for (const ledger of Object.keys(PEERS) as Peer[])
		sections.push(sectionOf(ledger, await peerSide(ledger), await ourSide(ledger)));
	return sections;
}
