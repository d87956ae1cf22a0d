/**
 * Reading a company's own lists. Reads are metered by Intuit, so what was read is kept: in the session for its life, and in
 * the ledger cache for other sessions. What comes out of the cache is parsed like what comes from the network.
 */
import { z } from 'zod';
import type {
	LedgerAccount,
	LedgerCache,
	LedgerDimension,
	LedgerItem,
	LedgerTaxCodeDetail,
} from '../../../core/ledger/connector';
import { ledgerMemory, rowsParser } from '../../../core/ledger/remembered';
import type { Clock } from '../../../core/transport/clock';
import { TransportError } from '../../../core/transport/http';
import { accountOf } from './accounts';
import type { QuickBooksClient } from './client';
import { companyOf, type CompanyFacts } from './company';
import { dimensionsOf, itemOf } from './lists';
import {
	accountSchema,
	companyInfoSchema,
	dimensionSchema,
	itemSchema,
	preferencesSchema,
	taxCodeSchema,
	taxRateSchema,
} from './payload';
import { taxCodesOf } from './taxCodes';

const MINUTE = 60_000;
/** the closing date and the settings must not be stale for long */
const COMPANY_TTL_MS = 5 * MINUTE;
const LIST_TTL_MS = 60 * MINUTE;

const companySource = z.object({ info: companyInfoSchema, preferences: preferencesSchema });

export interface Reading {
	company(): Promise<CompanyFacts>;
	accounts(): Promise<readonly LedgerAccount[]>;
	/** reads the chart anew, e.g. because an account was added */
	refreshAccounts(): Promise<readonly LedgerAccount[]>;
	/** @param on YYYY-MM-DD, the day whose percentages are wanted; today when absent */
	taxCodes(on?: string): Promise<readonly LedgerTaxCodeDetail[]>;
	/** classes and departments, as far as the company tracks them */
	dimensions(): Promise<readonly LedgerDimension[]>;
	items(): Promise<readonly LedgerItem[]>;
	/** reads the company anew, e.g. because its books may have been closed or opened since */
	refreshCompany(): Promise<CompanyFacts>;
	/** forgets everything, here and in the cache */
	forget(): Promise<void>;
}

/** Rows parsed one by one. */
export const parsedRows = rowsParser("QuickBooks'");

function parsedOne<T>(schema: z.ZodType<T>, value: unknown, entity: string): T {
	const parsed = parsedRows(schema, [value], entity)[0];
	if (parsed === undefined) throw new TransportError('rejected', `QuickBooks sent no ${entity}.`);
	return parsed;
}

function property(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

export function createReading(
	client: QuickBooksClient,
	cache: LedgerCache,
	clock: Clock,
	tenant: string,
): Reading {
	const memory = ledgerMemory(cache);

	const list = <T>(key: string, entity: string, schema: z.ZodType<T>, condition?: string) =>
		memory.remembered(
			key,
			LIST_TTL_MS,
			(value) => parsedRows(schema, value, entity),
			async () => parsedRows(schema, await client.select(entity, condition), entity),
		);
	const accounts = list('accounts', 'Account', accountSchema);
	const taxCodes = list('taxCodes', 'TaxCode', taxCodeSchema);
	const taxRates = list('taxRates', 'TaxRate', taxRateSchema);
	const classes = list('classes', 'Class', dimensionSchema);
	const departments = list('departments', 'Department', dimensionSchema);
	// a query gives active ones only, unless it asks for others: a product that is still sold may have an inactive item
	const items = list('items', 'Item', itemSchema, 'Active IN (true, false)');

	const source = memory.remembered(
		'company',
		COMPANY_TTL_MS,
		(value) => companySource.parse(value),
		loadCompany,
	);

	async function loadCompany(): Promise<z.output<typeof companySource>> {
		const info = property(await client.get(`companyinfo/${encodeURIComponent(tenant)}`), 'CompanyInfo');
		const preferences = property(await client.get('preferences'), 'Preferences');
		return {
			info: parsedOne(companyInfoSchema, info, 'CompanyInfo'),
			preferences: parsedOne(preferencesSchema, preferences, 'Preferences'),
		};
	}
	const factsOf = ({ info, preferences }: z.output<typeof companySource>): CompanyFacts =>
		companyOf(tenant, info, preferences);

	return {
		company: async () => factsOf(await source.get()),
		refreshCompany: async () => factsOf(await source.renew()),
		accounts: async () => (await accounts.get()).flatMap((row) => accountOf(row) ?? []),
		refreshAccounts: async () => (await accounts.renew()).flatMap((row) => accountOf(row) ?? []),
		async taxCodes(on = new Date(clock.now()).toISOString().slice(0, 10)) {
			const { company } = factsOf(await source.get());
			return taxCodesOf(await taxCodes.get(), await taxRates.get(), company.taxModel, on);
		},
		async dimensions() {
			const { settings } = factsOf(await source.get());
			const tracksClasses = settings.classPerLine || settings.classPerDocument;
			return dimensionsOf(
				settings,
				tracksClasses ? await classes.get() : [],
				settings.departments ? await departments.get() : [],
			);
		},
		items: async () => (await items.get()).map(itemOf),
		forget: memory.forget,
	};
}
