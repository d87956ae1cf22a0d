/** A customer of the day book. Without approval for personal data only the number, the country and the sums are there. */
import type { CustomerEvent } from '../../../daybook/events';
import { gid, numericId } from '../shop/ids';
import { totalsOf } from '../shop/totals';
import { notApproved } from './access';
import { MailingAddressNode } from './address';
import { dateTime, money, type MoneyV2 } from './bags';
import { connect, type ConnectionArgs } from './connection';
import type { Session } from './session';

export const customerId = (customer: CustomerEvent): number => numericId('Customer', customer.id);

export class CustomerNode {
	readonly __typename = 'Customer';
	readonly taxExemptions: readonly string[] = [];
	readonly tags: readonly string[] = [];
	readonly #customer: CustomerEvent;
	readonly #session: Session;

	constructor(customer: CustomerEvent, session: Session) {
		this.#customer = customer;
		this.#session = session;
	}

	get id(): string {
		return gid('Customer', customerId(this.#customer));
	}

	get legacyResourceId(): string {
		return String(customerId(this.#customer));
	}

	get displayName(): string {
		if (!this.#session.showsPersonalData) throw notApproved('displayName');
		return this.#customer.name;
	}

	/** The day book knows one name: its last word is the last name. */
	get firstName(): string | null {
		const words = this.#customer.name.split(' ');
		return this.#personal(words.length < 2 ? undefined : words.slice(0, -1).join(' '));
	}

	get lastName(): string | null {
		return this.#personal(this.#customer.name.split(' ').at(-1));
	}

	get email(): string | null {
		return this.#personal(this.#customer.email);
	}

	get defaultEmailAddress(): object | null {
		const emailAddress = this.email;
		return emailAddress === null ? null : { emailAddress, validFormat: true };
	}

	get defaultAddress(): MailingAddressNode {
		const { id, name } = this.#customer;
		return new MailingAddressNode(`customer ${id}`, this.#customer, name, this.#session);
	}

	addresses(): MailingAddressNode[] {
		return [this.defaultAddress];
	}

	get createdAt(): string {
		return dateTime(this.#session.shop.openedAt);
	}

	get updatedAt(): string {
		return this.createdAt;
	}

	get numberOfOrders(): string {
		return String(this.#session.shop.ordersOf(this.#customer.id).length);
	}

	get amountSpent(): MoneyV2 {
		const { shop } = this.#session;
		const orders = shop.ordersOf(this.#customer.id).map((key) => shop.orders.order(key));
		const paid = orders.filter((order) => order !== undefined).map(totalsOf);
		const spent = paid.reduce((sum, { received, refunded }) => sum + received.shop - refunded.shop, 0n);
		return money(spent, shop.details.currency);
	}

	orders(args: ConnectionArgs, session: Session): object {
		const keys = session.shop
			.ordersOf(this.#customer.id)
			.map((key) => ({ id: numericId('Order', key), key }));
		return connect(keys, args, session, ({ key }) => {
			const order = session.shop.orders.order(key);
			return order === undefined ? null : session.orderNode(order);
		});
	}

	#personal(value: string | undefined): string | null {
		return this.#session.showsPersonalData ? (value ?? null) : null;
	}
}
