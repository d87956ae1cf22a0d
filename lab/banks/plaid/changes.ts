/** What happens to the transactions of an Item, one change after the other: the log that cursors point into. */
import type { BankLineEvent } from '../../daybook/events';
import type { World } from '../../kit/world';
import { showTransaction, transactionIdOf } from './show';

export type Change =
	| {
			readonly kind: 'added' | 'modified';
			readonly id: string;
			readonly accountId: string;
			readonly transaction: object;
	  }
	| { readonly kind: 'removed'; readonly id: string; readonly accountId: string };

/** What a cursor is told between two positions of the log: the last state of each transaction. */
export interface Update {
	readonly added: readonly object[];
	readonly modified: readonly object[];
	readonly removed: readonly { readonly transaction_id: string; readonly account_id: string }[];
}

const DAY_MS = 24 * 60 * 60_000;

export class Changes {
	private readonly log: Change[] = [];
	private readonly waiting: BankLineEvent[] = [];
	private readonly lines: BankLineEvent[] = [];
	private seen = 0;

	/** @param isPendingFirst which lines show as pending before they are posted */
	constructor(
		private readonly world: World,
		private readonly isPendingFirst: (line: BankLineEvent) => boolean,
	) {}

	/** How many changes there are; the day book is caught up with first. */
	get length(): number {
		this.catchUp();
		return this.log.length;
	}

	/** Posted and pending lines as they are, newest first. */
	current(): readonly object[] {
		const { added } = this.between(0, this.length);
		return [...added].reverse().sort((a, b) => dateOf(b).localeCompare(dateOf(a)));
	}

	/** The bank lines that have happened. */
	bankLines(): readonly BankLineEvent[] {
		this.catchUp();
		return this.lines;
	}

	between(from: number, to: number): Update {
		const known = new Set<string>();
		for (const change of this.log.slice(0, from)) {
			if (change.kind === 'removed') known.delete(change.id);
			else known.add(change.id);
		}
		const last = new Map<string, Change>();
		for (const change of this.log.slice(from, to)) {
			last.delete(change.id);
			last.set(change.id, change);
		}
		const added: object[] = [];
		const modified: object[] = [];
		const removed: { transaction_id: string; account_id: string }[] = [];
		for (const change of last.values()) {
			if (change.kind === 'removed') {
				if (known.has(change.id)) removed.push({ transaction_id: change.id, account_id: change.accountId });
			} else if (known.has(change.id)) modified.push(change.transaction);
			else added.push(change.transaction);
		}
		return { added, modified, removed };
	}

	/** The bank corrects something of a posted line. @param id of the day book's line */
	modify(id: string, changes: object): void {
		this.catchUp();
		const transactionId = transactionIdOf({ id }, false);
		const before = this.log.findLast((change) => change.id === transactionId);
		if (before === undefined || before.kind === 'removed')
			throw new Error(`The bank has no posted line ${id}.`);
		const { accountId } = before;
		const transaction = { ...before.transaction, ...changes };
		this.log.push({ kind: 'modified', id: transactionId, accountId, transaction });
	}

	/** The bank takes a posted line back. */
	remove(id: string): void {
		this.catchUp();
		const transactionId = transactionIdOf({ id }, false);
		const before = this.log.findLast((change) => change.id === transactionId);
		if (before === undefined || before.kind === 'removed')
			throw new Error(`The bank has no posted line ${id}.`);
		this.log.push({ kind: 'removed', id: transactionId, accountId: before.accountId });
	}

	private catchUp(): void {
		const happened = this.world.happened();
		for (const event of happened.slice(this.seen)) {
			if (event.kind !== 'bankLine') continue;
			this.lines.push(event);
			this.postBefore(Date.parse(event.on));
			if (this.isPendingFirst(event)) {
				this.waiting.push(event);
				this.add(event, true, false);
			} else this.add(event, false, false);
		}
		this.seen = happened.length;
		this.postBefore(this.world.now - DAY_MS + 1);
	}

	/** Pending lines of earlier days are posted: the pending one goes, the posted one comes with an id of its own. */
	private postBefore(time: number): void {
		while (this.waiting[0] !== undefined && Date.parse(this.waiting[0].on) < time) {
			const line = this.waiting.shift()!;
			const { account_id: accountId } = showTransaction(line, true, false) as { account_id: string };
			this.log.push({ kind: 'removed', id: transactionIdOf(line, true), accountId });
			this.add(line, false, true);
		}
	}

	private add(line: BankLineEvent, pending: boolean, wasPending: boolean): void {
		const transaction = showTransaction(line, pending, wasPending);
		const { account_id: accountId } = transaction as { account_id: string };
		this.log.push({ kind: 'added', id: transactionIdOf(line, pending), accountId, transaction });
	}
}

function dateOf(transaction: object): string {
	return String(Reflect.get(transaction, 'date'));
}
