/** The payments of an order as a shop with one gateway for each order, gift cards and a till can show them. */
import Big from 'big.js';
import type { DayBookPayment } from '../../../daybook/events';
import { total } from './money';

/** All payments so far; one that is told again has its last state. */
export class Payments {
	private readonly byId = new Map<string, DayBookPayment>();
	private paid: number | null = null;

	add(payment: DayBookPayment): void {
		this.byId.set(payment.id, payment);
	}

	get all(): readonly DayBookPayment[] {
		return [...this.byId.values()];
	}

	with(status: DayBookPayment['status']): readonly DayBookPayment[] {
		return this.all.filter((payment) => payment.status === status);
	}

	get giftCards(): readonly DayBookPayment[] {
		return this.with('captured').filter(({ gateway }) => gateway === 'gift_card');
	}

	/** captured, by anything but gift cards */
	get money(): readonly DayBookPayment[] {
		return this.with('captured').filter(({ gateway }) => gateway !== 'gift_card');
	}

	/** epoch milliseconds of the moment at which all was paid; it stays, also when the order is edited afterwards */
	get paidAt(): number | null {
		return this.paid;
	}

	/** Looks whether the order is paid by now. */
	settle(orderTotal: Big, at: number): void {
		if (this.paid !== null) return;
		if (total(this.with('captured').map(({ amount }) => amount)).gte(orderTotal)) this.paid = at;
	}

	/** Money is reserved, none is taken. */
	get isReserved(): boolean {
		return this.with('captured').length === 0 && this.with('authorized').length > 0;
	}

	/** Which payment the order's `payment_method` is about: the largest that came in, else the one that is waited for. */
	get leading(): DayBookPayment | undefined {
		const largest = [...this.money].sort((a, b) => new Big(b.amount).cmp(a.amount))[0];
		const open = this.all.filter(({ status }) => status === 'authorized' || status === 'pending').at(-1);
		return (
			largest ??
			open ??
			this.with('failed')
				.filter(({ gateway }) => gateway !== 'gift_card')
				.at(-1)
		);
	}

	/** Whether `payment_method` and `total` alone do not say how it was paid. */
	get needsList(): boolean {
		return this.money.length > 1 || (this.money.length === 1 && this.paid === null);
	}
}
