/**
 * A bookkeeper's reading of the shop's answers, written for these tests alone: what the books must say if one believes
 * the shop. It is held against what the day book says, so that nothing gets lost or moved between the two.
 */
import Big from 'big.js';
import { digitsOf } from '../../../lab/daybook/arithmetic';
import { Books, type BookRole, type TaxIdentity } from '../../../lab/daybook/books';
import type { Json, Shop } from './support';

const sum = (values: readonly (string | Big)[]): Big =>
	values.reduce<Big>((all, one) => all.plus(one), new Big(0));

const metaOf = (thing: Json, key: string): Json =>
	thing.meta_data.find((one: Json) => one.key === key)?.value;

function roleOfFee(name: string): BookRole {
	if (/\b(tips?|gratuity)\b/i.test(name)) return 'tips';
	if (/\b(duty|duties)\b/i.test(name)) return 'duties';
	if (/\bimport (tax|vat)\b/i.test(name)) return 'importTax';
	return 'sales';
}

const RETURN_ROLE: Readonly<Partial<Record<BookRole, BookRole>>> = {
	sales: 'salesReturns',
	shippingIncome: 'shippingRefunds',
};

function tender(books: Books, currency: string, gateway: string, amount: Big): void {
	if (gateway === 'gift_card') books.debit('giftCardLiability', currency, amount);
	else if (gateway === 'store_credit') books.debit('storeCredit', currency, amount);
	else books.debit('clearing', currency, amount, { gateway });
}

class Reader {
	readonly books = new Books();
	private readonly lineRoles = new Map<number, BookRole>();
	private rates = new Map<number, { identity: TaxIdentity; marketplace: boolean }>();

	constructor(private readonly shop: Shop) {}

	async read(): Promise<Books> {
		for (const rate of await this.shop.all('/taxes')) {
			this.rates.set(rate.id, {
				identity: {
					name: rate.name,
					rate: new Big(rate.rate).div(100).toFixed(),
					country: rate.country,
					...(rate.state === '' ? {} : { region: rate.state }),
				},
				marketplace: rate.class === 'marketplace-facilitator',
			});
		}
		const refunds = await this.shop.all('/refunds?order=asc&dp=6');
		for (const order of await this.shop.all('/orders?order=asc&dp=6')) {
			if (!this.isBooked(order)) continue;
			this.sale(order);
			let owed = this.paid(order);
			for (const refund of refunds.filter((one) => one.parent_id === order.id))
				owed = this.refund(refund, order, owed);
		}
		return this.books;
	}

	private isBooked(order: Json): boolean {
		if (metaOf(order, '_wcpay_mode') === 'test' || metaOf(order, '_ppcp_paypal_payment_mode') === 'sandbox')
			return false;
		const free = [...order.line_items, ...order.shipping_lines, ...order.fee_lines];
		if (free.every((line: Json) => new Big(line.subtotal ?? line.total).eq(0))) return false;
		const isReserved =
			metaOf(order, '_intention_status') === 'requires_capture' ||
			metaOf(order, '_stripe_charge_captured') === 'no';
		return !isReserved;
	}

	private tax(id: number, currency: string, amount: Big): Big {
		const rate = this.rates.get(id);
		if (rate === undefined) throw new Error(`no tax rate ${id}`);
		this.books.credit(rate.marketplace ? 'marketplaceTax' : 'taxPayable', currency, amount, {
			tax: rate.identity,
		});
		return amount;
	}

