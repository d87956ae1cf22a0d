/** Reads Plaid page by page: what has changed since a cursor, and the lines of a period. */
import type { BankPage } from '../../../core/bank/connector';
import type { BankTransaction, BusinessKey, HeldDocument } from '../../../core/documents';
import { TransportError } from '../../../core/transport/http';
import type { z } from 'zod';
import { nameOf } from './accounts';
import type { PlaidClient } from './client';
import { MutationDuringPagination } from './failures';
import { listAnswer, syncAnswer, type PlaidAccount } from './payload';
import { keyOf, toDocument, type AccountNames } from './transaction';

/** The most that Plaid gives at once. */
const PAGE = 500;
/** How many pages of one update are read before they are given out: memory stays bounded. */
const MOST_PAGES = 60;
const MOST_RESTARTS = 5;
const MOST_MOVES = 50;

const keepsChanging = (): TransportError =>
	new TransportError(
		'uncertain',
		"Plaid's data keeps changing while it is read. Run again later; nothing is lost.",
	);

type Line = BankTransaction | HeldDocument;

function understood<T>(schema: z.ZodType<T>, body: object, path: string): T {
	const parsed = schema.safeParse(body);
	if (parsed.success) return parsed.data;
	const where = parsed.error.issues[0]?.path.join('.') ?? '';
	throw new TransportError(
		'rejected',
		`Plaid's answer to ${path} has another shape than is known, at "${where}".`,
	);
}

export const namesOf = (accounts: readonly PlaidAccount[]): AccountNames =>
	new Map(accounts.map((account) => [account.account_id, nameOf(account)]));

/** What the pages of one update come to: the last word about each line. */
class Update {
	private readonly lines = new Map<BusinessKey, Line>();
	private readonly removed = new Set<BusinessKey>();

	take(line: Line): void {
		this.removed.delete(line.id);
		this.lines.delete(line.id);
		this.lines.set(line.id, line);
	}

	remove(id: BusinessKey): void {
		this.lines.delete(id);
		this.removed.add(id);
	}

	page(cursor: string, more: boolean): BankPage {
		return { transactions: [...this.lines.values()], removed: [...this.removed], cursor, more };
	}
}

async function oneUpdate(client: PlaidClient, start: string, names: AccountNames): Promise<BankPage> {
	const update = new Update();
	let cursor = start;
	for (let page = 1; ; page++) {
		const path = '/transactions/sync';
		const answer = await client.post(path, {
			...(cursor === '' ? {} : { cursor }),
			count: PAGE,
			options: { include_original_description: true },
		});
		const { added, modified, removed, accounts, next_cursor, has_more } = understood(
			syncAnswer,
			answer,
			path,
		);
		const known = accounts === undefined ? names : new Map([...names, ...namesOf(accounts)]);
		for (const raw of [...added, ...modified]) update.take(toDocument(raw, known));
		for (const { account_id, transaction_id } of removed)
			if (account_id !== undefined) update.remove(keyOf(account_id, transaction_id));
		// empty while Plaid still fetches a new connection: the next time begins at the same place
		cursor = next_cursor === '' ? cursor : next_cursor;
		if (!has_more || page >= MOST_PAGES) return update.page(cursor, has_more);
	}
}

/**
 * All that has changed since a cursor. When Plaid's data changes meanwhile, its pages do not fit together: reading begins again
 * at the cursor where it began. https://plaid.com/docs/errors/transactions/
 */
export async function readChanges(
	client: PlaidClient,
	cursor: string,
	names: AccountNames,
): Promise<BankPage> {
	for (let restart = 0; ; restart++) {
		try {
			return await oneUpdate(client, cursor, names);
		} catch (error) {
			if (!(error instanceof MutationDuringPagination)) throw error;
			if (restart >= MOST_RESTARTS) throw keepsChanging();
		}
	}
}

/**
 * Settled lines of a period, oldest first. Plaid gives the newest first, so the pages are read from the last one; when their
 * number changes meanwhile, what was given out already is not given again.
 */
export async function* readPeriod(
	client: PlaidClient,
	from: string,
	to: string,
): AsyncGenerator<readonly Line[]> {
	const path = '/transactions/get';
	const read = async (offset: number, count: number) =>
		understood(
			listAnswer,
			await client.post(path, {
				start_date: from,
				end_date: to,
				options: { offset, count, include_original_description: true },
			}),
			path,
		);
	let total = (await read(0, 1)).total_transactions;
	const given = new Set<BusinessKey>();
	let moves = 0;
	for (let end = total; end > 0;) {
		const start = Math.max(0, end - PAGE);
		const answer = await read(start, end - start);
		if (answer.total_transactions !== total) {
			if (++moves > MOST_MOVES) throw keepsChanging();
			// newer lines have come in front (or gone): the place of every older one has moved by as many
			end = Math.max(0, end + answer.total_transactions - total);
			total = answer.total_transactions;
			continue;
		}
		const names = namesOf(answer.accounts);
		const lines = answer.transactions.map((raw) => toDocument(raw, names)).reverse();
		const page = lines.filter(
			(line) => (line.type === 'Held' || line.pending !== true) && !given.has(line.id),
		);
		for (const { id } of page) given.add(id);
		if (page.length > 0) yield page;
		end = start;
	}
}
