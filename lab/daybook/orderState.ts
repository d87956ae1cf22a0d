/** What is known of an order while a day book is read: what was sold, paid and given back, so that no line contradicts it. */
import Big from 'big.js';
import { digitsOf, lineAmount, lineTotal, sum } from './arithmetic';
import type { DayBookLine, DayBookPayment, DayBookRefundLine, OrderEvent } from './events';

/** What is left of a line to give back. */
interface LeftOfLine {
	quantity: Big;
	amount: Big;
	/** by name of the tax */
	readonly taxes: Map<string, Big>;
	/** names of the taxes that are in the price */
	readonly included: ReadonlySet<string>;
}

/** A problem below the key of what was given. */
export type Report = (key: string, message: string) => void;

export class OrderState {
	readonly digits: number;
	total = new Big(0);
	captured = new Big(0);
	returned = new Big(0);
	cancelled = false;
	/** a line had a problem: then the total is not known either */
	flawed = false;
	/** by id, as last told */
	readonly payments = new Map<string, DayBookPayment>();
	private readonly lines = new Map<string, LeftOfLine>();

	constructor(readonly order: Pick<OrderEvent, 'id' | 'currency' | 'pricesIncludeTax'>) {
		this.digits = digitsOf(order.currency);
	}

	get hasTaxes(): boolean {
		return [...this.lines.values()].some((line) => line.taxes.size > 0);
	}

	/** Takes a line into the order, or says why not. */
	add(line: DayBookLine, report: Report): void {
		if (this.lines.has(line.id)) return report('id', `"${line.id}" is on this order already`);
		const amount = lineAmount(line, this.digits);
		if (amount.lt(0)) return report('discount', `${line.discount} is more than the line itself`);
		const taxes = new Map(line.taxes.map((tax) => [tax.name, new Big(tax.amount)]));
		if (taxes.size < line.taxes.length) return report('taxes', 'two taxes of a line have the same name');
		const included = this.order.pricesIncludeTax
			? line.taxes.filter((tax) => tax.collectedBy === 'merchant')
			: [];
		if (sum(included.map((tax) => tax.amount)).gt(amount)) {
			return report(
				'taxes',
				`are more than the line's amount ${amount.toFixed(this.digits)}, which contains them`,
			);
		}
		const names = new Set(included.map((tax) => tax.name));
		this.lines.set(line.id, { quantity: new Big(line.quantity), amount, taxes, included: names });
		this.total = this.total.plus(lineTotal(line, this.order.pricesIncludeTax, this.digits));
	}

	/**
	 * Takes a line back, whole or in part, or says why it cannot be.
	 * @returns what it comes to with its taxes
	 */
	giveBack(back: DayBookRefundLine, report: Report): Big {
		const line = this.lines.get(back.orderLineId);
		const worth = new Big(back.amount);
		if (line === undefined) {
			report('orderLineId', `"${back.orderLineId}" is not a line of order "${this.order.id}"`);
			return worth;
		}
		if (line.quantity.lt(back.quantity)) {
			report('quantity', `${back.quantity} is more than the ${line.quantity.toFixed()} left of the line`);
		}
		if (line.amount.lt(worth)) {
			report(
				'amount',
				`${back.amount} is more than the ${line.amount.toFixed(this.digits)} left of the line`,
			);
		}
		line.quantity = line.quantity.minus(back.quantity);
		line.amount = line.amount.minus(worth);
		let [onTop, inside] = [new Big(0), new Big(0)];
		back.taxes.forEach(({ name, amount }, index) => {
			const left = line.taxes.get(name);
			if (left === undefined) return report(`taxes[${index}].name`, `the line has no tax "${name}"`);
			if (left.lt(amount)) {
				report(
					`taxes[${index}].amount`,
					`${amount} is more than the ${left.toFixed(this.digits)} left of it`,
				);
			}
			line.taxes.set(name, left.minus(amount));
			if (line.included.has(name)) inside = inside.plus(amount);
			else onTop = onTop.plus(amount);
		});
		if (inside.gt(worth)) report('taxes', `are more than the amount ${back.amount}, which contains them`);
		return worth.plus(onTop);
	}
}
