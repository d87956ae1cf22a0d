/**
 * Follows a bank from cursor to cursor: what is new or has changed since the last time. The cursor is kept only after it was
 * noted what goes out, so a read that fails or a crash before that gives the same lines again, with the same ids; none is lost.
 */
import { businessKey, type BankTransaction, type HeldDocument } from '../documents';
import { finding } from '../findings/finding';
import type { SyncLog } from '../posting/syncLog';
import type { Clock } from '../transport/clock';
import type { BankPage, BankSession } from './connector';

export interface FollowOptions {
	/** the trigger's own stable id: one cursor each */
	readonly triggerId: string;
	/** YYYY-MM-DD: lines of earlier days are left alone */
	readonly startFrom: string;
	/** ids of accounts; none: all */
	readonly accounts: readonly string[];
	/** whether lines that are not settled go out too */
	readonly pending: boolean;
}

export interface Followed {
	readonly documents: readonly BankTransaction[];
	readonly held: readonly HeldDocument[];
	/** of the last page */
	readonly permissionEndsAt?: string;
}

interface Ports {
	readonly session: Pick<BankSession, 'changes'>;
	readonly syncLog: SyncLog;
	readonly clock: Clock;
}

/** Updates that are taken in at once; what is left comes the next time. */
const MOST_UPDATES = 10;

type Line = BankTransaction | HeldDocument;

const accountOf = (line: Line): string => (line.type === 'Held' ? line.source.storeId : line.account.id);

function isWanted(line: Line, { accounts, startFrom, pending }: FollowOptions): boolean {
	if (accounts.length > 0 && !accounts.includes(accountOf(line))) return false;
	if (line.type === 'Held') return true;
	return line.bookedOn >= startFrom && (pending || line.pending !== true);
}

/** In the sync log a line that is not settled is another one than the settled one. */
function revisionOf(line: Line): string {
	const state = line.type === 'BankTransaction' && line.pending === true ? 'pending' : 'settled';
	return `${state}:${line.source.revision}`;
}

/** The platform, account, kind and id of a business key. */
function takenBack(id: string): HeldDocument {
	const [platform = '', storeId = '', kind = '', ...rest] = id.split('/');
	const source = {
		platform,
		storeId,
		kind,
		externalId: rest.join('/'),
		externalNumber: '',
		revision: 'removed',
	};
	return { type: 'Held', id: businessKey(source), source, findings: [finding('BANK_LINE_REMOVED')] };
}

/** Settled lines that went out before and that the bank has taken back: a person must know. */
async function removedAfterwards(
	{ syncLog }: Ports,
	triggerId: string,
	removed: readonly string[],
): Promise<readonly HeldDocument[]> {
	if (removed.length === 0) return [];
	const emissions = await syncLog.emissionsOf(triggerId, removed);
	const settled = new Set(
		emissions.filter(({ revision }) => revision.startsWith('settled:')).map(({ businessKey: id }) => id),
	);
	return removed.filter((id) => settled.has(id)).map(takenBack);
}

const scopeOf = (triggerId: string): string => `trigger:${triggerId}`;
const CURSOR = 'bankCursor';

/**
 * One round. Reads the bank and the sync log, writes what goes out and then the cursor to the sync log.
 * @throws TransportError when the bank cannot be read; the cursor then stays where it was
 */
export async function followBank(ports: Ports, options: FollowOptions): Promise<Followed> {
	const { session, syncLog, clock } = ports;
	const scope = scopeOf(options.triggerId);
	const stored = await syncLog.getState(scope, CURSOR);
	let cursor = typeof stored === 'string' ? stored : undefined;
	const lines = new Map<string, Line>();
	const held: HeldDocument[] = [];
	let permissionEndsAt: string | undefined;
	for (let update = 0; update < MOST_UPDATES; update++) {
		const page: BankPage = await session.changes(cursor);
		for (const line of page.transactions) if (isWanted(line, options)) lines.set(line.id, line);
		for (const id of page.removed) lines.delete(id);
		held.push(...(await removedAfterwards(ports, options.triggerId, page.removed)));
		({ cursor, permissionEndsAt } = page);
		if (!page.more) break;
	}
	const all: Line[] = [...lines.values(), ...held];
	await syncLog.emitted(
		options.triggerId,
		all.map((line) => ({ businessKey: line.id, orderId: line.id, revision: revisionOf(line) })),
	);
	await syncLog.setState(scope, CURSOR, cursor ?? null);
	await syncLog.setState(scope, 'lastSweepAt', new Date(clock.now()).toISOString());
	return {
		documents: all.filter((line): line is BankTransaction => line.type !== 'Held'),
		held: all.filter((line): line is HeldDocument => line.type === 'Held'),
		...(permissionEndsAt === undefined ? {} : { permissionEndsAt }),
	};
}
