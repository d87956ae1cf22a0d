/** Builders of what happens to an order after its sale, and of what gateways tell. */
import type {
	BalanceChange,
	Cancellation,
	Dispute,
	Fulfilment,
	OrderEdit,
	Payout,
	PayoutMatch,
	PayoutTransaction,
} from '../../core/documents';
import { baseSale, money } from './documents';

const { type: _type, lines: _lines, payments: _payments, totals: _totals, ...SALE } = baseSale([]);

const headerOf = (kind: string, id: string) => ({
	...SALE,
	id: `shopify/my-shop/${kind}/${id}`,
	source: { ...SALE.source, kind, externalId: id },
});

export function editOf(
	before: string,
	after: string,
	more: Partial<
		Pick<OrderEdit, 'added' | 'removed' | 'payments' | 'reducesReceivable' | 'pricesIncludeTax'>
	> = {},
): OrderEdit {
	return {
		...headerOf('edit', '3'),
		type: 'OrderEdit',
		saleId: SALE.id,
		added: [],
		removed: [],
		payments: [],
		totals: { before: money(before), after: money(after) },
		...more,
	};
}

export function cancellationOf(released: string, tax: string, lines: Cancellation['lines']): Cancellation {
	return {
		...headerOf('cancellation', '1'),
		type: 'Cancellation',
		saleId: SALE.id,
		lines,
		released: money(released),
		tax: money(tax),
	};
}

export function fulfilmentOf(lines: Fulfilment['lines']): Fulfilment {
	return { ...headerOf('fulfilment', '5'), type: 'Fulfilment', saleId: SALE.id, lines };
}

export function balanceOf(
	instrument: BalanceChange['instrument'],
	change: BalanceChange['change'],
	amount: string,
): BalanceChange {
	const { channel, occurredAt, bookedOn, currency, schemaVersion, id, source } = headerOf('giftCard', '9');
	return {
		type: 'BalanceChange',
		schemaVersion,
		id,
		source: { ...source, externalNumber: '…4242' },
		channel,
		occurredAt,
		bookedOn,
		currency,
		order: { id: '9', number: '…4242' },
		instrument,
		change,
		amount: money(amount),
	};
}

const ownHeader = (kind: string, id: string) => {
	const { channel, occurredAt, bookedOn, currency, schemaVersion, source } = headerOf(kind, id);
	return {
		schemaVersion,
		id: `shopify/my-shop/${kind}/${id}`,
		source: { ...source, externalNumber: id },
		channel,
		occurredAt,
		bookedOn,
		currency,
	};
};

export function transactionOf(
	type: PayoutTransaction['type'],
	amount: string,
	direction: PayoutTransaction['direction'] = 'in',
	fee = '0',
	more: Partial<PayoutTransaction> = {},
): PayoutTransaction {
	return {
		id: `${type}-${amount}`,
		type,
		amount: money(amount),
		direction,
		fee: money(fee),
		occurredAt: '2026-03-02T09:30:00Z',
		...more,
	};
}

export function payoutOf(
	net: string,
	transactions: readonly PayoutTransaction[],
	more: Partial<Pick<Payout, 'status' | 'direction' | 'returnedOn'>> = {},
): Payout {
	return {
		...ownHeader('payout', '77'),
		type: 'Payout',
		gateway: 'shopify_payments',
		status: 'paid',
		arrivesOn: '2026-03-04',
		transactions,
		net: money(net),
		direction: 'toBank',
		...more,
	};
}

export function disputeOf(stage: Dispute['stage'], amount: string, fee: string): Dispute {
	return {
		...ownHeader('dispute', `66-${stage}`),
		type: 'Dispute',
		saleId: SALE.id,
		gateway: 'shopify_payments',
		stage,
		amount: money(amount),
		fee: money(fee),
	};
}

/** What the bank has of payout 77. */
export function matchOf(expected: string, received = expected, more: Partial<PayoutMatch> = {}): PayoutMatch {
	const cents = (text: string): number => Math.round(Number(text) * 100);
	const difference = cents(received) - cents(expected);
	return {
		...ownHeader('match', 'bank-1'),
		bookedOn: '2026-03-04',
		type: 'PayoutMatch',
		status: difference === 0 ? 'matched' : 'matchedWithDifference',
		gateway: 'shopify_payments',
		payouts: ['shopify/my-shop/payout/77'],
		bankTransactions: ['plaid/account/transaction/1'],
		expected: money(expected),
		received: money(received),
		difference: money((Math.abs(difference) / 100).toFixed(2)),
		differenceSide: difference === 0 ? 'none' : difference > 0 ? 'bankIsHigher' : 'bankIsLower',
		reasons: [],
		...more,
	};
}
