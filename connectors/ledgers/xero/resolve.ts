/**
 * Turns what documents need of contacts into ids, creating what is missing where that is allowed. Ids are kept for a day; they
 * are forgotten when Xero says that something does not exist.
 */
import { z } from 'zod';
import { finding, type Finding } from '../../../core/findings/finding';
import type { LedgerCache } from '../../../core/ledger/connector';
import { done, held, type Outcome } from '../../../core/outcome';
import type { Clock } from '../../../core/transport/clock';
import { MAX_BATCH, type PutResult, type XeroClient } from './client';
import { newKey, repeated } from './create';
import { contactFor, fits, sameName, type ContactWish } from './customers';
import { LEDGER_NAME, problemKind, problemText, refusal } from './failures';
import { contactSchema, type ContactRow } from './payload';
import { anyOf, equals } from './query';
import { parsedRows } from './reading';
import { partsOf } from '../../../core/partsOf';

const DAY_MS = 86_400_000;
/** a name can turn out to be taken: look again, then try the next one */
const ROUNDS = 4;

type Ids = ReadonlyMap<string, Outcome<string>>;

export interface Resolver {
	/** contact ids by the wish's key; held with CUSTOMER_MISSING or the ledger's refusal */
	contacts(wishes: readonly ContactWish[]): Promise<Ids>;
	/** forgets the ids of this session (the cache is cleared by its owner) */
	forget(): void;
}

export interface ResolverPorts {
	readonly client: XeroClient;
	readonly cache: LedgerCache;
	readonly clock: Clock;
	readonly createMissing: boolean;
}

const NO_ANSWER = 'the answer does not say whether the contact was created';

/** The id of a created contact, or why there is none. */
function createdId(result: PutResult): Outcome<string> {
	if (result.kind === 'refused') return held([refusal(problemText(result.messages))]);
	const parsed =
		result.kind === 'created'
			? z.object({ ContactID: z.string().min(1) }).safeParse(result.element)
			: undefined;
	return parsed?.success === true ? done(parsed.data.ContactID) : held([refusal(NO_ANSWER)]);
}

const isNameTaken = (result: PutResult): result is Extract<PutResult, { kind: 'refused' }> =>
	result.kind === 'refused' && problemKind(result.messages) === 'nameTaken';

export function createResolver({ client, cache, clock, createMissing }: ResolverPorts): Resolver {
	const known = new Map<string, string>();
	const cacheKey = (key: string): string => `contact/${key}`;

	async function recall(key: string): Promise<string | undefined> {
		const inSession = known.get(key);
		if (inSession !== undefined) return inSession;
		const cached = z
			.string()
			.min(1)
			.safeParse(await cache.get(cacheKey(key)));
		if (!cached.success) return undefined;
		known.set(key, cached.data);
		return cached.data;
	}

	async function keepAll(ids: Ids): Promise<void> {
		for (const [key, outcome] of ids) {
			if (!outcome.ok || known.get(key) === outcome.value) continue;
			known.set(key, outcome.value);
			await cache.set(cacheKey(key), outcome.value, DAY_MS);
		}
	}

	/** Active contacts with one of the numbers or names. */
	async function look(wishes: Iterable<ContactWish>): Promise<readonly ContactRow[]> {
		const clauses = [...wishes].flatMap(({ key, names }) => [
			equals('ContactNumber', key),
			...names.map((name) => equals('Name', name)),
		]);
		const rows: ContactRow[] = [];
		for (const where of anyOf(clauses))
			rows.push(...parsedRows(contactSchema, await client.pages('Contacts', { where }), 'Contacts'));
		return rows.filter(({ ContactStatus: status }) => typeof status !== 'string' || status === 'ACTIVE');
	}

	async function create(bodies: readonly ReturnType<typeof contactFor>[]): Promise<readonly PutResult[]> {
		const results: PutResult[] = [];
		for (const some of partsOf(bodies, MAX_BATCH)) {
			const key = newKey();
			results.push(
				...(await repeated(
					clock,
					async () =>
						await client.put(
							'Contacts',
							some.map((body) => ({ ...body })),
							key,
						),
				)),
			);
		}
		return results;
	}

	return {
		async contacts(wishes) {
			const found = new Map<string, Outcome<string>>();
			const open = new Map<string, ContactWish>();
			for (const wish of wishes) {
				if (found.has(wish.key) || open.has(wish.key)) continue;
				const id = await recall(wish.key);
				if (id === undefined) open.set(wish.key, wish);
				else found.set(wish.key, done(id));
			}
			/** names a creation was refused for, with the refusal */
			const taken = new Map<string, Finding>();
			for (let round = 1; round <= ROUNDS && open.size > 0; round++) {
				const rows = await look(open.values());
				const toCreate = new Map<string, { wish: ContactWish; name: string }>();
				for (const wish of open.values()) {
					const choice = chosen(wish, rows, taken);
					if (choice.kind === 'existing') found.set(wish.key, done(choice.id));
					else if (choice.kind === 'none') found.set(wish.key, allTaken(wish, taken));
					else if (!createMissing) found.set(wish.key, held([contactMissing(wish)]));
					// two wishes for one name: the second looks again when the first is there
					else if (!toCreate.has(choice.name.toLowerCase()))
						toCreate.set(choice.name.toLowerCase(), { wish, name: choice.name });
				}
				const creations = [...toCreate.values()];
				const results = await create(creations.map(({ wish, name }) => contactFor(wish, name)));
				creations.forEach(({ wish, name }, index) => {
					const result = results[index] ?? { kind: 'none' };
					if (isNameTaken(result)) taken.set(name.toLowerCase(), refusal(problemText(result.messages)));
					else found.set(wish.key, createdId(result));
				});
				for (const key of found.keys()) open.delete(key);
			}
			for (const wish of open.values()) found.set(wish.key, allTaken(wish, taken));
			await keepAll(found);
			return found;
		},

		forget: () => known.clear(),
	};
}

type Choice = { kind: 'existing'; id: string } | { kind: 'create'; name: string } | { kind: 'none' };

/** The contact with our number; otherwise the first name of the wish that is there and fits, or is free. */
function chosen(wish: ContactWish, rows: readonly ContactRow[], taken: ReadonlyMap<string, Finding>): Choice {
	const ours = rows.find(({ ContactNumber: number }) => number === wish.key);
	if (ours !== undefined) return { kind: 'existing', id: ours.ContactID };
	for (const name of wish.names) {
		const row = rows.find((candidate) => sameName(candidate.Name, name));
		if (row !== undefined && fits(row, wish)) return { kind: 'existing', id: row.ContactID };
		if (row === undefined && !taken.has(name.toLowerCase())) return { kind: 'create', name };
	}
	return { kind: 'none' };
}

function allTaken(wish: ContactWish, taken: ReadonlyMap<string, Finding>): Outcome<string> {
	const reason = wish.names
		.map((name) => taken.get(name.toLowerCase()))
		.find((candidate) => candidate !== undefined);
	return held([reason ?? contactMissing(wish)]);
}

const contactMissing = (wish: ContactWish): Finding =>
	finding('CUSTOMER_MISSING', { evidence: { ledger: LEDGER_NAME, customer: wish.description } });
