/** How well an account fits a role, and why. Pure arithmetic over its kind, its name and what it was used for. */
import type { LedgerAccount } from '../../ledger/connector';
import { ACCOUNT_ROLES, type AccountRole } from '../roles';
import { bestTerm, gatewayTerms, otherGateway, plainName, saysOnly, type TermMatch } from './names';
import { CLEARING, PROFILES, type RoleProfile } from './profiles';

/** What an account is wanted for. */
export interface Wanted {
	readonly role: AccountRole;
	/** clearing: whose money it is */
	readonly gateway?: string;
	readonly currency?: string;
}

/** How often an account was used for a role, by earlier postings or by the ledger's own items. */
export interface AccountUse extends Wanted {
	readonly accountId: string;
	readonly times: number;
}

export interface Fit {
	readonly account: LedgerAccount;
	/** 0 to 100 */
	readonly score: number;
	readonly reasons: readonly string[];
}

/** A name that says the role; one that may mean it; each further word of it; how much of the name it is. */
const NAME = { says: 40, hints: 20, word: 5, coverage: 10 };
/** The usual kind of account, and every other possible one less. */
const KIND = { usual: 40, step: 8 };
const USED = 45;
/** Without any of name and use, a kind alone is no reason to choose an account. */
const NOT_BY_KIND_ALONE = 44;
const CANNOT_TAKE_PAYMENTS = 30;
const OTHER_ROLE = 35;

export const profileOf = (role: AccountRole): RoleProfile | undefined =>
	role === 'clearing' ? CLEARING : PROFILES[role];

interface NameFit extends TermMatch {
	readonly points: number;
}

function nameFit(name: string, { says, hints = [] }: RoleProfile): NameFit | undefined {
	const strong = bestTerm(name, says);
	const match = strong ?? bestTerm(name, hints);
	if (match === undefined) return undefined;
	const base = strong === undefined ? NAME.hints : NAME.says;
	const points = base + NAME.word * (match.stems - 1) + Math.round(NAME.coverage * match.coverage);
	return { ...match, points };
}

/** The role that a name says more clearly than this one: "Sales returns" is not "Sales". */
function clearerRole(name: string, { role }: Wanted, kind: LedgerAccount['kind'], points: number) {
	let clearest: { role: AccountRole; points: number } | undefined;
	for (const other of ACCOUNT_ROLES) {
		const profile = profileOf(other);
		if (other === role || profile?.kinds.includes(kind) !== true) continue;
		const fit = nameFit(name, profile);
		if (fit !== undefined && fit.points > Math.max(points, clearest?.points ?? 0))
			clearest = { role: other, points: fit.points };
	}
	return clearest?.role;
}

const usedFor = (use: AccountUse, account: LedgerAccount, { role, gateway }: Wanted): boolean =>
	use.accountId === account.id && use.role === role && (use.gateway === undefined || use.gateway === gateway);

/** The account's own gateway: whether it is the wanted one (points), another (no fit at all), or none. */
function gatewayFit(name: string, { gateway }: Wanted): { points: number; reason?: string } | undefined {
	if (gateway === undefined) return otherGateway(name, []) === undefined ? { points: 0 } : undefined;
	const terms = gatewayTerms(gateway);
	const match = bestTerm(name, terms);
	if (match !== undefined) {
		const points = NAME.says + Math.round(NAME.coverage * match.coverage);
		return { points, reason: `its name says "${match.term}"` };
	}
	return otherGateway(name, terms) === undefined ? { points: 0 } : undefined;
}

function isPossible(account: LedgerAccount, wanted: Wanted, profile: RoleProfile): boolean {
	if (!account.active || account.reserved === true || !profile.kinds.includes(account.kind)) return false;
	return (
		account.currency === undefined || wanted.currency === undefined || account.currency === wanted.currency
	);
}

/** @returns undefined where it cannot have the role at all: another kind, inactive, another currency or gateway's */
export function fitOf(account: LedgerAccount, wanted: Wanted, uses: readonly AccountUse[]): Fit | undefined {
	const profile = profileOf(wanted.role);
	if (profile === undefined || !isPossible(account, wanted, profile)) return undefined;
	const name = plainName(account.name);
	const reasons: string[] = [];
	let score = KIND.usual - KIND.step * profile.kinds.indexOf(account.kind);
	reasons.push(`its type is ${account.type === '' ? account.kind : account.type}`);
	let known = false;

	if (wanted.role === 'clearing') {
		const gateway = gatewayFit(name, wanted);
		if (gateway === undefined) return undefined;
		if (gateway.reason !== undefined) reasons.push(gateway.reason);
		score += gateway.points;
		known = gateway.points > 0;
	}
	const own = nameFit(name, profile);
	const times = uses.reduce((sum, use) => sum + (usedFor(use, account, wanted) ? use.times : 0), 0);
	// money of one gateway on the account that is kept for something else would never come to nil
	const special = wanted.role === 'clearing' && !known && own !== undefined && !saysOnly(name, own);
	if (special && wanted.gateway !== undefined && times === 0) return undefined;
	const clearer = known ? undefined : clearerRole(name, wanted, account.kind, own?.points ?? 0);
	if (own !== undefined) {
		// what is left of the 100 after kind and gateway
		score += known ? Math.round(own.points / 3) : wanted.role === 'clearing' ? own.points / 2 : own.points;
		known = true;
		reasons.push(`its name says "${own.term}"`);
	}
	if (clearer !== undefined) {
		score -= OTHER_ROLE;
		reasons.push(`its name rather says another role (${clearer})`);
	}
	if (times > 0) {
		score += USED;
		known = true;
		reasons.push(`it was used for this ${times === 1 ? 'once' : `${times} times`} before`);
	}
	if (profile.takesPayments === true && account.takesPayments === false) {
		score -= CANNOT_TAKE_PAYMENTS;
		reasons.push('payments to it are not enabled in the ledger');
	}
	const capped = known ? score : Math.min(score, NOT_BY_KIND_ALONE);
	return { account, score: Math.round(Math.max(0, Math.min(100, capped))), reasons };
}
