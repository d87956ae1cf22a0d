/** The ledgers for the nodes: which credential signs for which ledger, sessions, and the lists that fill drop-downs. */
import type {
	IAllExecuteFunctions,
	ILoadOptionsFunctions,
	INodeCredentialDescription,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { LedgerCache, LedgerConnector, LedgerOptions, LedgerSession } from '../../core/ledger/connector';
import { governed } from '../../core/transport/governor';
import type { Http } from '../../core/transport/http';
import { systemClock } from './clock';
import { httpOf } from './http';
import type { LedgerFace } from './ledgers/face';
import { LEDGER_FACES as FACES } from './ledgers/faces.generated';
import { sharedSyncLog } from './syncLog';

type Context = Pick<IAllExecuteFunctions, 'helpers' | 'getNode' | 'getCredentials'>;

/** What drop-downs and rules need: nothing is ever created. */
const READ_ONLY: LedgerOptions = { createMissing: false, customers: 'oneForShop' };

function faceOf(ledger: string): LedgerFace {
	const face = FACES[ledger];
	if (face === undefined) throw new Error(`There is no ledger "${ledger}".`);
	return face;
}

function cacheOf(ledger: string, tenant: string): LedgerCache {
	const syncLog = sharedSyncLog();
	const prefix = `${ledger}/${tenant}/`;
	return {
		get: async (key) => await syncLog.getCache(prefix + key),
		set: async (key, value, ttlMs) => await syncLog.setCache(prefix + key, value, ttlMs),
		clear: async () => await syncLog.clearCache(prefix),
	};
}

/** For drop-downs: a person who has just added an account wants to see it. */
const noCache: LedgerCache = {
	get: async () => undefined,
	set: async () => undefined,
	clear: async () => undefined,
};

export interface OpenLedger {
	readonly connector: LedgerConnector;
	readonly session: LedgerSession;
	readonly tenant: string;
	/** whose limits the governor counts */
	readonly scope: string;
}

const scopeOf = (ledger: string, tenant: string): string => `${ledger}/${tenant}`;

/** The ledger's network: all workers together keep below its limits. */
function ledgerHttp(context: Context, { connector, credential }: LedgerFace, tenant: string): Http {
	return governed(httpOf(context, credential), {
		quota: connector.quota,
		store: sharedSyncLog(),
		clock: systemClock,
		scope: scopeOf(connector.id, tenant),
	});
}

/** A session with the ledger of the node's credential, with what it reads kept for some minutes. */
export async function openLedger(
	context: Context,
	ledger: string,
	options: LedgerOptions = READ_ONLY,
): Promise<OpenLedger> {
	const face = faceOf(ledger);
	const settings = face.settings(await context.getCredentials(face.credential));
	const cache = cacheOf(ledger, settings.tenant);
	return {
		connector: face.connector,
		session: face.connector.open(
			ledgerHttp(context, face, settings.tenant),
			settings,
			options,
			cache,
			systemClock,
		),
		tenant: settings.tenant,
		scope: scopeOf(ledger, settings.tenant),
	};
}

/** The parameter and the credentials of a node that works for any ledger. */
export const LEDGER_PROPERTY: INodeProperties = {
	displayName: 'Ledger',
	name: 'ledger',
	type: 'options',
	noDataExpression: true,
	options: Object.entries(FACES).map(([value, face]) => ({ name: face.connector.displayName, value })),
	default: 'quickbooks',
	description: 'The accounting system whose accounts and tax codes are used',
};

export const LEDGER_CREDENTIALS: INodeCredentialDescription[] = Object.entries(FACES).map(
	([value, face]) => ({
		name: face.credential,
		required: true,
		displayOptions: { show: { ledger: [value] } },
	}),
);

async function freshSession(context: ILoadOptionsFunctions): Promise<LedgerSession> {
	const face = faceOf(String(context.getCurrentNodeParameter('ledger') ?? 'quickbooks'));
	const settings = face.settings(await context.getCredentials(face.credential));
	return face.connector.open(
		ledgerHttp(context as unknown as Context, face, settings.tenant),
		settings,
		READ_ONLY,
		noCache,
		systemClock,
	);
}

const byName = (a: INodePropertyOptions, b: INodePropertyOptions): number => a.name.localeCompare(b.name);

/** The live chart of accounts, active accounts only. */
export async function loadAccounts(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const accounts = await (await freshSession(context)).accounts();
	return accounts
		.filter((account) => account.active)
		.map((account) => ({
			name: account.number === undefined ? account.name : `${account.number} ${account.name}`,
			value: account.id,
			description: account.type,
		}))
		.sort(byName);
}

/** The live tax codes that can be used on sales. */
export async function loadTaxCodes(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const codes = await (await freshSession(context)).taxCodes();
	return codes
		.filter((code) => code.active && code.sales)
		.map((code) => ({ name: code.name, value: code.id, description: `${code.totalPercent} %` }))
		.sort(byName);
}
