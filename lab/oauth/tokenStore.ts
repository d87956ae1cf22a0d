/**
 * The tokens of one OAuth server of the lab. Ledger simulators ask it whether a bearer token is good. Access tokens
 * expire; refresh tokens rotate: each works once, and its use gives a new one.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { jwt } from './jwt';

/** What a token stands for: who got it, for which company, and what it may do. */
export interface Grant {
	readonly clientId: string;
	readonly scope: string;
	/** the company's id */
	readonly realmId?: string;
	/** got with the client's own credentials, for one company, without a person */
	readonly custom?: true;
}

/** A grant with the authorization that it came from. */
export interface HeldGrant extends Grant {
	/** all of its tokens are revoked together */
	readonly family: string;
}

/** A fresh pair, as the token endpoint hands it out. Lifetimes in seconds. */
export interface TokenPair {
	readonly accessToken: string;
	readonly refreshToken: string;
	readonly expiresIn: number;
	readonly refreshExpiresIn: number;
}

interface Held extends HeldGrant {
	readonly expiresAt: number;
}

export interface TokenLifetimes {
	/** seconds; QuickBooks gives 3600 */
	readonly access: number;
	/** seconds; QuickBooks gives 100 days */
	readonly refresh: number;
	/** seconds in which a refresh token that was used can be used again, for an answer that was lost; default none */
	readonly grace?: number;
	/** access tokens as JSON Web Tokens with the facts of the grant in them; default opaque */
	readonly format?: 'jwt';
}

export interface TokenSnapshot {
	readonly access: readonly (readonly [string, Held])[];
	readonly refresh: readonly (readonly [string, Held])[];
	readonly used: readonly (readonly [string, string])[];
	/** used ones that still work; `expiresAt` is when they stop */
	readonly retried?: readonly (readonly [string, Held])[];
}

export const QUICKBOOKS_LIFETIMES: TokenLifetimes = { access: 3600, refresh: 8_640_000 };

/** Half an hour, 60 days, and half an hour in which the last refresh token can be used again. */
export const XERO_LIFETIMES: TokenLifetimes = {
	access: 1800,
	refresh: 5_184_000,
	grace: 1800,
	format: 'jwt',
};

/** Twelve hours; refresh tokens are used once and do not end by themselves. */
export const FRESHBOOKS_LIFETIMES: TokenLifetimes = { access: 43_200, refresh: 3_155_760_000 };

export class TokenStore {
	private readonly access = new Map<string, Held>();
	private readonly refresh = new Map<string, Held>();
	/** refresh tokens that were used up -> family */
	private readonly used = new Map<string, string>();
	/** used ones in their time of grace; `expiresAt` is its end */
	private readonly retried = new Map<string, Held>();

	/** every token since this process began, whatever became of it */
	private readonly ever = new Set<string>();

	/** @param now epoch milliseconds; tests put their own clock here */
	constructor(
		private readonly lifetimes: TokenLifetimes = QUICKBOOKS_LIFETIMES,
		private readonly now: () => number = Date.now,
	) {}

	/** A new pair of a new authorization. */
	issue(grant: Grant): TokenPair {
		return this.make(grant, randomUUID());
	}

	/** An access token that cannot be refreshed. */
	issueAccess(grant: Grant): Omit<TokenPair, 'refreshToken' | 'refreshExpiresIn'> {
		const accessToken = this.makeAccess(grant, randomUUID());
		return { accessToken, expiresIn: this.lifetimes.access };
	}

	/** Whether a bearer token is good now; with `realmId`, also whether it is for that company. */
	isValid(accessToken: string, realmId?: string): boolean {
		const held = this.grantOf(accessToken);
		return held !== undefined && (realmId === undefined || held.realmId === realmId);
	}

	/** What an access token that is good now stands for. */
	grantOf(accessToken: string): HeldGrant | undefined {
		const held = this.access.get(accessToken);
		return held !== undefined && held.expiresAt > this.now() ? held : undefined;
	}

