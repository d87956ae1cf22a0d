/**
 * A simulated Plaid: one connection (Item) to the day book's bank, with its accounts and transactions. Lines that go out show
 * as pending until the next day. Written after Plaid's documentation, as strict as the real one: keys, fields, cursors.
 */
import { timingSafeEqual } from 'node:crypto';
import type { BankLineEvent } from '../../daybook/events';
import type { LabPlatform, LabRequest, LabResponse, PlatformFault } from '../../kit/platform';
import type { World } from '../../kit/world';
import {
	badToken,
	internal,
	invalidInput,
	invalidRequest,
	itemRefusal,
	mutation,
	ok,
	Refusal,
	refused,
	tooMany,
} from './answers';
import { Changes } from './changes';
import { isPath, parsed, SCHEMAS, type AccountsGet, type Get, type Sync } from './requests';
import { accountIdOf, plaidId, showAccount } from './show';

export interface PlaidLabOptions {
	readonly clientId: string;
	readonly secret: string;
	readonly accessToken: string;
	/** which lines show as pending before they are posted; default: what goes out */
	readonly pendingFirst?: (line: BankLineEvent) => boolean;
}

export interface PlaidLab extends LabPlatform {
	/** The bank corrects something of a posted line (Plaid's own fields). @param id of the day book's line */
	modify(id: string, changes: object): void;
	/** The bank takes a posted line back. */
	remove(id: string): void;
	/** From now on the Item is refused with this code ("ITEM_LOGIN_REQUIRED"); undefined: it is well again. */
	refuseItem(code: string | undefined): void;
	/** The bank's consent ends then (ISO 8601), as it does in Europe; undefined: it does not end by itself. */
	endConsent(at: string | undefined): void;
}

/** Where a reader is: done up to a position of the log, or between the pages of an update. */
interface Cursor {
	readonly from: number;
	/** how many of the update's entries have been given, and how long the log was */
	readonly given?: number;
	readonly to?: number;
}

const encode = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64');

function decode(text: string): Cursor {
	try {
		const cursor = JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as Cursor;
		if (Number.isInteger(cursor.from)) return cursor;
	} catch {
		// falls through: it is no cursor of ours
	}
	throw invalidRequest('INVALID_FIELD', 'cursor not associated with access_token');
}

const DEFAULT_COUNT = 100;

const same = (a: string, b: string): boolean =>
	a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** What the bank has corrected, for the snapshot. */
interface Edit {
	readonly kind: 'modify' | 'remove';
	readonly id: string;
	readonly changes?: object;
}

class Plaid implements PlaidLab {
	readonly name = 'plaid';
	private readonly changes: Changes;
	private readonly edits: Edit[] = [];
	private consentEnds: string | undefined;
	private itemError: string | undefined;
	private readonly calls = new Map<string, number>();

	constructor(
		private readonly world: World,
		private readonly options: PlaidLabOptions,
	) {
		this.changes = new Changes(world, options.pendingFirst ?? (({ amount }) => amount.startsWith('-')));
	}

	handle(request: LabRequest): LabResponse {
		try {
			return ok(this.answer(request));
		} catch (error) {
			if (error instanceof Refusal) return refused(error);
			throw error;
		}
	}

	faultResponse(fault: PlatformFault): LabResponse {
		switch (fault) {
			case 'rateLimited':
				return refused(tooMany());
			case 'serverError':
				return refused(internal());
			case 'unauthorized':
				return refused(badToken());
		}
	}

	isWrite(): boolean {
		return false;
	}

	modify(id: string, changes: object): void {
		this.changes.modify(id, changes);
		this.edits.push({ kind: 'modify', id, changes });
	}

	remove(id: string): void {
		this.changes.remove(id);
		this.edits.push({ kind: 'remove', id });
	}

	refuseItem(code: string | undefined): void {
		this.itemError = code;
	}

	endConsent(at: string | undefined): void {
		this.consentEnds = at;
	}

	/** The log is made of the day book again; what the bank has corrected comes after it. */
	snapshot(): unknown {
		return {
			edits: this.edits,
			itemError: this.itemError ?? null,
			consentEnds: this.consentEnds ?? null,
		};
	}

	restore(snapshot: unknown): void {
		const { edits, itemError, consentEnds } = snapshot as {
			edits: Edit[];
			itemError: string | null;
			consentEnds?: string | null;
		};
		this.consentEnds = consentEnds ?? undefined;
		this.itemError = itemError ?? undefined;
		for (const { kind, id, changes } of edits) {
			if (kind === 'remove') this.remove(id);
			else this.modify(id, changes ?? {});
		}
	}

	inspect(): Record<string, unknown> {
		return { calls: Object.fromEntries(this.calls), changes: this.changes.length };
	}

