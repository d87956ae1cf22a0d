/** Golden cases of Shopify Payments. To take a change over, look at the difference and run with UPDATE_GOLDEN=1. */
import { resolve } from 'node:path';
import { lostDispute, movedMoney } from '../../../../connectors/gateways/shopifypayments/disputes';
import { parseDispute } from '../../../../connectors/gateways/shopifypayments/payload';
import { toDocuments } from '../../../../connectors/gateways/shopifypayments/toDocuments';
import { goldenCases } from '../../../support/gatewayGolden';

interface Case {
	readonly now: string;
	readonly payout?: unknown;
	readonly dispute?: unknown;
	readonly transactions: readonly unknown[];
}

goldenCases(resolve(__dirname, '../../../../connectors/gateways/shopifypayments/golden'), (payload) => {
	const { now, payout, dispute, transactions } = payload as Case;
	const context = {
		shop: 'harbour-goods.myshopify.com',
		timeZone: 'America/New_York',
		gateway: 'shopify_payments',
		now: Date.parse(now),
	};
	if (payout !== undefined) return toDocuments({ payout, transactions }, 'America/New_York', context);
	const moved = transactions.flatMap((one) => movedMoney(one, context) ?? []);
	const parsed = parseDispute(dispute);
	if (!parsed.ok) throw new Error('the case has no dispute');
	const lost = lostDispute(parsed.value, transactions, context);
	return lost === undefined ? moved : [...moved, lost];
});
