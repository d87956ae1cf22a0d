/** The accounts beside clearing that must be made of open items too: gift cards, store credit, disputes, reserves. */
import type { BalanceChange, Payout, PaymentPart, Refund, Sale } from '../../documents';
import { minorUnits } from '../../money/money';
import type { MoneyDocument } from '../join';
import { openMovements, type Left, type Movement } from './settle';

export type LiabilityDocument = MoneyDocument | BalanceChange;

type Instrument = 'giftCards' | 'storeCredit';

const GATEWAYS: Readonly<Record<Instrument, string>> = {
	giftCards: 'gift_card',
	storeCredit: 'store_credit',
};
const NAMES: Readonly<Record<Instrument, string>> = { giftCards: 'gift card', storeCredit: 'store credit' };

type Ordered = LiabilityDocument & { readonly order: { readonly number: string } };

/** @param units debits are positive: what is used up or given back */
function movement(document: Ordered, part: string, kind: string, units: bigint, at?: string): Movement[] {
	if (units === 0n) return [];
	const { id, currency, bookedOn, occurredAt, order } = document;
	return [
		{
			key: `${id}#${part}`,
			about: id,
			kind,
			currency,
			units,
			at: at ?? occurredAt,
			bookedOn,
			orderNumber: order.number,
		},
	];
}

function paid(
	document: Ordered,
	parts: readonly PaymentPart[],
	instrument: Instrument,
	isUsed: boolean,
): Movement[] {
	return parts
		.filter(({ gateway, promotional }) => gateway === GATEWAYS[instrument] && promotional !== true)
		.flatMap(({ id, amount, capturedAt }) =>
			isUsed
				? movement(document, id, `${NAMES[instrument]} used`, minorUnits(amount), capturedAt)
				: movement(document, id, `refunded to ${NAMES[instrument]}`, -minorUnits(amount), capturedAt),
		);
}

const soldCards = (sale: Sale): Movement[] =>
	sale.lines
		.filter(({ type }) => type === 'giftCard')
		// owed at its face value, whatever was paid for it
		.flatMap(({ id, gross }) => movement(sale, id, 'gift card sold', -minorUnits(gross)));

const returnedCards = (refund: Refund): Movement[] =>
	refund.lines
		.filter(({ type }) => type === 'giftCard')
		.flatMap(({ id, amount, discount }) =>
			movement(
				refund,
				id,
				'gift card given back',
				minorUnits(amount) + (discount === undefined ? 0n : minorUnits(discount)),
			),
		);

function changed(change: BalanceChange, instrument: Instrument): Movement[] {
	if ((change.instrument === 'giftCard') !== (instrument === 'giftCards')) return [];
	const units = minorUnits(change.amount);
	const isExpired = change.change === 'expired';
	const kind = `${NAMES[instrument]} ${isExpired ? 'expired' : 'given'}`;
	return movement(change, 'change', kind, isExpired ? units : -units);
}

/** What is owed to customers on gift cards or as store credit. The oldest is taken to be used first: shops do not say which. */
export function liabilityItems(documents: readonly LiabilityDocument[], instrument: Instrument): Left[] {
	const isCards = instrument === 'giftCards';
	return openMovements(
		documents.flatMap((document): Movement[] => {
			switch (document.type) {
				case 'Sale':
					return [
						...(isCards ? soldCards(document) : []),
						...paid(document, document.payments, instrument, true),
					];
				case 'Refund':
					return [
						...(isCards ? returnedCards(document) : []),
						...paid(document, document.payments, instrument, false),
					];
				case 'Payment':
					return paid(document, [document.payment], instrument, document.direction === 'received');
				case 'BalanceChange':
					return changed(document, instrument);
				case 'OrderEdit':
				case 'Dispute':
					return [];
			}
		}),
	);
}

/** What was disputed and is not decided: opened with its amount, closed by being won or lost. */
export function disputeItems(documents: readonly MoneyDocument[]): Left[] {
	return openMovements(
		documents.flatMap((document): Movement[] => {
			if (document.type !== 'Dispute') return [];
			const { id, stage, amount, currency, gateway, occurredAt, bookedOn, saleId, source } = document;
			const units = minorUnits(amount);
			return [
				{
					key: id,
					about: id,
					kind: stage === 'opened' ? 'dispute' : `dispute ${stage}`,
					currency,
					gateway,
					units: stage === 'opened' ? units : -units,
					at: occurredAt,
					bookedOn,
					orderNumber: source.externalNumber,
					thread: saleId,
				},
			];
		}),
	);
}

/** What gateways hold back, less what they released, the oldest first. */
export function reserveItems(payouts: readonly Payout[]): Left[] {
	const movements = payouts
		.filter(({ status }) => status !== 'failed')
		.flatMap(({ id, gateway, currency, bookedOn, transactions, source }) =>
			transactions
				.filter(({ type }) => type === 'reserveHold' || type === 'reserveRelease')
				.map((each): Movement => {
					const isHeld = each.direction === 'out';
					return {
						key: `${id}#${each.id}`,
						about: id,
						kind: isHeld ? 'reserve held back' : 'reserve released',
						currency,
						gateway,
						units: isHeld ? minorUnits(each.amount) : -minorUnits(each.amount),
						at: each.occurredAt,
						bookedOn,
						orderNumber: source.externalNumber,
						thread: `${gateway} ${currency}`,
					};
				}),
		);
	return openMovements(movements);
}
