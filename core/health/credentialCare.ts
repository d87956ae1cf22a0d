/**
 * How long a credential may last: n8n does not say when a token was given, so it is noted when a token is seen for the first time.
 * Only a hash of it is kept. What is told is therefore the latest day on which it may end.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SyncLog } from '../posting/syncLog';
import type { CredentialLook } from './input';

/** The key of what a trigger has been told of its permission, in the trigger's scope. */
const PERMISSION = 'permission';

const permissionSchema = z.object({ name: z.string(), of: z.string(), expiresAt: z.string() });

/** A bank has said until when it lets itself be read; undefined: it does not end by itself. */
export async function notePermission(
	syncLog: Pick<SyncLog, 'getState' | 'setState'>,
	scope: string,
	permission: Required<Omit<CredentialLook, 'refused'>> | undefined,
): Promise<void> {
	const known = permissionSchema.safeParse(await syncLog.getState(scope, PERMISSION)).data;
	if (known?.expiresAt !== permission?.expiresAt || known?.name !== permission?.name)
		await syncLog.setState(scope, PERMISSION, permission ?? null);
}

/** Of all triggers. */
export async function permissionsOf(syncLog: Pick<SyncLog, 'states'>): Promise<CredentialLook[]> {
	const states = await syncLog.states(PERMISSION);
	return states.flatMap(({ value }) => permissionSchema.safeParse(value).data ?? []);
}

/** The key in the sync log's state; the scope is the credential's id. */
export const TOKEN_SEEN = 'tokenSeen';

const DAY_MS = 86_400_000;

const schema = z.object({ hash: z.string(), since: z.string() });

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex').slice(0, 24);

/**
 * @param token what is renewed by use (a refresh token); its hash is kept, nothing else of it
 * @param lifetimeDays how long it lasts unless it is used
 * @returns when it ends at the latest unless it is used before; ISO 8601 in UTC
 */
export async function tokenExpiry(
	syncLog: Pick<SyncLog, 'getState' | 'setState'>,
	credentialId: string,
	{
		token,
		lifetimeDays,
		now,
	}: { readonly token: string; readonly lifetimeDays: number; readonly now: number },
): Promise<string> {
	const scope = `credential:${credentialId}`;
	const hash = hashOf(token);
	const known = schema.safeParse(await syncLog.getState(scope, TOKEN_SEEN)).data;
	const since = known?.hash === hash ? known.since : new Date(now).toISOString();
	if (known?.hash !== hash) await syncLog.setState(scope, TOKEN_SEEN, { hash, since });
	return new Date(Date.parse(since) + lifetimeDays * DAY_MS).toISOString();
}
