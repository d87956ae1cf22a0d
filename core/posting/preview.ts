/** The same plan as posting, and nothing written: neither to the ledger nor to the sync log. */
import type { LedgerCompany } from '../ledger/connector';
import type { LedgerDocument, PostingKey } from '../ledger/documents';
import { changesBetween } from './changes';
import { isMappedOtherwise } from './content';
import { isTheSame } from './lookUp';
import { closedFinding, isClosed } from './periods';
import { passesOf, type PlannedEntry } from './plan';
import {
	bookedElsewhere,
	changedAfterPosting,
	companyFor,
	inProgress,
	mappedOtherwise,
	numberTaken,
	reasonsNotToSend,
	saleNotPosted,
} from './reasons';
import { entryResult, resultOf, type DocumentResult, type EntryResult } from './results';
import { persistently } from './retry';
import type { RunSettings } from './run';
import { parseSnapshot, snapshotOf } from './snapshot';
import type { Claim, SyncRecord } from './syncLog';
import { claimOf, workOf } from './work';

const inLedgerAs = ({ ledgerId, ledgerEntity, url, number }: SyncRecord) => ({
	number,
	...(ledgerId === undefined ? {} : { ledgerId }),
	...(ledgerEntity === undefined ? {} : { ledgerEntity }),
	...(url === undefined ? {} : { url }),
});

class Preview {
	/** documents that would be in the ledger after posting */
	private readonly there = new Set<PostingKey>();

	private company: LedgerCompany | undefined;

	/** @param all the documents of the preview */
	constructor(
		private readonly settings: RunSettings,
		private readonly all: readonly LedgerDocument[],
	) {}

	async entry({ entry, documents, findings, possible }: PlannedEntry): Promise<EntryResult> {
		const { syncLog, ledger, tenant } = this.settings;
		if (!possible) return { entryId: entry.id, outcome: 'review', documents: [], findings };
		const requests = documents.map((document) => claimOf(document, ledger, tenant));
		const claims = await syncLog.peek(requests);
		const results: DocumentResult[] = [];
		for (const [index, document] of documents.entries()) {
			const claim = claims[index];
			if (claim === undefined) throw new Error('one claim a document');
			const changed = results.find(({ state }) => state === 'changed');
			results.push(
				changed !== undefined && claim.state === 'claimed'
					? resultOf(document, 'held', { findings: changed.findings })
					: await this.document(document, claim),
			);
		}
		return entryResult(entry.id, results, findings);
	}

	private async document(document: LedgerDocument, claim: Claim): Promise<DocumentResult> {
		const plan = snapshotOf(document);
		switch (claim.state) {
			case 'summarized':
			case 'reopened':
				return resultOf(document, 'unchanged', { findings: [bookedElsewhere(document, claim)] });
			case 'busy':
				return resultOf(document, 'busy', { findings: [inProgress(document)] });
			case 'posted':
				this.there.add(document.postingKey);
				return resultOf(document, 'unchanged', inLedgerAs(claim.record));
			case 'changed': {
				const { record } = claim;
				this.there.add(document.postingKey);
				const was = parseSnapshot(claim.snapshot);
				const changes = changesBetween(was, plan);
				if (changes.length === 0) return resultOf(document, 'unchanged', inLedgerAs(record));
				if (isMappedOtherwise(was, plan)) {
					const remarks = [mappedOtherwise(document, record.number, changes)];
					return resultOf(document, 'unchanged', { ...inLedgerAs(record), findings: remarks, plan });
				}
				const findings = [changedAfterPosting(document, record.number, changes)];
				return resultOf(document, 'changed', { ...inLedgerAs(record), findings, plan });
			}
			case 'claimed':
				return (await this.alreadyThere(document, claim)) ?? (await this.fresh(document));
		}
	}

	/** An earlier attempt may have posted it. */
	private async alreadyThere(
		document: LedgerDocument,
		claim: Extract<Claim, { state: 'claimed' }>,
	): Promise<DocumentResult | undefined> {
		if (!claim.uncertain) return undefined;
		const { session, ledger, tenant } = this.settings;
		const found = await persistently(this.settings, async () => await session.find([document]));
		const posted = found.get(document.postingKey);
		if (posted === undefined) return undefined;
		if (
			!isTheSame(
				workOf(document, claimOf(document, ledger, tenant), claim, {
					lookUpFirst: false,
					at: this.settings.clock.now(),
				}),
				posted,
			)
		) {
			return resultOf(document, 'held', { findings: [numberTaken(document, posted)] });
		}
		this.there.add(document.postingKey);
		const { number, id: ledgerId, entity: ledgerEntity } = posted;
		return resultOf(document, 'found', {
			number,
			ledgerId,
			ledgerEntity,
			findings: session.compare(document, posted),
		});
	}

	private async fresh(document: LedgerDocument): Promise<DocumentResult> {
		const { session } = this.settings;
		this.company ??= await companyFor(this.settings, session, this.all);
		const findings = reasonsNotToSend(document, this.company);
		const { closedUntil } = this.company;
		const { closedPeriod } = this.settings;
		const remarks =
			closedUntil !== undefined && isClosed(document, this.company)
				? [closedFinding(document, closedUntil, closedPeriod)]
				: [];
		if (closedPeriod === 'hold') findings.push(...remarks);
		const plan = snapshotOf(document);
		if (!(await this.canApply(document))) findings.push(saleNotPosted(document));
		if (findings.length > 0) return resultOf(document, 'held', { findings, plan });
		if (remarks.length > 0 && closedPeriod === 'wait')
			return resultOf(document, 'waiting', { findings: remarks, plan });
		this.there.add(document.postingKey);
		return resultOf(document, 'wouldCreate', { findings: remarks, plan });
	}

	private async canApply({ appliesTo }: LedgerDocument): Promise<boolean> {
		if (appliesTo === undefined || this.there.has(appliesTo)) return true;
		return (await this.settings.syncLog.record(appliesTo))?.status === 'posted';
	}
}

/**
 * @param planned in the order of posting
 * @returns results by the entries' place in the input
 */
export async function previewEntries(
	settings: RunSettings,
	planned: readonly PlannedEntry[],
): Promise<ReadonlyMap<number, EntryResult>> {
	const preview = new Preview(
		settings,
		planned.flatMap(({ documents }) => documents),
	);
	const results = new Map<number, EntryResult>();
	const [first = [], ...later] = passesOf(planned);
	for (const plan of first) results.set(plan.index, await preview.entry(plan));
	for (const { index, entry, documents, findings } of later.flat()) {
		// delivered twice in one input: after the first, nothing would be left to do
		const again = documents.map((document) => resultOf(document, 'unchanged'));
		results.set(index, entryResult(entry.id, again, findings));
	}
	return results;
}
