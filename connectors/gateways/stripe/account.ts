/** The account at Stripe: who it is, what is paid out, and what is missing to read it. */
import { finding, type Finding } from '../../../core/findings/finding';
import type { GatewayInfo } from '../../../core/gateway/connector';
import { currencyOf } from '../../../core/gateway/reading';
import { TransportError } from '../../../core/transport/http';
import type { StripeClient } from './client';
import { NAME, PLATFORM } from './context';
import { account as accountSchema, balance as balanceSchema } from './payload';

/** What is read, and what comes of not being able to. */
const READS = [
	{ path: '/v1/payouts', query: { limit: '1' }, effect: 'payouts cannot be read' },
	{
		path: '/v1/balance_transactions',
		query: { limit: '1', 'expand[]': 'data.source' },
		effect: 'what payouts consist of cannot be read',
	},
	{ path: '/v1/disputes', query: { limit: '1' }, effect: 'disputes cannot be read' },
] as const;

async function permissionFindings(client: StripeClient): Promise<Finding[]> {
	const findings: Finding[] = [];
	for (const { path, query, effect } of READS) {
		const permission = await client.lacks(path, query);
		if (permission !== undefined)
			findings.push(
				finding('GATEWAY_PERMISSION_MISSING', { evidence: { gateway: NAME, permission, effect } }),
			);
	}
	return findings;
}

/** The account's own id. @param entered what the person entered, for restricted keys that may not see the account */
export async function readAccountId(client: StripeClient, entered: string): Promise<string> {
	const seen = accountSchema.safeParse(await client.permitted('/v1/account'));
	if (seen.success) return seen.data.id;
	if (/^acct_\w{1,250}$/.test(entered)) return entered;
	throw new TransportError(
		'unauthorized',
		'The restricted key for Stripe may not see the account. Enter the account ID (acct_…, at Stripe under Settings, Business) in the credential.',
	);
}

/** @throws TransportError */
export async function readAccount(client: StripeClient, entered: string): Promise<GatewayInfo> {
	const accountId = await readAccountId(client, entered);
	const seen = accountSchema.safeParse(await client.permitted('/v1/account'));
	const balance = balanceSchema.safeParse(await client.permitted('/v1/balance'));
	const findings = await permissionFindings(client);
	const account = seen.success ? seen.data : undefined;
	const held = balance.success ? [...balance.data.available, ...balance.data.pending] : [];
	const codes = [account?.default_currency, ...held.map(({ currency }) => currency)];
	const currencies = [...new Set(codes.flatMap((code) => currencyOf(code) ?? []))];
	const timeZone = account?.settings?.dashboard?.timezone;
	if (!balance.success)
		findings.push(
			finding('GATEWAY_PERMISSION_MISSING', {
				evidence: {
					gateway: NAME,
					permission: 'rak_balance_read',
					effect: 'whether it is a test account cannot be told, nor in which currencies it is paid out',
				},
			}),
		);
	if (account?.settings?.payouts?.schedule?.interval === 'manual')
		findings.push(finding('PAYOUT_MANUAL', { evidence: { gateway: NAME } }));
	return {
		gateway: PLATFORM,
		accountId,
		name: account?.settings?.dashboard?.display_name ?? account?.business_profile?.name ?? accountId,
		currencies,
		...(typeof timeZone === 'string' && timeZone !== '' ? { timeZone } : {}),
		test: balance.success && !balance.data.livemode,
		findings,
	};
}
