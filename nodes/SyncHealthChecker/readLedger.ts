/** What the ledger has of the period, when it may end its permission, and how much of its limits is used. */
import type { IExecuteFunctions } from 'n8n-workflow';
import {
	gatherLedger,
	tokenExpiry,
	type CheckId,
	type CredentialLook,
	type Failures,
	type HealthInput,
	type LedgerLook,
	type LedgerQuestion,
	type QuotaLook,
} from '../../core/health';
import { DEFAULT_RETRY } from '../../core/posting/retry';
import type { SyncLog } from '../../core/posting/syncLog';
import type { LedgerConnector } from '../../core/ledger/connector';
import { systemClock } from '../shared/clock';
import { openLedger, usedLedgerCredential } from '../shared/ledgers';
import { refreshTokenOf } from '../shared/ledgers/face';

const HOUR_MS = 3_600_000;
const CHECKS_OF_LEDGER: readonly CheckId[] = ['missing', 'duplicates', 'closedPeriods', 'taxDrift', 'setup'];

export interface ReadLedger {
	readonly look?: LedgerLook;
	readonly credential?: CredentialLook;
	readonly failures: Failures;
}

/** Windows of an hour and more: shorter ones are only a matter of pace. */
async function quotaOf(
	syncLog: SyncLog,
	{ quota, displayName: ledger }: LedgerConnector,
	scope: string,
): Promise<QuotaLook[]> {
	const windows = quota.windows.filter(({ windowMs }) => windowMs >= HOUR_MS);
	if (windows.length === 0) return [];
	const uses = await syncLog.quotaUse(scope, windows);
	return uses.map(({ window, used, foreign, ceiling }) => ({
		ledger,
		window,
		used: used + foreign,
		ceiling,
	}));
}

async function credentialOf(
	context: IExecuteFunctions,
	syncLog: SyncLog,
	ledger: string,
	now: number,
): Promise<CredentialLook> {
	const { face, id, name, data } = await usedLedgerCredential(context, ledger);
	const token = refreshTokenOf(face, data);
	const of = face.connector.displayName;
	if (token === undefined) return { name, of };
	return { name, of, expiresAt: await tokenExpiry(syncLog, id, { ...token, now }) };
}

/** @returns what could be read; what could not is told by the checks that need it */
export async function readLedger(
	context: IExecuteFunctions,
	item: number,
	syncLog: SyncLog,
	question: Pick<LedgerQuestion, 'period' | 'thresholds' | 'posted' | 'isWanted'> & Pick<HealthInput, 'now'>,
): Promise<ReadLedger> {
	const ledger = String(context.getNodeParameter('ledger', item));
	const wantsProducts = context.getNodeParameter('compareProducts', item, false) === true;
	const isWanted = (check: CheckId): boolean =>
		question.isWanted(check) && (check !== 'productCodes' || wantsProducts);
	try {
		const { connector, session, tenant, scope } = await openLedger(context, ledger);
		const { look, failures, refused } = await gatherLedger(
			{ ledger, name: connector.displayName, tenant, session },
			syncLog,
			{
				...question,
				isWanted,
				mostVerified: Number(context.getNodeParameter('options.mostVerified', item, 2_000)),
			},
			{ clock: systemClock, policy: DEFAULT_RETRY, random: Math.random },
		);
		// asked for last: the calls above may have renewed the token
		const credential = await credentialOf(context, syncLog, ledger, question.now);
		return {
			look: { ...look, quota: await quotaOf(syncLog, connector, scope) },
			credential: { ...credential, ...(refused === undefined ? {} : { refused }) },
			failures,
		};
	} catch (error) {
		const problem = error instanceof Error ? error.message : String(error);
		return { failures: Object.fromEntries(CHECKS_OF_LEDGER.map((check) => [check, [problem]])) };
	}
}
