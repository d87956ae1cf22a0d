/**
 * Deposits. WooCommerce knows one payment an order; deposit plugins keep the parts in entries of their own. Those of the
 * "WooCommerce Deposits" family (Webtomizer, Acowebs) say how much, not reliably when and through which gateway: so nothing is
 * guessed. Other plugins make an order of each part, which is a sale like any other here.
 */
import { finding, type Finding } from '../../../core/findings/finding';
import type { Order } from './payload';
import { metaText } from './payloadParts';

/** @returns what holds the order while a part is open, or what goes with it once all is paid; none for orders without deposit */
export function depositFindings({ meta_data: meta, currency }: Order): Finding[] {
	if (metaText(meta, '_wc_deposits_order_has_deposit') !== 'yes') return [];
	const shown = (key: string): string => `${metaText(meta, key) ?? '?'} ${currency}`;
	const evidence = {
		deposit: shown('_wc_deposits_deposit_amount'),
		rest: shown('_wc_deposits_second_payment'),
	};
	if (metaText(meta, '_wc_deposits_second_payment_paid') === 'yes')
		return [finding('DEPOSIT_PAID_APART', { path: 'meta_data', evidence })];
	const isBegun = metaText(meta, '_wc_deposits_deposit_paid') === 'yes';
	return isBegun ? [finding('DEPOSIT_NOT_FOLLOWED', { path: 'meta_data', evidence })] : [];
}
