/**
 * Turns what documents need (items for accounts, customers) into ids, creating what is missing where that is allowed. Ids
 * are kept for a day; they are forgotten when QuickBooks says that something does not exist.
 */
import { z } from 'zod';
import type { AccountRef } from '../../../core/accounts/roles';
import { finding } from '../../../core/findings/finding';
import type { LedgerCache } from '../../../core/ledger/connector';
import { done, held, type Outcome } from '../../../core/outcome';
import type { Clock } from '../../../core/transport/clock';
import type { BatchResult, QuickBooksClient } from './client';
import { createEntries } from './create';
import { customerFor, fits, sameName, type CustomerWish } from './customers';
import { adviceFor } from './advice';
import { faultText, LEDGER_NAME, type Fault } from './failures';
import { anyItemFor, itemFor, itemMissing, OUR_ITEMS, ourItems } from './items';
import { customerSchema, itemSchema, type CustomerRow, type ItemRow } from './payload';
import { isOneOf } from './query';
import { parsedRows } from './reading';
import { partsOf } from '../../../core/partsOf';

const DAY_MS = 86_400_000;
/** names in one query: they can be long, and an address must not be */
const NAMES_A_QUERY = 20;
/** a name can turn out to be taken: look again, then try the next one */
const ROUNDS = 4;

type Ids = ReadonlyMap<string, Outcome<string>>;

export interface Resolver {
	/** item ids by account id; held with ITEM_MISSING or the ledger's refusal */
	items(accounts: readonly AccountRef[]): Promise<Ids>;
	/** customer ids by the wish's key; held with CUSTOMER_MISSING or the ledger's refusal */
	customers(wishes: readonly CustomerWish[]): Promise<Ids>;
	/** forgets the ids of this session (the cache is cleared by its owner) */
	forget(): void;
}

export interface ResolverPorts {
	readonly client: QuickBooksClient;
	readonly cache: LedgerCache;
	readonly clock: Clock;
	readonly createMissing: boolean;
}

function refused(fault: Fault): Outcome<string> {
	const reason = faultText(fault);
	const advice = adviceFor(
		fault.errors.map(({ code }) => code),
		reason,
	);
	return held([finding('REJECTED_BY_LEDGER', { evidence: { ledger: LEDGER_NAME, reason, advice } })]);
}

const NO_ANSWER: Fault = {
	type: '',
	errors: [
		{ code: '', message: 'the answer does not say whether the entry was created', detail: '', element: '' },
	],
};

/** The id of a created entry, or why there is none. */
export function createdId(result: BatchResult): Outcome<string> {
	if (result.kind === 'fault') return refused(result.fault);
	const parsed =
		result.kind === 'created' ? z.object({ Id: z.string().min(1) }).safeParse(result.entity) : undefined;
	return parsed?.success === true ? done(parsed.data.Id) : refused(NO_ANSWER);
}

export const isNameTaken = (result: BatchResult): boolean =>
	result.kind === 'fault' && result.fault.errors.some(({ code }) => code === '6240');

