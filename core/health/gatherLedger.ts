/** Reads from a ledger what the health check compares with. What cannot be read is told by the checks that need it. */
import type { LedgerItem, LedgerSession, StandingDocument } from '../ledger/connector';
import { verifyDocuments, type VerifiedDocument } from '../posting/verify';
import type { Patience } from '../posting/retry';
import type { SyncLog, SyncRecord } from '../posting/syncLog';
import { byText } from '../reconcile/signed';
import { TransportError } from '../transport/http';
import type { CheckId } from './check';
import type { HealthInput, LedgerLook } from './input';
import type { PostedFigures } from './posted';

export interface LedgerTarget {
	/** the connector's id, its name for people, and the company's id */
	readonly ledger: string;
	readonly name: string;
	readonly tenant: string;
	readonly session: LedgerSession;
}

export interface LedgerQuestion {
	readonly period: HealthInput['period'];
	readonly thresholds: HealthInput['thresholds'];
	readonly posted: readonly PostedFigures[];
	/** which checks want something of the ledger */
	readonly isWanted: (check: CheckId) => boolean;
	/** so many posted documents at most are read again, the newest first */
	readonly mostVerified: number;
}

/** What was not read, by the checks that would have needed it. */
export type Failures = Partial<Record<CheckId, string[]>>;

export interface GatheredLedger {
	readonly look: LedgerLook;
	readonly failures: Failures;
	/** the platform's sentence, where it refuses the credential */
	readonly refused?: string;
}

/** Runs what reads, and notes what fails; so that one lack of a permission costs one check. */
export class Attempts {
	readonly failures: Failures = {};
	refused: string | undefined;

	/** @param checks that need the answer. @returns undefined where there is none */
	async to<T>(checks: readonly CheckId[], work: () => Promise<T>): Promise<T | undefined> {
		if (this.refused !== undefined) return this.fail(checks, this.refused);
		try {
			return await work();
		} catch (error) {
			const problem = error instanceof Error ? error.message : String(error);
			if (error instanceof TransportError && error.failure === 'unauthorized') this.refused = problem;
			return this.fail(checks, problem);
		}
	}

	private fail(checks: readonly CheckId[], problem: string): undefined {
		for (const check of checks)
			this.failures[check] = [...new Set([...(this.failures[check] ?? []), problem])];
		return undefined;
	}
}

const DAY_MS = 86_400_000;
/** more than this no person looks through, and no week has */
const MOST_STANDING = 200_000;

function standingDays({ period, thresholds }: LedgerQuestion): {
	readonly from: string;
	readonly to: string;
} {
	const day = (instant: string, days: number): string =>
		new Date(Date.parse(instant) + days * DAY_MS).toISOString().slice(0, 10);
	const { doubleWithinDays } = thresholds;
	return { from: day(period.from, -doubleWithinDays), to: day(period.to, doubleWithinDays) };
}

async function standingOf(
	session: LedgerSession,
	days: { readonly from: string; readonly to: string },
): Promise<StandingDocument[]> {
	const documents: StandingDocument[] = [];
	for await (const page of session.standing?.(days.from, days.to) ?? []) {
		documents.push(...page);
		if (documents.length >= MOST_STANDING) break;
	}
	return documents;
}

/** The posted documents of the period that this company has, the newest first. */
function recordsOf({ ledger, tenant }: LedgerTarget, { posted, period }: LedgerQuestion): SyncRecord[] {
	const [from, to] = [period.from.slice(0, 10), period.to.slice(0, 10)];
	return posted
		.map(({ record }) => record)
		.filter((record) => record.ledger === ledger && record.tenant === tenant)
		.filter(({ bookedOn }) => bookedOn >= from && bookedOn <= to)
		.toSorted((a, b) => byText(b.bookedOn, a.bookedOn));
}

/** Those that are not in the list of what stands are read first, however many there are of others. */
function toVerify(
	records: readonly SyncRecord[],
	standing: readonly StandingDocument[] | undefined,
	most: number,
): SyncRecord[] {
	const there = new Set((standing ?? []).map(({ entity, id }) => `${entity}/${id}`));
	const isListed = ({ ledgerEntity = '', ledgerId = '' }: SyncRecord): boolean =>
		there.has(`${ledgerEntity}/${ledgerId}`);
	const absent = records.filter((record) => !isListed(record));
	const listed = records.filter(isListed);
	return [...absent, ...listed].slice(0, most);
}

/**
 * @param patience for reading again what was posted
 * @returns what could be read; never throws for what the ledger answers
 */
export async function gatherLedger(
	target: LedgerTarget,
	syncLog: SyncLog,
	question: LedgerQuestion,
	patience: Patience,
): Promise<GatheredLedger> {
	const { ledger, tenant, name, session } = target;
	const { isWanted, mostVerified } = question;
	const attempts = new Attempts();
	// a light call first: where the credential is refused nothing else is asked
	const company = await attempts.to(['closedPeriods', 'setup'], async () => await session.company(true));
	const days = standingDays(question);
	const documents =
		isWanted('duplicates') && session.standing !== undefined
			? await attempts.to(['duplicates'], async () => await standingOf(session, days))
			: undefined;
	const verified: readonly VerifiedDocument[] | undefined =
		isWanted('missing') || isWanted('taxDrift')
			? await attempts.to(['missing', 'taxDrift'], async () => {
					const records = toVerify(recordsOf(target, question), documents, mostVerified);
					return await verifyDocuments(records, { session, syncLog, ...patience });
				})
			: undefined;
	const items: readonly LedgerItem[] | undefined = isWanted('productCodes')
		? await attempts.to(['productCodes'], async () => await session.items())
		: undefined;
	const { failures, refused } = attempts;
	return {
		look: {
			ledger,
			tenant,
			name,
			...(company === undefined ? {} : { company }),
			...(documents === undefined ? {} : { standing: { ...days, documents } }),
			...(verified === undefined ? {} : { verified }),
			...(items === undefined ? {} : { items }),
		},
		failures,
		...(refused === undefined ? {} : { refused }),
	};
}

/** The failures of several reads together. */
export function joinedFailures(all: readonly Failures[]): Failures {
	const joined: Failures = {};
	for (const failures of all)
		for (const [check, problems] of Object.entries(failures) as [CheckId, string[]][])
			joined[check] = [...(joined[check] ?? []), ...problems];
	return joined;
}
