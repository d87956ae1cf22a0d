/** Which organisation a node works with: that of its parameter, otherwise that of the credential; with each type of credential. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
	IAllExecuteFunctions,
	IDataObject,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
} from 'n8n-workflow';
import { serve, type Served } from '../../../lab/kit/server';
import { xeroLab, type XeroLab } from '../../../lab/ledgers/xero';
import { loadAccounts, loadTenants, openLedger } from '../../../nodes/shared/ledgers';
import { syncLogFile } from '../../../nodes/shared/syncLog';
import { openSyncLog } from '../../../synclog';
import { fetchHttp } from '../../support/fetchHttp';

const LONDON = '10000001-0000-4000-8000-000000000000';
const DUBLIN = '10000002-0000-4000-8000-00000000000a';
const SCOPE = 'accounting.invoices accounting.payments accounting.contacts accounting.settings';

let lab: XeroLab;
let server: Served;
const folder = mkdtempSync(join(tmpdir(), 'storeledger-organisations-'));
beforeAll(async () => {
	process.env.N8N_USER_FOLDER = folder;
	lab = xeroLab({
		organisations: [
			{ tenantId: LONDON, name: 'Pots London', country: 'GB', currency: 'GBP' },
			{ tenantId: DUBLIN, name: 'Pots Dublin', country: 'IE', currency: 'EUR' },
		],
		grantOf: (token) => (token === 'token' ? { scope: SCOPE } : undefined),
	});
	server = await serve(lab);
});
afterAll(async () => {
	await server.close();
	await openSyncLog({ file: syncLogFile() }).close();
	rmSync(folder, { recursive: true, force: true });
});

const OWN = 'storeLedgerXeroOAuth2Api';
const BUILT_IN = 'xeroOAuth2Api';
/** which type of credential signed a request */
let signed: string[] = [];

/** A node's functions as n8n gives them, with the requests signed by the credential of the given type. */
function context(parameters: IDataObject, credentials: Readonly<Record<string, IDataObject>>) {
	const http = fetchHttp({ Authorization: 'Bearer token' });
	return {
		getNode: () => ({ name: 'Poster', parameters, credentials: {} }),
		getNodeParameter: (name: string, _item: number, fallback: unknown) => parameters[name] ?? fallback,
		getCurrentNodeParameter: (name: string) => parameters[name],
		getCredentials: async (type: string) =>
			await Promise.resolve({ baseUrl: server.url, ...credentials[type] }),
		helpers: {
			httpRequestWithAuthentication: async (
				type: string,
				{ method = 'GET', url, headers, qs, body }: IHttpRequestOptions,
			) => {
				signed.push(type);
				const { status, ...rest } = await http({
					method: method as 'GET',
					url,
					headers: headers as Record<string, string>,
					query: qs as Record<string, string>,
					body,
				});
				return { statusCode: status, ...rest };
			},
		},
	};
}
const toRun = (...given: Parameters<typeof context>) => context(...given) as unknown as IAllExecuteFunctions;
const toLoad = (...given: Parameters<typeof context>) =>
	context(...given) as unknown as ILoadOptionsFunctions;

beforeEach(() => (signed = []));
const nameOf = async (context: IAllExecuteFunctions): Promise<string> =>
	(await (await openLedger(context, 'xero')).session.company(true)).name;

it("is the credential's, where the parameter is empty", async () => {
	expect(await nameOf(toRun({}, { [OWN]: { tenantId: LONDON } }))).toBe('Pots London');
	expect(await nameOf(toRun({ organisation: ' ' }, { [OWN]: { tenantId: DUBLIN } }))).toBe('Pots Dublin');
	expect(new Set(signed)).toEqual(new Set([OWN]));
});

it('is the one that was chosen, whatever the credential says; its key in the sync log too', async () => {
	const chosen = toRun({ organisation: DUBLIN.toUpperCase() }, { [OWN]: { tenantId: LONDON } });
	expect(await nameOf(chosen)).toBe('Pots Dublin');
	expect(await openLedger(chosen, 'xero')).toMatchObject({ tenant: DUBLIN, scope: `xero/${DUBLIN}` });
});

it("is chosen with n8n's own type of credential, which names none", async () => {
	const of = (organisation: string) => toRun({ authentication: 'n8n', organisation }, { [BUILT_IN]: {} });
	expect(await nameOf(of(LONDON))).toBe('Pots London');
	expect(new Set(signed)).toEqual(new Set([BUILT_IN]));
	await expect(openLedger(of(''), 'xero')).rejects.toThrow(
		'The credential names no organisation of Xero: choose one under "Organisation" in the node.',
	);
});

it('can be chosen from those that the credential is connected to, before one is', async () => {
	const expected = [
		{ name: 'Pots Dublin', value: DUBLIN, description: DUBLIN },
		{ name: 'Pots London', value: LONDON, description: LONDON },
	];
	expect(await loadTenants(toLoad({ authentication: 'n8n' }, {}), 'xero')).toEqual(expected);
	expect(signed).toEqual([BUILT_IN]);
	expect(await loadTenants(toLoad({ ledger: 'xero' }, { [OWN]: { tenantId: 'unknown' } }))).toEqual(expected);
	expect(await loadTenants(toLoad({ ledger: 'quickbooks' }, {}))).toEqual([]);
});

it('decides what the other drop-downs show', async () => {
	const accounts = await loadAccounts(
		toLoad({ ledger: 'xero', organisation: DUBLIN, authentication: 'n8n' }, {}),
	);
	expect(accounts.length).toBeGreaterThan(10);
	await expect(loadAccounts(toLoad({ ledger: 'xero', authentication: 'n8n' }, {}))).rejects.toThrow(
		/choose one/,
	);
});