export function createResolver(ports: ResolverPorts): Resolver {
	const { client, cache, clock, createMissing } = ports;
	const known = new Map<string, string>();

	async function recall(key: string): Promise<string | undefined> {
		const inSession = known.get(key);
		if (inSession !== undefined) return inSession;
		const cached = z
			.string()
			.min(1)
			.safeParse(await cache.get(key));
		if (!cached.success) return undefined;
		known.set(key, cached.data);
		return cached.data;
	}

	async function remember(key: string, id: string): Promise<void> {
		known.set(key, id);
		await cache.set(key, id, DAY_MS);
	}

	/** Splits into what is known and what must be asked for. */
	async function recalled<T>(
		wanted: ReadonlyMap<string, T>,
		cacheKey: (key: string) => string,
	): Promise<{ found: Map<string, Outcome<string>>; open: Map<string, T> }> {
		const found = new Map<string, Outcome<string>>();
		const open = new Map<string, T>();
		for (const [key, value] of wanted) {
			const id = await recall(cacheKey(key));
			if (id === undefined) open.set(key, value);
			else found.set(key, done(id));
		}
		return { found, open };
	}

	async function keepAll(
		ids: ReadonlyMap<string, Outcome<string>>,
		cacheKey: (key: string) => string,
	): Promise<void> {
		for (const [key, outcome] of ids) {
			if (outcome.ok && known.get(cacheKey(key)) !== outcome.value)
				await remember(cacheKey(key), outcome.value);
		}
	}

	const itemRows = async (condition?: string): Promise<readonly ItemRow[]> =>
		parsedRows(itemSchema, await client.select('Item', condition), 'Item');
	const customerRows = async (names: readonly string[]): Promise<readonly CustomerRow[]> => {
		const rows: CustomerRow[] = [];
		for (const some of partsOf(names, NAMES_A_QUERY)) {
			const answer = await client.select('Customer', isOneOf('DisplayName', some));
			rows.push(...parsedRows(customerSchema, answer, 'Customer'));
		}
		return rows;
	};

	/** Makes our item for each account. A name that is taken is another worker's doing: its item is found then. */
	async function createItems(accounts: readonly AccountRef[]): Promise<Ids> {
		const results = accounts.length === 0 ? [] : await createEntries(client, clock, accounts.map(itemFor));
		const outcomes = new Map(
			accounts.map((account, index) => [account.id, createdId(results[index] ?? { kind: 'none' })]),
		);
		if (results.some(isNameTaken)) {
			for (const [accountId, id] of ourItems(await itemRows(OUR_ITEMS)))
				if (outcomes.get(accountId)?.ok === false) outcomes.set(accountId, done(id));
		}
		return outcomes;
	}

	/** Items that are there already, whoever made them. */
	async function anyItems(accounts: readonly AccountRef[]): Promise<Ids> {
		const rows = accounts.length === 0 ? [] : await itemRows();
		return new Map(
			accounts.map((account) => {
				const id = anyItemFor(account, rows);
				return [account.id, id === undefined ? held([itemMissing(account)]) : done(id)];
			}),
		);
	}

	return {
		async items(accounts) {
			const cacheKey = (accountId: string): string => `item/${accountId}`;
			const wanted = new Map(accounts.map((account) => [account.id, account]));
			const { found, open } = await recalled(wanted, cacheKey);
			for (const [accountId, id] of open.size === 0 ? [] : ourItems(await itemRows(OUR_ITEMS))) {
				if (open.delete(accountId)) found.set(accountId, done(id));
			}
			const missing = [...open.values()];
			const made = createMissing ? await createItems(missing) : await anyItems(missing);
			for (const [accountId, outcome] of made) found.set(accountId, outcome);
			await keepAll(found, cacheKey);
			return found;
		},

		async customers(wishes) {
			const cacheKey = (key: string): string => `customer/${key}`;
			const wanted = new Map(wishes.map((wish) => [wish.key, wish]));
			const { found, open } = await recalled(wanted, cacheKey);
			/** names a creation was refused for */
			const taken = new Map<string, Fault>();
			for (let round = 1; round <= ROUNDS && open.size > 0; round++) {
				const rows = await customerRows([...new Set([...open.values()].flatMap(({ names }) => names))]);
				const toCreate = new Map<string, { wish: CustomerWish; name: string }>();
				for (const wish of open.values()) {
					const choice = chosen(wish, rows, taken);
					if (choice.kind === 'existing') found.set(wish.key, done(choice.id));
					else if (choice.kind === 'none') found.set(wish.key, allTaken(wish, taken));
					else if (!createMissing) found.set(wish.key, held([customerMissing(wish)]));
					// two wishes for one name: the second looks again when the first is there
					else if (!toCreate.has(choice.name.toLowerCase()))
						toCreate.set(choice.name.toLowerCase(), { wish, name: choice.name });
				}
				const creations = [...toCreate.values()];
				const requests = creations.map(({ wish, name }) => customerFor(wish, name));
				const results = requests.length === 0 ? [] : await createEntries(client, clock, requests);
				creations.forEach(({ wish, name }, index) => {
					const result = results[index] ?? { kind: 'none' };
					if (result.kind === 'fault' && isNameTaken(result)) taken.set(name.toLowerCase(), result.fault);
					else found.set(wish.key, createdId(result));
				});
				for (const key of found.keys()) open.delete(key);
			}
			for (const wish of open.values()) found.set(wish.key, allTaken(wish, taken));
			await keepAll(found, cacheKey);
			return found;
		},

		forget: () => known.clear(),
	};
}

type Choice = { kind: 'existing'; id: string } | { kind: 'create'; name: string } | { kind: 'none' };

/** The first name of the wish that is there and fits, or is free. */
function chosen(wish: CustomerWish, rows: readonly CustomerRow[], taken: ReadonlyMap<string, Fault>): Choice {
	for (const name of wish.names) {
		const row = rows.find((candidate) => sameName(candidate.DisplayName, name));
		if (row !== undefined && fits(row, wish)) return { kind: 'existing', id: row.Id };
		// without a row, a taken name belongs to a vendor or an employee
		if (row === undefined && !taken.has(name.toLowerCase())) return { kind: 'create', name };
	}
	return { kind: 'none' };
}

function allTaken(wish: CustomerWish, taken: ReadonlyMap<string, Fault>): Outcome<string> {
	const fault = wish.names
		.map((name) => taken.get(name.toLowerCase()))
		.find((candidate) => candidate !== undefined);
	return fault === undefined ? held([customerMissing(wish)]) : refused(fault);
}

const customerMissing = (wish: CustomerWish) =>
	finding('CUSTOMER_MISSING', { evidence: { ledger: LEDGER_NAME, customer: wish.description } });