	/** Lines are unrounded: a line with its taxes is a whole amount of cents, and tax totals are what was charged. */
	private sale(order: Json): void {
		const { currency } = order;
		const digits = digitsOf(currency);
		const percent = new Map<number, Big>(
			order.tax_lines.map((line: Json) => [line.rate_id, new Big(line.rate_percent).div(100)]),
		);
		let cart = new Big(0);
		for (const line of order.line_items) {
			const gross = new Big(line.total).plus(sum(line.taxes.map((tax: Json) => tax.total)));
			const isGiftCard = metaOf(line, 'wc_gc_giftcard_amount') !== undefined;
			const role: BookRole = isGiftCard ? 'giftCardLiability' : 'sales';
			this.lineRoles.set(line.id, role);
			const rates = sum(
				line.taxes.flatMap((tax: Json) =>
					this.rates.get(tax.id)?.marketplace ? [] : [percent.get(tax.id)!],
				),
			);
			// a discount is of the price; a marketplace's tax is never part of that
			const price = (of: 'total' | 'subtotal'): Big =>
				new Big(line[of]).plus(
					sum(line.taxes.flatMap((tax: Json) => (this.rates.get(tax.id)?.marketplace ? [] : [tax[of]]))),
				);
			const off = order.prices_include_tax
				? price('subtotal').minus(price('total')).round(digits, 1).div(rates.plus(1)).round(digits, 1)
				: new Big(line.subtotal).minus(line.total).round(digits, 1);
			this.books.debit('discounts', currency, off);
			this.books.credit(role, currency, off);
			if (isGiftCard) this.books.credit(role, currency, gross.round(digits, 1));
			else cart = cart.plus(order.prices_include_tax ? gross.round(digits, 1) : line.total);
		}
		for (const line of order.fee_lines) {
			const role = roleOfFee(line.name);
			this.lineRoles.set(line.id, role);
			const net = new Big(line.total);
			const own = sum(line.taxes.map((tax: Json) => new Big(tax.total).round(digits, 1)));
			if (role === 'sales') cart = cart.plus(order.prices_include_tax ? net.plus(own) : net);
			else this.books.credit(role, currency, net);
		}
		for (const line of order.shipping_lines) {
			this.lineRoles.set(line.id, 'shippingIncome');
			this.books.credit('shippingIncome', currency, new Big(line.total));
		}
		for (const line of order.tax_lines) {
			this.tax(line.rate_id, currency, new Big(line.shipping_tax_total).round(digits, 1));
			const charged = this.tax(line.rate_id, currency, new Big(line.tax_total).round(digits, 1));
			if (order.prices_include_tax) cart = cart.minus(charged);
		}
		this.books.credit('sales', currency, cart);
	}

	/** @returns what is still owed for the order */
	private paid(order: Json): Big {
		const { currency } = order;
		const cards = (order.gift_cards ?? []).map((card: Json) => new Big(card.amount));
		for (const amount of cards) tender(this.books, currency, 'gift_card', amount);
		const listed: Json[] | undefined = metaOf(order, '_yith_pos_multiple_payment_methods');
		const whole =
			order.date_paid === null ? [] : [{ paymentMethod: order.payment_method, amount: order.total }];
		const payments = (listed ?? whole).filter(({ amount }) => !new Big(amount).eq(0));
		for (const { paymentMethod, amount } of payments)
			tender(this.books, currency, paymentMethod, new Big(amount));
		const owed = new Big(order.total).minus(sum(payments.map(({ amount }) => amount)));
		this.books.debit('receivable', currency, owed);
		return owed;
	}

	private refund(refund: Json, order: Json, owed: Big): Big {
		const { currency } = order;
		let rest = new Big(refund.amount);
		for (const line of [...refund.line_items, ...refund.shipping_lines, ...refund.fee_lines]) {
			const role = this.lineRoles.get(Number(metaOf(line, '_refunded_item_id')));
			if (role === undefined) throw new Error('a refund of an unknown line');
			const net = new Big(line.total).times(-1);
			this.books.debit(
				line.quantity === 0 ? 'refundAdjustments' : (RETURN_ROLE[role] ?? role),
				currency,
				net,
			);
			rest = rest.minus(net);
		}
		for (const line of refund.tax_lines) {
			for (const part of [line.tax_total, line.shipping_tax_total])
				rest = rest.plus(this.tax(line.rate_id, currency, new Big(part)));
		}
		this.books.debit('refundAdjustments', currency, rest);
		const listed: Json[] | undefined = metaOf(refund, '_yith_pos_multiple_payment_methods');
		const amount = new Big(refund.amount);
		if (owed.gte(amount)) {
			this.books.credit('receivable', currency, amount);
			return owed.minus(amount);
		}
		for (const one of listed ?? [{ paymentMethod: order.payment_method, amount: refund.amount }])
			tender(this.books, currency, one.paymentMethod, new Big(one.amount).times(-1));
		return owed;
	}
}

export const readBooks = async (shop: Shop): Promise<Books> => await new Reader(shop).read();
