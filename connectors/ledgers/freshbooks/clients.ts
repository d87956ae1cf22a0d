/**
 * Clients: which one a document is for. One for the shop, named like the shop; or one for each of the shop's customers. The
 * note of a client carries our mark, so that it keeps being found when somebody renames it. A client has invoices in any
 * currency. Names need not be unique, so only a marked client is taken: one of the same name may be somebody else.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { finding, type Finding } from '../../../core/findings/finding';
import type { LedgerCache, LedgerOptions } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { done, held, type Outcome } from '../../../core/outcome';
import type { Clock } from '../../../core/transport/clock';
import { TransportError } from '../../../core/transport/http';
import type { Body, FreshBooksClient } from './client';
import { LEDGER_NAME, refusal } from './failures';
import { clientSchema, type ClientRow } from './payload';
import { parsedRows } from './reading';

const NAME_LENGTH = 100;
const PREFIX = 'StoreLedger:';
const DAY_MS = 86_400_000;
/** looks after a lost answer, and the pauses before them: it may still be on its way */
const PAUSES_MS = [3_000, 10_000, 30_000];

export interface ClientWish {
	/** what stands in the client's note; holds no personal data */
	readonly mark: string;
	readonly organization: string;
	readonly email?: string;
	readonly currency: string;
	/** how a person finds it, without personal data */
	readonly description: string;
}

const markOf = (parts: readonly string[]): string =>
	PREFIX + createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);

function plainName(text: string): string {
	return text
		.replace(/[\p{Cc}<>]+/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, NAME_LENGTH)
		.trim();
}

export function clientWish(document: LedgerDocument, mode: LedgerOptions['customers']): ClientWish {
	const { store, customer: party, currency } = document;
	const name = plainName(party?.company ?? party?.name ?? '');
	if (mode === 'each' && party !== undefined && name !== '') {
		return {
			mark: markOf([store, 'customer', party.id]),
			organization: name,
			...(party.email === undefined ? {} : { email: party.email }),
			currency,
			description: `the shop's customer ${party.id}`,
		};
	}
	const shop = plainName(store);
	return { mark: markOf([store, 'shop']), organization: shop, currency, description: shop };
}

const bodyOf = ({ mark, organization, email, currency }: ClientWish): Body => ({
	organization,
	...(email === undefined ? {} : { email }),
	currency_code: currency,
	note: `${mark} (StoreLedger finds this client by this line.)`,
});

const missing = ({ description }: ClientWish): Finding =>
	finding('CUSTOMER_MISSING', { evidence: { ledger: LEDGER_NAME, customer: description } });

export interface Resolver {
	/** client ids by the wish's mark; held with CUSTOMER_MISSING or the ledger's refusal */
	clients(wishes: readonly ClientWish[]): Promise<ReadonlyMap<string, Outcome<string>>>;
	forget(): void;
}

export interface ResolverPorts {
	readonly client: FreshBooksClient;
	readonly cache: LedgerCache;
	readonly clock: Clock;
	readonly createMissing: boolean;
}

export function createResolver({ client, cache, clock, createMissing }: ResolverPorts): Resolver {
	const known = new Map<string, string>();

	async function recall(mark: string): Promise<string | undefined> {
		const inSession = known.get(mark);
		if (inSession !== undefined) return inSession;
		return z
			.string()
			.min(1)
			.safeParse(await cache.get(`client/${mark}`)).data;
	}

	/** Active clients by their marks. Filters of this list are not documented well enough to be relied on. */
	async function look(marks: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
		const found = new Map<string, string>();
		const take = (rows: readonly ClientRow[]): void => {
			for (const { id, note, vis_state: state } of rows) {
				const mark = (note ?? '').split(/\s+/).find((word) => marks.has(word));
				if (mark !== undefined && (state ?? 0) === 0 && !found.has(mark)) found.set(mark, id);
			}
		};
		const rows = await client.list('clients', {}, (some) => {
			take(parsedRows(clientSchema, some, 'clients'));
			return found.size === marks.size;
		});
		take(parsedRows(clientSchema, rows, 'clients'));
		return found;
	}

	/** Creates once; after a lost answer it is looked for, never created again at once. */
	async function create(wish: ClientWish): Promise<Outcome<string>> {
		try {
			const result = await client.create('clients', bodyOf(wish));
			if (result.kind !== 'done') return held([refusal(result.problems)]);
			const row = clientSchema.safeParse(result.element);
			if (row.success) return done(row.data.id);
		} catch (error) {
			if (!(error instanceof TransportError) || error.failure !== 'uncertain') throw error;
		}
		for (const pause of PAUSES_MS) {
			await clock.sleep(pause);
			const id = (await look(new Set([wish.mark]))).get(wish.mark);
			if (id !== undefined) return done(id);
		}
		throw new TransportError(
			'unsent',
			'It is not clear whether FreshBooks has created a client; nothing else was sent.',
		);
	}

	return {
		async clients(wishes) {
			const outcomes = new Map<string, Outcome<string>>();
			const open = new Map<string, ClientWish>();
			for (const wish of wishes) {
				if (outcomes.has(wish.mark) || open.has(wish.mark)) continue;
				const id = await recall(wish.mark);
				if (id === undefined) open.set(wish.mark, wish);
				else outcomes.set(wish.mark, done(id));
			}
			const there = open.size === 0 ? new Map<string, string>() : await look(new Set(open.keys()));
			for (const [mark, wish] of open) {
				const id = there.get(mark);
				if (id !== undefined) outcomes.set(mark, done(id));
				else outcomes.set(mark, createMissing ? await create(wish) : held([missing(wish)]));
			}
			for (const [mark, outcome] of outcomes) {
				if (!outcome.ok || known.get(mark) === outcome.value) continue;
				known.set(mark, outcome.value);
				await cache.set(`client/${mark}`, outcome.value, DAY_MS);
			}
			return outcomes;
		},
		forget: () => known.clear(),
	};
}
