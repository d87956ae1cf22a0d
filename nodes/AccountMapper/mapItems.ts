/** Runs journal and mapping over the items: the mapping and the chart of accounts are read once a run. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import type { BookableDocument } from '../../core/documents';
import { parseBookableDocument } from '../../core/documents/parse';
import { finding, type Finding } from '../../core/findings/finding';
import type { JournalEntry } from '../../core/journal/entry';
import { bookkeeper, type BookDocument } from '../../core/mapping';
import { held } from '../../core/outcome';
import type { HeldEvent, SkippedEvent } from '../../core/posting/syncLog';
import { openLedger, type OpenLedger } from '../shared/ledgers';
import { asItem, heldEventOf, reviewHeld } from '../shared/outputs';
import { syncLogOf } from '../shared/syncLog';
import { Trail } from '../shared/trail';
import { chartOf, mappingOf, namesRules } from './mapping';

/** Accounts of the entry that the chart does not have (any more). */
function unknownAccounts(entry: JournalEntry, active: ReadonlySet<string>, ledger: string): Finding[] {
	const unknown = new Map<string, string>();
	entry.lines.forEach(({ account }, index) => {
		if (account !== undefined && !active.has(account.id))
			unknown.set(account.name, `lines[${index}].account`);
	});
	return [...unknown].map(([account, path]) =>
		finding('ACCOUNT_UNKNOWN', { path, evidence: { account, ledger } }),
	);
}

/** journalize, map, explain, then check the accounts; the value is undefined where there is nothing to post. */
export async function bookOf(
	context: IExecuteFunctions,
	{ connector, session, tenant }: OpenLedger,
): Promise<BookDocument> {
	const chart = await chartOf(session, namesRules(context));
	const usable = await mappingOf(context, chart, { ledger: connector.id, tenant });
	const explain = context.getNodeParameter('options.explain', 0, true) === true;
	const { capabilities } = connector;
	const book = bookkeeper(usable, { capabilities, accounts: chart.accounts }, explain);
	const active = new Set(chart.accounts.filter((account) => account.active).map(({ id }) => id));
	return (document) => {
		const booked = book(document);
		if (!booked.ok || booked.value === undefined) return booked;
		const unknown = unknownAccounts(booked.value, active, connector.displayName);
		return unknown.length > 0 ? held(unknown) : booked;
	};
}

/** What people call it: the order, or the payout, dispute or match itself. */
const numberOf = (document: BookableDocument): string =>
	'order' in document ? document.order.number : document.source.externalNumber;

export async function mapItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const mapped: INodeExecutionData[] = [];
	const review: INodeExecutionData[] = [];
	const heldEvents: HeldEvent[] = [];
	const skipped: SkippedEvent[] = [];
	const runId = randomUUID();
	const ledger = String(context.getNodeParameter('ledger', 0));
	const open = await openLedger(context, ledger);
	const book = await bookOf(context, open);
	const items = context.getInputData();
	const trail = new Trail(context, 'accounts', items.length, { ledger });
	for (const [item, { json }] of items.entries()) {
		const parsed = parseBookableDocument(json);
		const outcome = parsed.ok ? book(parsed.value) : parsed;
		if (!outcome.ok) {
			review.push(reviewHeld(json, 'mapping', outcome.findings, item));
			for (const event of heldEventOf(json, 'mapping', outcome.findings, runId)) {
				heldEvents.push(event);
				trail.held(event.businessKey, { order: event.orderNumber }, outcome.findings);
			}
		} else if (outcome.value === undefined) {
			const document = (parsed as { value: BookableDocument }).value;
			const { id, bookedOn } = document;
			const orderNumber = numberOf(document);
			skipped.push({ businessKey: id, ledger, tenant: open.tenant, orderNumber, bookedOn });
			trail.happened(id, { order: orderNumber, state: 'nothingToPost' });
		} else {
			const findings = [...(outcome.value.findings ?? []), ...outcome.findings];
			mapped.push(asItem(findings.length === 0 ? outcome.value : { ...outcome.value, findings }, item));
			trail.passed(outcome.value.documentId, { kind: outcome.value.purpose });
		}
	}
	await (await syncLogOf(context)).heldEvents(heldEvents);
	await (await syncLogOf(context)).skipped(skipped, runId);
	return [mapped, review];
}