	/**
	 * Uses a refresh token up and gives a new pair. Undefined when it is unknown, expired, of another client or used before;
	 * a second use revokes the whole authorization, since one of the two users must be a thief (RFC 9700, 4.14.2), unless the
	 * server gives it a time of grace.
	 */
	rotate(refreshToken: string, clientId: string): TokenPair | undefined {
		const again = this.retried.get(refreshToken);
		if (again !== undefined && again.clientId === clientId && again.expiresAt > this.now())
			return this.make(again, again.family);
		const family = this.used.get(refreshToken);
		if (family !== undefined) {
			this.revokeFamily(family);
			return undefined;
		}
		const held = this.refresh.get(refreshToken);
		if (held === undefined || held.clientId !== clientId || held.expiresAt <= this.now()) return undefined;
		this.refresh.delete(refreshToken);
		this.used.set(refreshToken, held.family);
		const { grace } = this.lifetimes;
		if (grace !== undefined)
			this.retried.set(refreshToken, { ...held, expiresAt: this.now() + grace * 1000 });
		return this.make(held, held.family);
	}

	/** Revokes the authorization to which an access or refresh token belongs. False when there is none of this client. */
	revoke(token: string, clientId: string): boolean {
		const held = this.access.get(token) ?? this.refresh.get(token);
		if (held === undefined || held.clientId !== clientId) return false;
		this.revokeFamily(held.family);
		return true;
	}

	/** Makes every access token expire now; refreshing still works. Returns how many. */
	expireAll(): number {
		const count = this.access.size;
		this.access.clear();
		return count;
	}

	/** Ends every authorization: a person must connect again. Returns how many tokens. */
	revokeAll(): number {
		const count = this.access.size + this.refresh.size;
		this.access.clear();
		this.refresh.clear();
		this.retried.clear();
		return count;
	}

	/** Every token that was ever given to somebody, expired and used up ones too; secret. */
	handedOut(): readonly string[] {
		return [...new Set([...this.ever, ...this.access.keys(), ...this.refresh.keys(), ...this.used.keys()])];
	}

	/** Numbers only. */
	inspect(): { accessTokens: number; refreshTokens: number; rotated: number } {
		return { accessTokens: this.access.size, refreshTokens: this.refresh.size, rotated: this.used.size };
	}

	/** With the tokens: for the lab's state file only. */
	snapshot(): TokenSnapshot {
		return {
			access: [...this.access],
			refresh: [...this.refresh],
			used: [...this.used],
			...(this.retried.size === 0 ? {} : { retried: [...this.retried] }),
		};
	}

	restore(snapshot: TokenSnapshot): void {
		const fill = <V>(map: Map<string, V>, entries: readonly (readonly [string, V])[]): void => {
			map.clear();
			for (const [key, value] of entries) map.set(key, value);
		};
		fill(this.access, snapshot.access);
		fill(this.refresh, snapshot.refresh);
		fill(this.used, snapshot.used);
		fill(this.retried, snapshot.retried ?? []);
	}

	private make(grant: Grant, family: string): TokenPair {
		const accessToken = this.makeAccess(grant, family);
		const refreshToken = `lab-rt-${randomBytes(24).toString('base64url')}`;
		const expiresAt = this.now() + this.lifetimes.refresh * 1000;
		this.refresh.set(refreshToken, { ...factsOf(grant), family, expiresAt });
		this.ever.add(refreshToken);
		return {
			accessToken,
			refreshToken,
			expiresIn: this.lifetimes.access,
			refreshExpiresIn: this.lifetimes.refresh,
		};
	}

	private makeAccess(grant: Grant, family: string): string {
		const expiresAt = this.now() + this.lifetimes.access * 1000;
		const accessToken =
			this.lifetimes.format === 'jwt'
				? jwt(grant, family, { issuedAt: this.now(), expiresAt })
				: `lab-at-${randomBytes(24).toString('base64url')}`;
		this.access.set(accessToken, { ...factsOf(grant), family, expiresAt });
		this.ever.add(accessToken);
		return accessToken;
	}

	private revokeFamily(family: string): void {
		for (const map of [this.access, this.refresh, this.retried]) {
			for (const [token, held] of map) if (held.family === family) map.delete(token);
		}
	}
}

/** The grant alone, of something that may hold more. */
function factsOf({ clientId, scope, realmId, custom }: Grant): Grant {
	return {
		clientId,
		scope,
		...(realmId === undefined ? {} : { realmId }),
		...(custom === undefined ? {} : { custom }),
	};
}
