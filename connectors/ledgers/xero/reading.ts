/**
 * Reading an organisation's own lists. Calls are few and counted, so what was read is kept: in the session for its life, and in
 * the ledger cache for other sessions. What comes out of the cache is parsed like what comes from the network.
 */
import { z } from 'zod';
import type {
	LedgerCache,
	LedgerDimension,
	LedgerItem,
	LedgerTaxCodeDetail,
} from '../../../core/ledger/connector';
import { ledgerMemory, rowsParser } from '../../../core/ledger/remembered';
import type { CurrencyCode } from '../../../core/money/currency';
import { TransportError } from '../../../core/transport/http';
import { accountOf, type XeroAccount } from './accounts';
import type { XeroClient } from './client';
import { companyOf, currenciesOf, type CompanyFacts } from './company';
import { dimensionsOf, itemsOf } from './lists';
import {
	accountSchema,
	connectionSchema,
	currencySchema,
	itemSchema,
	organisationSchema,
	taxRateSchema,
	trackingCategorySchema,
	type ConnectionRow,
	type Organisation,
} from './payload';
import { taxCodesOf } from './taxCodes';

const MINUTE = 60_000;
/** the lock dates must not be stale for long */
const COMPANY_TTL_MS = 5 * MINUTE;
const LIST_TTL_MS = 60 * MINUTE;

const sourceSchema = z.object({
	organisation: organisationSchema,
	currencies: z.array(currencySchema).max(1_000),
});
type Source = z.output<typeof sourceSchema>;

export interface XeroCompany extends CompanyFacts {
	/** those the organisation is subscribed to, its own among them */
	readonly currencies: ReadonlySet<CurrencyCode>;
}

export interface Reading {
	company(): Promise<XeroCompany>;
	accounts(): Promise<readonly XeroAccount[]>;
	/** reads the chart anew, e.g. because an account was added */
	refreshAccounts(): Promise<readonly XeroAccount[]>;
	taxCodes(): Promise<readonly LedgerTaxCodeDetail[]>;
	/** active tracking categories */
	dimensions(): Promise<readonly LedgerDimension[]>;
	items(): Promise<readonly LedgerItem[]>;
	/** reads the organisation anew, e.g. because a period may have been locked or opened since */
	refreshCompany(): Promise<XeroCompany>;
	/** forgets everything, here and in the cache */
	forget(): Promise<void>;
}

/** Rows parsed one by one. */
export const parsedRows = rowsParser("Xero's");

/** Plain names for messages; tokens or markup have no place in them. */
const plain = (text: string): string => text.replace(/[^\p{L}\p{N} &.,()-]/gu, '').slice(0, 100);

/**
 * The organisation that answered must be the one the credential names: a custom connection answers whatever it is asked for.
 * An organisation's id is its tenant id; should that ever differ, the list of connections decides.
 */
async function checkTenant(client: XeroClient, tenant: string, organisation: Organisation): Promise<void> {
	if (organisation.OrganisationID.toLowerCase() === tenant.toLowerCase()) return;
	const connections = parsedRows(connectionSchema, await client.connections(), 'connections');
	if (connections.length > 1 && connections.some(({ tenantId }) => tenantId === tenant)) return;
	throw new TransportError(
		'rejected',
		`The credential reaches the organisation "${plain(organisation.Name)}" (${namesOf(connections)}), which is not the one its Organisation ID names. Correct the Organisation ID in the credential.`,
	);
}

const namesOf = (connections: readonly ConnectionRow[]): string =>
	connections.map(({ tenantName, tenantId }) => `${plain(tenantName ?? '')} ${plain(tenantId)}`).join(', ');

/** The organisation; where Xero does not let us in, the error says which organisations the credential is connected to. */
async function readOrganisation(client: XeroClient): Promise<readonly unknown[]> {
	try {
		return await client.list('Organisation');
	} catch (error) {
		if (!(error instanceof TransportError) || error.failure !== 'unauthorized') throw error;
		const connections = await connectionsOf(client);
		if (connections.length === 0) throw error;
		throw new TransportError(
			'unauthorized',
			`${error.message} The credential is connected to: ${namesOf(connections)}.`,
		);
	}
}

async function connectionsOf(client: XeroClient): Promise<readonly ConnectionRow[]> {
	try {
		return parsedRows(connectionSchema, await client.connections(), 'connections');
	} catch (error) {
		// the first error says more
		if (error instanceof TransportError) return [];
		throw error;
	}
}

export function createReading(client: XeroClient, cache: LedgerCache, tenant: string): Reading {
	const memory = ledgerMemory(cache);

	const list = <T>(key: string, name: string, schema: z.ZodType<T>) =>
		memory.remembered(
			key,
			LIST_TTL_MS,
			(value) => parsedRows(schema, value, name),
			async () => parsedRows(schema, await client.list(name), name),
		);
	const accounts = list('accounts', 'Accounts', accountSchema);
	const taxRates = list('taxRates', 'TaxRates', taxRateSchema);
	const tracking = list('tracking', 'TrackingCategories', trackingCategorySchema);
	const items = list('items', 'Items', itemSchema);
	const source = memory.remembered(
		'organisation',
		COMPANY_TTL_MS,
		(value) => sourceSchema.parse(value),
		loadSource,
	);

	async function loadSource(): Promise<Source> {
		const [organisation] = parsedRows(organisationSchema, await readOrganisation(client), 'Organisation');
		if (organisation === undefined) throw new TransportError('rejected', 'Xero sent no organisation.');
		await checkTenant(client, tenant, organisation);
		const currencies = parsedRows(currencySchema, await client.list('Currencies'), 'Currencies');
		return { organisation, currencies: [...currencies] };
	}
	const factsOf = ({ organisation, currencies: rows }: Source): XeroCompany => {
		const currencies = currenciesOf(organisation, rows);
		return { ...companyOf(tenant, organisation, currencies), currencies };
	};
	const readAccounts = async (): Promise<readonly XeroAccount[]> =>
		(await accounts.get()).flatMap((row) => accountOf(row) ?? []);

	return {
		company: async () => factsOf(await source.get()),
		refreshCompany: async () => factsOf(await source.renew()),
		accounts: readAccounts,
		refreshAccounts: async () => (await accounts.renew()).flatMap((row) => accountOf(row) ?? []),
		taxCodes: async () => taxCodesOf(await taxRates.get()),
		dimensions: async () => dimensionsOf(await tracking.get()),
		items: async () => itemsOf(await items.get(), await readAccounts()),
		forget: memory.forget,
	};
}
