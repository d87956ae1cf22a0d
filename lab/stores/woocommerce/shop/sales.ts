/** What was sold of each product so far, kept as orders come in. */
import Big from 'big.js';
import type { OrderEvent } from '../../../daybook/events';
import { ZERO } from './money';

export class Sales {
	private readonly units = new Map<string, Big>();
	private readonly cards = new Set<string>();
	private bareCards = false;

	add({ lines }: OrderEvent): void {
		for (const { sku, type, quantity } of lines) {
			if (type === 'giftCard' && sku === undefined) this.bareCards = true;
			if (sku === undefined) continue;
			if (type === 'giftCard') this.cards.add(sku);
			this.units.set(sku, new Big(quantity).plus(this.units.get(sku) ?? ZERO));
		}
	}

	unitsOf(sku: string): Big {
		return this.units.get(sku) ?? ZERO;
	}

	/** Whether a product was sold as a gift card. */
	isGiftCard(sku: string): boolean {
		return this.cards.has(sku);
	}

	/** Whether gift cards were sold that are no product of the day book. */
	get hasBareCards(): boolean {
		return this.bareCards;
	}
}
