/**
 * Reading a business's own lists. Calls are slow and counted, so what was read is kept: in the session for its life, and in the
 * ledger cache for other sessions. What comes out of the cache is parsed like what comes from the network.
 */
import { z } from 'zod';
import type {
	LedgerCache,
	LedgerCompany,
	LedgerItem,
	LedgerTaxCodeDetail,
} from '../../../core/ledger/connector';
import { ledgerMemory, rowsParser } from '../../../core/ledger/remembered';
import { TransportError } from '../../../core/transport/http';
import { accountsOf, type FreshBooksAccount } from './accounts';
import type { FreshBooksClient, Kind } from './client';
import { businessOf, companyOf, type Business } from './company';
import {
	categorySchema,
	itemSchema,
	journalAccountSchema,
	ledgerAccountSchema,
	meSchema,
	systemSchema,
	taxSchema,
	type CategoryRow,
	type ItemRow,
	type LedgerAccountRow,
} from './payload';
import { taxCodesOf } from './taxCodes';

const MINUTE = 60_000;
const COMPANY_TTL_MS = 10 * MINUTE;
const LIST_TTL_MS = 60 * MINUTE;
const DAY_MS = 24 * 60 * MINUTE;

const businessSchema = z.object({
	businessId: z.string(),
	businessUuid: z.string().optional(),
	name: z.string(),
	country: z.string(),
	staffId: z.string().optional(),
	currency: z.string().nullish(),
});
type Source = z.output<typeof businessSchema>;

const chartSchema = z.object({
	rows: z.array(ledgerAccountSchema).max(20_000).optional(),
	older: z.array(journalAccountSchema).max(20_000),
});

export interface Chart {
	readonly accounts: readonly FreshBooksAccount[];
	/** none where the business has no chart by business */
	readonly rows: readonly LedgerAccountRow[];
}

/** Which of the two addresses takes journal entries. */
export type JournalForm = 'byBusiness' | 'byAccount';

export interface Reading {
	business(): Promise<Business>;
	company(): Promise<LedgerCompany>;
	accounts(): Promise<readonly FreshBooksAccount[]>;
	/** reads the chart anew, e.g. because an account was added: its accounts, and the groups they stand below */
	refreshChart(): Promise<Chart>;
	taxCodes(): Promise<readonly LedgerTaxCodeDetail[]>;
	items(): Promise<readonly LedgerItem[]>;
	categories(): Promise<readonly CategoryRow[]>;
	/** the form that is known to be taken; undefined when it was not tried yet */
	journalForm(): Promise<JournalForm | undefined>;
	keepJournalForm(form: JournalForm): Promise<void>;
	/** reads the business anew */
	refreshCompany(): Promise<LedgerCompany>;
	/** forgets everything, here and in the cache */
	forget(): Promise<void>;
}

/** Rows parsed one by one. */
export const parsedRows = rowsParser("FreshBooks'");

function parsedOne<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const where = parsed.error.issues[0]?.path.join('.') ?? '';
	throw new TransportError('rejected', `FreshBooks' answer cannot be read: ${name}.${where}`);
}

function itemsOf(rows: readonly ItemRow[]): readonly LedgerItem[] {
	return rows.map(({ id, name, sku, vis_state: state }) => ({
		id,
		name,
		...(typeof sku === 'string' && sku !== '' ? { code: sku } : {}),
		// its stock is a number on the item; FreshBooks books no cost of sales from it
		tracksStock: false,
		active: (state ?? 0) === 0,
	}));
}

export function createReading(client: FreshBooksClient, cache: LedgerCache, tenant: string): Reading {
	const memory = ledgerMemory(cache);

	const list = <T>(kind: Kind, schema: z.ZodType<T>) =>
		memory.remembered(
			kind,
			LIST_TTL_MS,
			(value) => parsedRows(schema, value, kind),
			async () => parsedRows(schema, await client.list(kind), kind),
		);

	async function loadSource(): Promise<Source> {
		const { response } = parsedOne(meSchema, await client.me(), 'user');
		const business = businessOf(response, tenant);
		const system = systemSchema.safeParse(await client.system(business.businessId));
		return { ...business, currency: system.success ? system.data.currency_code : undefined };
	}

	const source = memory.remembered(
		'business',
		COMPANY_TTL_MS,
		(value) => businessSchema.parse(value),
		loadSource,
	);
	const taxes = list('taxes', taxSchema);
	const items = list('items', itemSchema);
	const categories = list('categories', categorySchema);
	const chart = memory.remembered(
		'chart',
		LIST_TTL_MS,
		(value) => chartSchema.parse(value),
		async () => {
			const { businessUuid } = await source.get();
			const rows = businessUuid === undefined ? undefined : await client.ledgerAccounts(businessUuid);
			const older = await olderAccounts(rows !== undefined);
			return {
				...(rows === undefined ? {} : { rows: [...parsedRows(ledgerAccountSchema, rows, 'accounts')] }),
				older: [...older],
			};
		},
	);

	/** @param optional there is a newer list, which is enough unless journals have to go the older way */
	async function olderAccounts(optional: boolean) {
		try {
			return parsedRows(journalAccountSchema, await client.list('journalAccounts'), 'accounts');
		} catch (error) {
			if (optional && error instanceof TransportError && error.failure === 'rejected') return [];
			throw error;
		}
	}

	const companyFrom = async (from: Source): Promise<LedgerCompany> =>
		companyOf(tenant, businessFrom(from), from.currency, (await taxes.get()).length > 0);
	let form: JournalForm | undefined;

	return {
		business: async () => businessFrom(await source.get()),
		company: async () => await companyFrom(await source.get()),
		refreshCompany: async () => await companyFrom(await source.renew()),
		async accounts() {
			const { rows, older } = await chart.get();
			return accountsOf(rows, older);
		},
		async refreshChart() {
			const { rows, older } = await chart.renew();
			return { accounts: accountsOf(rows, older), rows: rows ?? [] };
		},
		taxCodes: async () => taxCodesOf(await taxes.get()),
		items: async () => itemsOf(await items.get()),
		categories: async () => await categories.get(),
		async journalForm() {
			form ??= z.enum(['byBusiness', 'byAccount']).safeParse(await cache.get('journalForm')).data;
			return form;
		},
		async keepJournalForm(found) {
			if (form === found) return;
			form = found;
			await cache.set('journalForm', found, DAY_MS);
		},
		async forget() {
			form = undefined;
			await memory.forget();
		},
	};
}

function businessFrom({ currency: _currency, businessUuid, staffId, ...business }: Source): Business {
	return {
		...business,
		...(businessUuid === undefined ? {} : { businessUuid }),
		...(staffId === undefined ? {} : { staffId }),
	};
}
