/** Proposes the account of each role from a chart of accounts, with the reasons; it decides nothing. */
import type { LedgerAccount, LedgerCapabilities, NewAccount } from '../../ledger/connector';
import { ACCOUNT_ROLES, type AccountRef, type AccountRole } from '../roles';
import { newAccountFor } from './missing';
import { fitOf, profileOf, type AccountUse, type Fit, type Wanted } from './score';

export { gatewayName, newAccountFor } from './missing';
export type { AccountUse, Wanted } from './score';

/** none: no account of the chart fits; low: look at it (also where two fit equally well). */
export type Confidence = 'high' | 'medium' | 'low' | 'none';

export interface FittingAccount {
	readonly account: AccountRef;
	readonly score: number;
	readonly reasons: readonly string[];
}

export interface AccountSuggestion extends Wanted {
	readonly account?: AccountRef;
	readonly confidence: Confidence;
	readonly reasons: readonly string[];
	readonly alternatives: readonly FittingAccount[];
	/** where none fits: what to add to the chart */
	readonly create?: NewAccount;
}

const HIGH = 80;
const MEDIUM = 65;
const LOWEST = 50;
const MOST_ALTERNATIVES = 3;

/** Roles that documents of a shop need; the others come with payouts, costs and deposits. */
const SALES_ROLES: ReadonlySet<AccountRole> = new Set([
	'sales',
	'discounts',
	'salesReturns',
	'shippingIncome',
	'shippingRefunds',
	'refundAdjustments',
	'taxPayable',
	'marketplaceTax',
	'giftCardLiability',
	'storeCredit',
	'tips',
	'duties',
	'importTax',
	'refundsPayable',
	'rounding',
]);

const refOf = ({ id, name }: LedgerAccount): AccountRef => ({ id, name });
const fitting = ({ account, score, reasons }: Fit): FittingAccount => ({
	account: refOf(account),
	score,
	reasons,
});

/** Accounts that fit, best first; equal ones by name, so that the order of the chart does not matter. */
export function fittingAccounts(
	wanted: Wanted,
	chart: readonly LedgerAccount[],
	uses: readonly AccountUse[] = [],
): readonly Fit[] {
	return chart
		.flatMap((account) => fitOf(account, wanted, uses) ?? [])
		.filter(({ score }) => score >= LOWEST)
		.sort((a, b) => b.score - a.score || (a.account.name < b.account.name ? -1 : 1));
}

/** The account that looks right for a role (and gateway), how sure that is, and what else there is. */
export function suggestAccount(
	wanted: Wanted,
	chart: readonly LedgerAccount[],
	uses: readonly AccountUse[] = [],
): AccountSuggestion {
	const [best, second, ...others] = fittingAccounts(wanted, chart, uses);
	if (best === undefined) {
		const create = newAccountFor(wanted);
		const reasons = ['no account of the chart has the type and a name for it'];
		return {
			...wanted,
			confidence: 'none',
			reasons,
			alternatives: [],
			...(create === undefined ? {} : { create }),
		};
	}
	const tie = second !== undefined && second.score === best.score;
	const sure = best.score >= HIGH ? 'high' : best.score >= MEDIUM ? 'medium' : 'low';
	return {
		...wanted,
		account: refOf(best.account),
		confidence: tie ? 'low' : sure,
		reasons: tie ? [...best.reasons, `"${second.account.name}" fits as well`] : best.reasons,
		alternatives: [...(second === undefined ? [] : [second]), ...others]
			.slice(0, MOST_ALTERNATIVES)
			.map(fitting),
	};
}

/**
 * A complete mapping to look at: every role, and clearing for each gateway.
 * @param gateways as the shop calls them
 * @param scope `sales`: what the documents of a shop need; `all`: payouts, fees and costs too
 * @param uses what accounts were used for before
 */
export function suggestMapping(
	chart: readonly LedgerAccount[],
	gateways: readonly string[],
	{ postsTaxItself }: Pick<LedgerCapabilities, 'postsTaxItself'>,
	scope: 'sales' | 'all' = 'sales',
	uses: readonly AccountUse[] = [],
): readonly AccountSuggestion[] {
	const roles = ACCOUNT_ROLES.filter(
		(role) =>
			role !== 'clearing' &&
			profileOf(role) !== undefined &&
			(scope === 'all' || SALES_ROLES.has(role)) &&
			!(role === 'taxPayable' && postsTaxItself),
	);
	const wanted: Wanted[] = [
		...roles.map((role) => ({ role })),
		...[...new Set(gateways)].sort().map((gateway) => ({ role: 'clearing' as const, gateway })),
	];
	return wanted.map((each) => suggestAccount(each, chart, uses));
}
