/** The account: whose it is, what it pays out, and what the app may not see of it. */
import { checkTimeZone } from '../../../core/time/zones';
import { finding, type Finding } from '../../../core/findings/finding';
import type { GatewayInfo } from '../../../core/gateway/connector';
import { isCurrency } from '../../../core/money/currency';
import { TransportError } from '../../../core/transport/http';
import type { ShopifyPaymentsClient } from './client';
import { PLATFORM } from './context';
import { parseAccount } from './payload';
import { ACCOUNT } from './queries';

/** Permissions, and what cannot be done without them. */
const PERMISSIONS: readonly { readonly anyOf: readonly string[]; readonly effect: string }[] = [
	{
		anyOf: ['read_shopify_payments_accounts', 'read_shopify_payments'],
		effect: 'no payouts can be read',
	},
	{
		anyOf: ['read_shopify_payments_payouts', 'read_shopify_payments'],
		effect: 'no payouts can be read',
	},
	{
		anyOf: ['read_shopify_payments_disputes', 'read_shopify_payments'],
		effect: 'no disputes can be read',
	},
];

function missing(granted: readonly string[]): Finding[] {
	if (granted.length === 0) return []; // Shopify did not tell
	return PERMISSIONS.filter(({ anyOf }) => !anyOf.some((scope) => granted.includes(scope))).map(
		({ anyOf: [permission = ''], effect }) =>
			finding('PERMISSION_MISSING', { evidence: { permission, effect } }),
	);
}

export interface Account extends GatewayInfo {
	/** the shop's zone */
	readonly timeZone: string;
}

/** @throws TransportError */
export async function readAccount(client: ShopifyPaymentsClient): Promise<Account> {
	const parsed = parseAccount(await client.run(ACCOUNT));
	if (parsed === undefined)
		throw new TransportError(
			'rejected',
			`The answer of ${client.shop} has no shop; its format may have changed.`,
		);
	const { shop, shopifyPaymentsAccount: account, currentAppInstallation: app } = parsed;
	const scopes = app?.accessScopes.map(({ handle }) => handle) ?? [];
	const findings = missing(scopes);
	const names = { gateway: 'Shopify Payments', account: shop.myshopifyDomain };
	if (account?.activated !== true && findings.length === 0)
		findings.push(finding('GATEWAY_NOT_ACTIVE', { evidence: names }));
	if (account?.payoutSchedule?.interval === 'MANUAL')
		findings.push(finding('PAYOUT_MANUAL', { evidence: { gateway: names.gateway } }));
	const currencies =
		account === null
			? []
			: [account.defaultCurrency, ...account.balance.map(({ currencyCode }) => currencyCode)];
	checkTimeZone(shop.ianaTimezone);
	return {
		gateway: PLATFORM,
		accountId: shop.myshopifyDomain,
		name: shop.name,
		currencies: [...new Set(currencies)].filter(isCurrency),
		timeZone: shop.ianaTimezone,
		test: false,
		findings,
	};
}