	private answer(request: LabRequest): object {
		const { method, path } = request;
		if (method !== 'POST' || !isPath(path))
			throw new Refusal(404, 'INVALID_REQUEST', 'NOT_FOUND', 'not found');
		this.calls.set(path, (this.calls.get(path) ?? 0) + 1);
		const body = parsed<AccountsGet | Sync | Get>(SCHEMAS[path], request);
		this.check(request, body);
		if (this.itemError !== undefined) throw itemRefusal(this.itemError);
		switch (path) {
			case '/accounts/get':
				return { accounts: this.accounts(), item: this.item() };
			case '/transactions/sync':
				return this.sync(body as Sync);
			case '/transactions/get':
				return this.get(body as Get);
		}
	}

	private check(
		{ headers }: LabRequest,
		body: Pick<AccountsGet, 'client_id' | 'secret' | 'access_token'>,
	): void {
		const clientId = headers['plaid-client-id'] ?? body.client_id ?? '';
		const secret = headers['plaid-secret'] ?? body.secret ?? '';
		if (clientId === '' || secret === '')
			throw invalidRequest('MISSING_FIELDS', 'the following required fields are missing: client_id, secret');
		if (!same(clientId, this.options.clientId) || !same(secret, this.options.secret))
			throw invalidInput('INVALID_API_KEYS', 'invalid client_id or secret provided');
		if (!same(body.access_token, this.options.accessToken)) throw badToken();
	}

	private accounts(): object[] {
		// the account exists before its first line does
		const all = this.world.dayBook.events.filter(
			(event): event is BankLineEvent => event.kind === 'bankLine',
		);
		const balances = new Map<string, { account: string; currency: string; cents: number }>();
		for (const { account, currency } of all) {
			const id = accountIdOf({ account, currency });
			if (!balances.has(id)) balances.set(id, { account, currency, cents: 0 });
		}
		for (const line of this.changes.bankLines()) {
			const balance = balances.get(accountIdOf(line));
			if (balance !== undefined) balance.cents += Math.round(Number(line.amount) * 100);
		}
		return [...balances.values()].map(({ account, currency, cents }) =>
			showAccount(account, currency, cents / 100),
		);
	}

	private item(): object {
		return {
			available_products: [],
			billed_products: ['transactions'],
			consent_expiration_time: this.consentEnds ?? null,
			error: null,
			institution_id: 'ins_109508',
			institution_name: 'Bank of the day book',
			item_id: plaidId('item', this.world.dayBook.shop.id),
			products: ['transactions'],
			update_type: 'background',
			webhook: '',
		};
	}

	private sync({ cursor: text = '', count = DEFAULT_COUNT, options = {} }: Sync): object {
		const cursor = text === '' ? { from: 0 } : decode(text);
		const { length } = this.changes;
		if (cursor.to !== undefined && cursor.to !== length) throw mutation();
		const update = this.changes.between(cursor.from, length);
		const isWanted = (one: object): boolean =>
			options.account_id === undefined || Reflect.get(one, 'account_id') === options.account_id;
		const entries = (['added', 'modified', 'removed'] as const).flatMap((kind) =>
			update[kind].filter(isWanted).map((one: object) => ({ kind, one })),
		);
		const given = cursor.given ?? 0;
		const page = entries.slice(given, given + count);
		const hasMore = given + count < entries.length;
		const next: Cursor = hasMore ? { from: cursor.from, given: given + count, to: length } : { from: length };
		const of = (kind: string): object[] => page.filter((entry) => entry.kind === kind).map(({ one }) => one);
		const shown = (all: object[]): object[] =>
			options.include_original_description === true
				? all
				: all.map((one) => ({ ...one, original_description: null }));
		return {
			accounts: this.accounts(),
			added: shown(of('added')),
			modified: shown(of('modified')),
			removed: of('removed'),
			next_cursor: encode(next),
			has_more: hasMore,
			transactions_update_status: 'HISTORICAL_UPDATE_COMPLETE',
		};
	}

	private get({ start_date, end_date, options = {} }: Get): object {
		if (start_date > end_date) throw invalidRequest('INVALID_FIELD', 'start_date must be before end_date');
		const { offset = 0, count = DEFAULT_COUNT, account_ids } = options;
		const all = this.changes.current().filter((one) => {
			const { date, account_id } = one as { date: string; account_id: string };
			return date >= start_date && date <= end_date && (account_ids?.includes(account_id) ?? true);
		});
		return {
			accounts: this.accounts(),
			item: this.item(),
			total_transactions: all.length,
			transactions: all.slice(offset, offset + count),
		};
	}
}

export function plaidLab(world: World, options: PlaidLabOptions): PlaidLab {
	return new Plaid(world, options);
}
