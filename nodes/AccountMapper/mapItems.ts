/** Runs journal and mapping over the items: the mapping and the chart of accounts are read once a run. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { accountMapper } from '../../core/accounts/mapAccounts';
import { parseAccountMapping, type AccountMapping } from '../../core/accounts/mapping';
import type { SalesDocument } from '../../core/documents';
import { parseSalesDocument } from '../../core/documents/parse';
import { finding, type Finding } from '../../core/findings/finding';
import type { JournalEntry } from '../../core/journal/entry';
import { journalize } from '../../core/journal/journalize';
import { DEFAULT_JOURNAL_POLICY, type JournalPolicy } from '../../core/journal/policy';
import type { LedgerAccount } from '../../core/ledger/connector';
import { done, held, type Outcome } from '../../core/outcome';
import type { HeldEvent, SkippedEvent } from '../../core/posting/syncLog';
import { conditionsOf } from '../shared/conditions';
import { asNodeError, findingsError } from '../shared/errors';
import { openLedger, type OpenLedger } from '../shared/ledgers';
import { asItem, heldEventOf, reviewHeld } from '../shared/outputs';
import { sharedSyncLog } from '../shared/syncLog';

interface DimensionRow {
	readonly dimension: string;
	readonly when?: IDataObject;
}

interface AccountRow {
	readonly role: string;
	readonly account: string;
	readonly when?: IDataObject;
}

/** Rows of dimensions; the value of the drop-down is `dimension|option`. A row that is not finished decides nothing. */
function dimensionsOf(context: IExecuteFunctions) {
	const rows = context.getNodeParameter('dimensions.entry', 0, []) as DimensionRow[];
	return rows
		.filter(({ dimension }) => dimension.includes('|'))
		.map(({ dimension, when }) => {
			const at = dimension.indexOf('|');
			return {
				when: conditionsOf(when),
				dimensions: { [dimension.slice(0, at)]: dimension.slice(at + 1) },
			};
		});
}

/** Every row is a rule, so that two rows for one role are a tie that a person sees, not a last one that wins. */
function mappingOf(context: IExecuteFunctions, accounts: readonly LedgerAccount[]): AccountMapping {
	const rows = context.getNodeParameter('accounts.entry', 0, []) as AccountRow[];
	const nameOf = new Map(accounts.map(({ id, name }) => [id, name]));
	const rules = rows
		.filter(({ account }) => account !== '')
		.map(({ role, account, when }) => ({
			role,
			when: conditionsOf(when),
			account: { id: account, name: nameOf.get(account) ?? account },
		}));
	const parsed = parseAccountMapping({ accounts: {}, rules, dimensions: dimensionsOf(context) });
	if (!parsed.ok) throw findingsError(context.getNode(), parsed.findings);
	return parsed.value;
}

function policyOf(context: IExecuteFunctions): JournalPolicy {
	return {
		...DEFAULT_JOURNAL_POLICY,
		discounts: context.getNodeParameter('options.discounts', 0, 'gross') === 'net' ? 'net' : 'gross',
		returns: context.getNodeParameter('options.returns', 0, 'net') === 'gross' ? 'gross' : 'net',
		tips: context.getNodeParameter('options.tips', 0, 'tips') === 'sales' ? 'sales' : 'tips',
		revenue:
			context.getNodeParameter('options.revenue', 0, 'payment') === 'fulfilment' ? 'fulfilment' : 'payment',
		cogs: context.getNodeParameter('options.cogs', 0, 'none') === 'fromShop' ? 'fromShop' : 'none',
	};
}

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

type Book = (document: SalesDocument) => Outcome<JournalEntry | undefined>;

/** journalize, then map, then check the accounts; the value is undefined where there is nothing to post. */
function bookOf(
	context: IExecuteFunctions,
	accounts: readonly LedgerAccount[],
	{ connector }: OpenLedger,
): Book {
	const policy = policyOf(context);
	const map = accountMapper(mappingOf(context, accounts), connector.capabilities);
	const active = new Set(accounts.filter((account) => account.active).map(({ id }) => id));
	return (document) => {
		const journal = journalize(document, policy);
		if (!journal.ok || journal.value === undefined) return journal;
		const mapped = map(journal.value);
		if (!mapped.ok) return held([...journal.findings, ...mapped.findings]);
		const unknown = unknownAccounts(mapped.value, active, connector.displayName);
		if (unknown.length > 0) return held(unknown);
		return done(mapped.value, [...journal.findings, ...mapped.findings]);
	};
}

export async function mapItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const mapped: INodeExecutionData[] = [];
	const review: INodeExecutionData[] = [];
	const heldEvents: HeldEvent[] = [];
	const skipped: SkippedEvent[] = [];
	const runId = randomUUID();
	const items = context.getInputData();
	try {
		const ledger = String(context.getNodeParameter('ledger', 0));
		const open = await openLedger(context, ledger);
		const book = bookOf(context, await open.session.accounts(), open);
		for (const [item, { json }] of items.entries()) {
			const parsed = parseSalesDocument(json);
			const outcome = parsed.ok ? book(parsed.value) : parsed;
			if (!outcome.ok) {
				review.push(reviewHeld(json, 'mapping', outcome.findings, item));
				heldEvents.push(...heldEventOf(json, 'mapping', outcome.findings, runId));
			} else if (outcome.value === undefined) {
				const { id, order, bookedOn } = (parsed as { value: SalesDocument }).value;
				skipped.push({ businessKey: id, ledger, tenant: open.tenant, orderNumber: order.number, bookedOn });
			} else {
				const findings = [...(outcome.value.findings ?? []), ...outcome.findings];
				mapped.push(asItem(findings.length === 0 ? outcome.value : { ...outcome.value, findings }, item));
			}
		}
		await sharedSyncLog().heldEvents(heldEvents);
		await sharedSyncLog().skipped(skipped, runId);
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		return [[], items.map((_, item) => ({ json: { error: failure.message }, pairedItem: { item } }))];
	}
	return [mapped, review];
}
