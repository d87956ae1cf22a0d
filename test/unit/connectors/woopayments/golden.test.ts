/** Golden cases of WooPayments. To take a change over, look at the difference and run with UPDATE_GOLDEN=1. */
import { resolve } from 'node:path';
import { disputeStages } from '../../../../connectors/gateways/woopayments/disputes';
import { toDocuments } from '../../../../connectors/gateways/woopayments/toDocuments';
import { goldenCases } from '../../../support/gatewayGolden';

interface Case {
	readonly now: string;
	readonly test?: boolean;
	readonly deposit?: unknown;
	readonly dispute?: unknown;
	readonly transactions?: readonly unknown[];
}

goldenCases(resolve(__dirname, '../../../../connectors/gateways/woopayments/golden'), (payload) => {
	const { now, test = false, deposit, dispute, transactions = [] } = payload as Case;
	const context = {
		shop: 'leaf-and-pot.example',
		timeZone: 'America/Los_Angeles',
		gateway: 'woocommerce_payments',
		test,
		now: Date.parse(now),
	};
	return deposit === undefined
		? disputeStages(dispute, context)
		: toDocuments({ deposit, transactions }, context);
});
