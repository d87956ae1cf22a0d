/** What people and programs did in the shop beside the day book: trash, deletion, states, meta data, notes. */
import type { Meta, WooNote, WooOrder } from './order';

/** Order states that a program may set; a shop knows no others without a plugin. */
export const STATUSES = [
	'pending',
	'processing',
	'on-hold',
	'completed',
	'cancelled',
	'refunded',
	'failed',
	'checkout-draft',
] as const;
export type Status = (typeof STATUSES)[number];

export interface OrderChange {
	/** epoch milliseconds; 0 when nothing that moves it was done */
	readonly modifiedAt: number;
	readonly trashedAt?: number;
	readonly status?: Status;
	readonly customerNote?: string;
	readonly meta?: readonly Meta[];
	readonly notes?: readonly WooNote[];
}

export interface ChangesSnapshot {
	readonly orders: readonly (readonly [number, OrderChange])[];
	readonly deletedOrders: readonly number[];
	readonly deletedRefunds: readonly number[];
}

const NOTHING: OrderChange = { modifiedAt: 0 };

export class Changes {
	private orders = new Map<number, OrderChange>();
	private goneOrders = new Set<number>();
	private goneRefunds = new Set<number>();

	of(id: number): OrderChange {
		return this.orders.get(id) ?? NOTHING;
	}

	isGone(id: number): boolean {
		return this.goneOrders.has(id);
	}

	/** Changes an order; `at` moves its date_modified, undefined does not. */
	change(id: number, what: Omit<OrderChange, 'modifiedAt'>, at?: number): void {
		const before = this.of(id);
		this.orders.set(id, { ...before, ...what, modifiedAt: Math.max(before.modifiedAt, at ?? 0) });
	}

	restoreFromTrash(id: number, at: number): void {
		const { trashedAt: _, ...before } = this.of(id);
		this.orders.set(id, { ...before, modifiedAt: Math.max(before.modifiedAt, at) });
	}

	deleteOrder(id: number): void {
		this.goneOrders.add(id);
	}

	/** It does not move the order's date_modified: that is how the real one is. */
	deleteRefund(id: number): void {
		this.goneRefunds.add(id);
	}

	/** The order without the refunds that were deleted. */
	applied(order: WooOrder): WooOrder {
		const { modifiedAt, notes = [], meta = [] } = this.of(order.id);
		const hasGone = order.refunds.some(({ id }) => this.goneRefunds.has(id));
		if (!hasGone && modifiedAt === 0 && notes.length === 0 && meta.length === 0) return order;
		const keys = new Set(meta.map(({ key }) => key));
		return {
			...order,
			modifiedAt: Math.max(order.modifiedAt, modifiedAt),
			refunds: order.refunds.filter(({ id }) => !this.goneRefunds.has(id)),
			notes: [...order.notes, ...notes],
			meta: [...order.meta.filter(({ key }) => !keys.has(key)), ...meta],
		};
	}

	snapshot(): ChangesSnapshot {
		return {
			orders: [...this.orders],
			deletedOrders: [...this.goneOrders],
			deletedRefunds: [...this.goneRefunds],
		};
	}

	restore({ orders, deletedOrders, deletedRefunds }: ChangesSnapshot): void {
		this.orders = new Map(orders);
		this.goneOrders = new Set(deletedOrders);
		this.goneRefunds = new Set(deletedRefunds);
	}
}
