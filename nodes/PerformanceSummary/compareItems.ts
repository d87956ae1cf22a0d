/** Holds the figures of a summary against the ledger's own profit and loss. */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { LedgerSession, StandingDocument } from '../../core/ledger/connector';
import { done, type Outcome } from '../../core/outcome';
import {
	bookedDocuments,
	compareWithLedger,
	hasOthers,
	othersOf,
	type LedgerComparison,
	type PerformanceReport,
} from '../../core/performance';
import { openLedger } from '../shared/ledgers';
import { syncLogOf } from '../shared/syncLog';

async function standingIn(session: LedgerSession, from: string, to: string): Promise<StandingDocument[]> {
	const all: StandingDocument[] = [];
	for await (const page of session.standing?.(from, to) ?? []) all.push(...page);
	return all;
}

async function incomeAndExpense(session: LedgerSession): Promise<ReadonlyMap<string, string>> {
	const accounts = await session.accounts();
	return new Map(
		accounts.flatMap(({ id, name, kind }) => (kind === 'income' || kind === 'expense' ? [[id, name]] : [])),
	);
}

/** @returns undefined where it is not asked for; held where the ledger's report cannot be read with certainty */
export async function compareItems(
	context: IExecuteFunctions,
	report: PerformanceReport,
): Promise<Outcome<LedgerComparison> | undefined> {
	if (context.getNodeParameter('compareWith', 0, 'nothing') !== 'ledger') return undefined;
	const ledger = String(context.getNodeParameter('ledger', 0));
	const { connector, session, tenant } = await openLedger(context, ledger);
	const { period } = report;
	const { from, to } = period;
	const outcome = await session.profitAndLoss?.(from, to);
	if (outcome === undefined)
		throw new Error(`${connector.displayName} has no profit and loss that can be read.`);
	if (!outcome.ok) return outcome;
	const profitAndLoss = outcome.value;
	const question = {
		ledger: connector.displayName,
		period,
		profitAndLoss,
		figures: report.currencies.find(({ currency }) => currency === profitAndLoss.currency)?.figures,
		booked: await bookedDocuments(await syncLogOf(context), { ledger, tenant, period }),
		accounts: await incomeAndExpense(session),
	};
	const comparison = compareWithLedger(question);
	// asking for every document of the time takes many calls: only where something is to be explained
	if (session.standing === undefined || !hasOthers(comparison)) return done(comparison);
	const standing = await standingIn(session, from, to);
	const others = othersOf(standing, question.booked.own, { ledger, tenant });
	return done(compareWithLedger({ ...question, others }));
}
