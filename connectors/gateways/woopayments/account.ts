/** The account of WooPayments, and the site that it belongs to. */
import { IANAZone } from 'luxon';
import { finding } from '../../../core/findings/finding';
import type { GatewayInfo } from '../../../core/gateway/connector';
import { isCurrency } from '../../../core/money/currency';
import { TransportError } from '../../../core/transport/http';
import type { WooPaymentsClient } from './client';
import { PLATFORM } from './context';
import { parseAccount } from './payload';

const textAt = (value: unknown, name: string): string => {
	const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
	return typeof found === 'string' ? found.slice(0, 500) : '';
};

/**
 * @returns with GATEWAY_NOT_ACTIVE, PAYOUT_MANUAL
 * @throws TransportError, "rejected" when the answer cannot be read
 */
export async function readAccount(client: WooPaymentsClient): Promise<GatewayInfo> {
	const { shop } = client;
	const account = parseAccount(await client.get('/payments/accounts'));
	if (account === undefined)
		throw new TransportError(
			'rejected',
			`The answer of ${shop} about its account cannot be read; its format may have changed.`,
		);
	const site = await client.site();
	const { store_currencies: currencies, deposits, status } = account;
	const codes = [currencies?.default ?? '', ...(currencies?.supported ?? [])].map((code) =>
		code.toUpperCase(),
	);
	const zone = textAt(site, 'timezone_string');
	const name = textAt(site, 'name');
	const gateway = 'WooPayments';
	const isActive = status !== 'NOACCOUNT' && status !== 'ONBOARDING_DISABLED';
	return {
		gateway: PLATFORM,
		accountId: shop,
		name: name === '' ? shop : name,
		currencies: [...new Set(codes)].filter(isCurrency),
		...(zone !== '' && IANAZone.isValidZone(zone) ? { timeZone: zone } : {}),
		test: account.test_mode === true || account.is_live === false,
		findings: [
			...(isActive ? [] : [finding('GATEWAY_NOT_ACTIVE', { evidence: { gateway, account: shop } })]),
			...(deposits?.interval === 'manual' ? [finding('PAYOUT_MANUAL', { evidence: { gateway } })] : []),
		],
	};
}
