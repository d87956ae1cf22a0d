/** Day books of bank lines. */
import type { BankLineEvent, DayBook } from '../../../lab/daybook/events';

const SHOP: DayBook['shop'] = {
	kind: 'shop',
	id: 'contract',
	name: 'Corner Shop',
	currency: 'GBP',
	timeZone: 'Europe/London',
	country: 'GB',
	pricesIncludeTax: true,
};

export function bankLine(on: string, amount: string, more: Partial<BankLineEvent> = {}): BankLineEvent {
	return {
		kind: 'bankLine',
		id: `bank_${on}_${amount}`,
		account: 'Business Current',
		on,
		amount,
		currency: 'GBP',
		description: amount.startsWith('-') ? 'SUPPLIER PAYMENT' : 'STRIPE PAYOUT po_1',
		...more,
	};
}

export const bookOf = (events: readonly BankLineEvent[]): DayBook => ({
	shop: SHOP,
	products: [],
	customers: [],
	events: [...events],
});

/** One line a day from 1 January 2024, in and out in turn, of 1.01, 2.02 ... pounds. */
export function dailyLines(count: number): BankLineEvent[] {
	return Array.from({ length: count }, (_, index) => {
		const on = new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);
		const pence = String(101 * (index + 1)).padStart(3, '0');
		const amount = `${index % 2 === 0 ? '' : '-'}${pence.slice(0, -2)}.${pence.slice(-2)}`;
		return bankLine(on, amount, { id: `bank_${index + 1}` });
	});
}
