/** How money moved: through a gateway's clearing account, or against what the shop owes on gift cards and store credit. */
import type { AccountRole } from '../accounts/roles';
import type { PaymentPart } from '../documents/parts';
import type { JournalLine } from './entry';

export type TenderRole = Extract<
	AccountRole,
	'clearing' | 'giftCardLiability' | 'storeCredit' | 'customerDeposits' | 'discounts'
>;

/** The role of a payment's account. A gift card is a payment method, never a discount: unless nobody paid for it. */
export function tenderRole({
	gateway,
	promotional,
}: Pick<PaymentPart, 'gateway' | 'promotional'>): TenderRole {
	if (promotional === true) return 'discounts';
	if (gateway === 'gift_card') return 'giftCardLiability';
	if (gateway === 'deposit') return 'customerDeposits';
	return gateway === 'store_credit' ? 'storeCredit' : 'clearing';
}

/** "Gift card", "paypal, card" */
export function tenderName({ gateway, method, promotional }: PaymentPart): string {
	if (promotional === true) return 'Promotional gift card';
	if (gateway === 'deposit') return 'Deposit';
	if (gateway === 'gift_card') return 'Gift card';
	if (gateway === 'store_credit') return 'Store credit';
	return method === '' || method === gateway ? gateway : `${gateway}, ${method}`;
}

/** What a payment's line keeps of the payment. */
export function paymentInfo(payment: PaymentPart): NonNullable<JournalLine['payment']> {
	const { id, method, capturedAt, reference } = payment;
	return { id, method, capturedAt, ...(reference === undefined ? {} : { reference }) };
}
