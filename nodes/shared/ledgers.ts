/** The ledgers for the nodes: which credential signs for which ledger, sessions, and the lists that fill drop-downs. */
import type {
	IAllExecuteFunctions,
	ICredentialDataDecryptedObject,
	ILoadOptionsFunctions,
	INodeCredentialDescription,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { HealthQuestion } from '../../core/health';
import type {
	LedgerAccount,
	LedgerCache,
	LedgerConnector,
	LedgerOptions,
	LedgerSession,
	LedgerSettings,
} from '../../core/ledger/connector';
import type { SyncLog } from '../../core/posting/syncLog';
import { governed } from '../../core/transport/governor';
import type { Http } from '../../core/transport/http';
import { systemClock } from './clock';
import { httpOf } from './http';
import type { LedgerFace } from './ledgers/face';
import { LEDGER_FACES as FACES } from './ledgers/faces.generated';
import { Moment } from './moment';
import { syncLogOf } from './syncLog';

type Context = Pick<IAllExecuteFunctions, 'helpers' | 'getNode' | 'getCredentials'>;
type RunContext = Context & Pick<IAllExecuteFunctions, 'getNodeParameter'>;

/** What drop-downs and rules need: nothing is ever created. */
const READ_ONLY: LedgerOptions = { createMissing: false, customers: 'oneForShop' };

function faceOf(ledger: string): LedgerFace {
	const face = FACES[ledger];
	if (face === undefined) throw new Error(`There is no ledger "${ledger}".`);
	return face;
}

/** The ledgers that meter calls by the month, for the health check. */
export const METERED_LEDGERS: NonNullable<HealthQuestion['metered']> = Object.fromEntries(
	Object.values(FACES).flatMap(({ connector: { id, displayName, quota } }) =>
		quota.allowance === undefined ? [] : [[id, { displayName, allowance: quota.allowance }]],
	),
);

function cacheOf(syncLog: SyncLog, ledger: string, tenant: string): LedgerCache {
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

/** The credential by which a node reaches a ledger: its type, its name in n8n and its fields, which are secret. */
export async function usedLedgerCredential(
	context: Context,
	ledger: string,
): Promise<{
	readonly face: LedgerFace;
	readonly id: string;
	readonly name: string;
	readonly data: ICredentialDataDecryptedObject;
}> {
	const face = faceOf(ledger);
	const type = credentialOf(face, context);
	const used = context.getNode().credentials?.[type];
	const data = await context.getCredentials(type);
	return { face, id: used?.id ?? type, name: used?.name ?? type, data };
}

const scopeOf = (ledger: string, tenant: string): string => `${ledger}/${tenant}`;

/** The choice "Authentication" of a ledger; nodes with a store have one for that, and another name for the ledger's. */
const AUTHENTICATION = 'authentication';
const BESIDE_A_STORE = 'ledgerAuthentication';

/** The type of credential that the node's parameter "Authentication" names: our own where there is no choice. */
function credentialOf(
	{ credential, otherCredentials = [] }: LedgerFace,
	context: Pick<Context, 'getNode'>,
): string {
	const { parameters } = context.getNode();
	const chosen = parameters[BESIDE_A_STORE] ?? parameters[AUTHENTICATION];
	return otherCredentials.find(({ authentication }) => authentication === chosen)?.type ?? credential;
}

/** The name of the parameter that chooses among the companies of a credential. */
const TENANT = 'organisation';
/** The name of the method that lists them. */
const TENANT_METHOD = 'getOrganisations';

/**
 * The settings of the ledger: the company that the node's parameter names, or that of the credential.
 * @param chosen as it stands in the parameter
 * @throws Error when neither names one
 */
async function settingsOf(face: LedgerFace, context: Context, chosen: unknown): Promise<LedgerSettings> {
	const settings = face.settings(await context.getCredentials(credentialOf(face, context)));
	const { tenantChoice, words } = face;
	if (tenantChoice === undefined) return settings;
	// ids are compared with the ledger's, which are written in small letters
	const entered = typeof chosen === 'string' ? chosen.trim().toLowerCase() : '';
	const tenant = entered === '' ? settings.tenant : entered;
	if (tenant !== '') return { ...settings, tenant };
	const { displayName } = tenantChoice;
	throw new Error(
		`The credential names no ${displayName.toLowerCase()} of ${words.ledger}: choose one under "${displayName}" in the node.`,
	);
}

/** The ledger's network: all workers together keep below its limits. */
function ledgerHttp(context: Context, face: LedgerFace, tenant: string, syncLog: SyncLog): Http {
	const { connector } = face;
	return governed(httpOf(context, credentialOf(face, context)), {
		quota: connector.quota,
		store: syncLog,
		clock: systemClock,
		scope: scopeOf(connector.id, tenant),
	});
}

/** A session with the ledger of the node's credential, with what it reads kept for some minutes. */
export async function openLedger(
	context: RunContext,
	ledger: string,
	options: LedgerOptions = READ_ONLY,
): Promise<OpenLedger> {
	const face = faceOf(ledger);
	const chosen = face.tenantChoice === undefined ? '' : context.getNodeParameter(TENANT, 0, '');
	const settings = await settingsOf(face, context, chosen);
	const syncLog = await syncLogOf(context);
	const cache = cacheOf(syncLog, ledger, settings.tenant);
	return {
		connector: face.connector,
		session: face.connector.open(
			ledgerHttp(context, face, settings.tenant, syncLog),
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

type Show = Readonly<Record<string, (string | boolean)[]>>;

const OWN = 'storeLedger';

/** The choice "Authentication" of a ledger that takes several types of credential. @param show when it matters */
export function authenticationProperties(
	ledger: string,
	show: Show = {},
	name = AUTHENTICATION,
): INodeProperties[] {
	const { otherCredentials = [] } = faceOf(ledger);
	if (otherCredentials.length === 0) return [];
	return [
		{
			displayName: name === AUTHENTICATION ? 'Authentication' : 'Authentication of the Ledger',
			name,
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'StoreLedger', value: OWN },
				...otherCredentials.map(({ displayName, authentication: value }) => ({ name: displayName, value })),
			],
			default: OWN,
			...(name === AUTHENTICATION ? {} : { description: 'Which type of credential opens the ledger' }),
			...(Object.keys(show).length === 0 ? {} : { displayOptions: { show } }),
		},
	];
}

/** The choice among the companies of a credential, for a ledger whose credentials may reach several. @param show when it matters */
export function tenantProperties(ledger: string, show: Show = {}): INodeProperties[] {
	const { tenantChoice, words } = faceOf(ledger);
	if (tenantChoice === undefined) return [];
	const what = tenantChoice.displayName.toLowerCase();
	return [
		{
			displayName: `${tenantChoice.displayName} Name or ID`,
			name: TENANT,
			type: 'options',
			typeOptions: {
				loadOptionsMethod: TENANT_METHOD,
				loadOptionsDependsOn: [show.compareWithLedger === undefined ? AUTHENTICATION : BESIDE_A_STORE],
			},
			default: '',
			description: `The ${what} of ${words.ledger} whose books are meant; may stay empty where the credential names it. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`,
			...(Object.keys(show).length === 0 ? {} : { displayOptions: { show } }),
		},
	];
}

/** The credentials of a ledger, as the choice "Authentication" says. */
export function ledgerCredentials(
	ledger: string,
	show: Show = {},
	choice = AUTHENTICATION,
): INodeCredentialDescription[] {
	const { credential, otherCredentials = [] } = faceOf(ledger);
	const all = [{ type: credential, authentication: OWN }, ...otherCredentials];
	return all.map(({ type: name, authentication }) => {
		const when = all.length === 1 ? show : { ...show, [choice]: [authentication] };
		return {
			name,
			required: true,
			...(Object.keys(when).length === 0 ? {} : { displayOptions: { show: when } }),
		};
	});
}

/** The same for nodes that work for any ledger. */
export const LEDGER_AUTHENTICATION: INodeProperties[] = Object.keys(FACES).flatMap((ledger) =>
	authenticationProperties(ledger, { ledger: [ledger] }),
);

export const LEDGER_TENANT: INodeProperties[] = Object.keys(FACES).flatMap((ledger) =>
	tenantProperties(ledger, { ledger: [ledger] }),
);

export const LEDGER_CREDENTIALS: INodeCredentialDescription[] = Object.keys(FACES).flatMap((ledger) =>
	ledgerCredentials(ledger, { ledger: [ledger] }),
);

/** The same for nodes that work for a store and, when `compareWithLedger` is on, for a ledger beside it. */
export function ledgerBesideStore(): {
	readonly properties: INodeProperties[];
	readonly credentials: INodeCredentialDescription[];
} {
	const on = { compareWithLedger: [true] };
	const ledgers = Object.keys(FACES);
	return {
		properties: [
			{ ...LEDGER_PROPERTY, displayOptions: { show: on } },
			...ledgers.flatMap((ledger) => [
				...authenticationProperties(ledger, { ...on, ledger: [ledger] }, BESIDE_A_STORE),
				...tenantProperties(ledger, { ...on, ledger: [ledger] }),
			]),
		],
		credentials: ledgers.flatMap((ledger) =>
			ledgerCredentials(ledger, { ...on, ledger: [ledger] }, BESIDE_A_STORE),
		),
	};
}

const lists = new Moment<INodePropertyOptions[]>(systemClock);

/** A list of the live ledger; the rows of a panel share what was read for one of them. */
async function listOf(
	context: ILoadOptionsFunctions,
	list: string,
	read: (session: LedgerSession) => Promise<INodePropertyOptions[]>,
): Promise<INodePropertyOptions[]> {
	const face = faceOf(String(context.getCurrentNodeParameter('ledger') ?? 'quickbooks'));
	const open = context as unknown as Context;
	const chosen = face.tenantChoice === undefined ? '' : context.getCurrentNodeParameter(TENANT);
	const settings = await settingsOf(face, open, chosen);
	const credential = context.getNode().credentials?.[credentialOf(face, context)]?.id ?? '';
	return await lists.get([face.connector.id, settings.tenant, credential, list].join('/'), async () => {
		const http = ledgerHttp(open, face, settings.tenant, await syncLogOf(open));
		return await read(face.connector.open(http, settings, READ_ONLY, noCache, systemClock));
	});
}

const byName = (a: INodePropertyOptions, b: INodePropertyOptions): number => a.name.localeCompare(b.name);

/** The companies that the node's credential reaches. @param ledger of a node that is for one ledger only */
export async function loadTenants(
	context: ILoadOptionsFunctions,
	ledger = String(context.getCurrentNodeParameter('ledger') ?? ''),
): Promise<INodePropertyOptions[]> {
	const face = faceOf(ledger);
	const { connector } = face;
	if (connector.tenants === undefined) return [];
	const open = context as unknown as Context;
	const settings = face.settings(await open.getCredentials(credentialOf(face, open)));
	// no company's limits: the question is about the credential
	const tenants = await connector.tenants(
		ledgerHttp(open, face, '-', await syncLogOf(open)),
		settings,
		systemClock,
	);
	return tenants.map(({ id: value, name }) => ({ name, value, description: value })).sort(byName);
}

/** The live chart of accounts, active accounts only. @param kind leaves others out */
export async function loadAccounts(
	context: ILoadOptionsFunctions,
	kind?: LedgerAccount['kind'],
): Promise<INodePropertyOptions[]> {
	return await listOf(context, `accounts ${kind ?? ''}`, async (session) =>
		(await session.accounts())
			.filter((account) => account.active && (kind === undefined || account.kind === kind))
			.map((account) => ({
				name: account.number === undefined ? account.name : `${account.number} ${account.name}`,
				value: account.id,
				description: account.type,
			}))
			.sort(byName),
	);
}

/** Options of the live dimensions (class, location, tracking), active ones; the value is `dimension|option`. */
export async function loadDimensions(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await listOf(context, 'dimensions', async (session) =>
		(await session.dimensions())
			.flatMap(({ key, name, options }) =>
				options
					.filter(({ active }) => active)
					.map((option) => ({ name: `${name}: ${option.name}`, value: `${key}|${option.id}` })),
			)
			.sort(byName),
	);
}

/** The live tax codes that can be used on sales. */
export async function loadTaxCodes(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await listOf(context, 'taxCodes', async (session) =>
		(await session.taxCodes())
			.filter((code) => code.active && code.sales)
			.map((code) => ({ name: code.name, value: code.id, description: `${code.totalPercent} %` }))
			.sort(byName),
	);
}
