/** Proposes a mapping from the live chart of accounts; writes nothing unless missing accounts are to be created. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ROLE_NAMES } from '../../core/accounts/roleNames';
import { suggestMapping, type AccountSuggestion, type AccountUse } from '../../core/accounts/suggest';
import { parseJournalEntry, parseSalesDocument } from '../../core/documents/parse';
import type { PaymentPart } from '../../core/documents';
import { finding, type Finding } from '../../core/findings/finding';
import { tenderRole } from '../../core/journal/tender';
import type { LedgerAccount } from '../../core/ledger/connector';
import { parseSnapshot } from '../../core/posting/snapshot';
import type { SyncLog } from '../../core/posting/syncLog';
import type { Confidence } from '../../core/mapping';
import { keepIfAsked } from '../shared/confirming';
import { openLedger, type OpenLedger } from '../shared/ledgers';
import { asItem } from '../shared/outputs';
import { syncLogOf } from '../shared/syncLog';

/** Earlier postings that are looked at: what accounts were used for lately. */
const MOST_POSTED = 300;

/** What is known of the shop: its gateways, and what accounts were used for. */
class Known {
	readonly gateways = new Set<string>();
	private readonly uses = new Map<
		string,
		{ role: AccountUse['role']; gateway?: string; accountId: string; times: number }
	>();

	gateway(gateway: string): void {
		if (tenderRole({ gateway }) === 'clearing') this.gateways.add(gateway);
	}

	use({ role, gateway, accountId }: Omit<AccountUse, 'times'>): void {
		const key = JSON.stringify([role, gateway, accountId]);
		const use = this.uses.get(key);
		if (use === undefined)
			this.uses.set(key, { role, accountId, times: 1, ...(gateway === undefined ? {} : { gateway }) });
		else use.times++;
	}

	get accountUses(): readonly AccountUse[] {
		return [...this.uses.values()];
	}
}

function paymentsOf(json: unknown): readonly PaymentPart[] {
	const parsed = parseSalesDocument(json);
	if (!parsed.ok) return [];
	if (parsed.value.type === 'Payment') return [parsed.value.payment];
	return 'payments' in parsed.value ? parsed.value.payments : [];
}

/** Documents tell gateways; entries that were mapped before tell what accounts are used for. */
function learnFromItems(context: IExecuteFunctions, known: Known): void {
	for (const { json } of context.getInputData()) {
		for (const { gateway } of paymentsOf(json)) known.gateway(gateway);
		if (json.type !== 'JournalEntry') continue;
		const entry = parseJournalEntry(json);
		if (!entry.ok) continue;
		for (const { role, account, facts } of entry.value.lines) {
			const gateway = role === 'clearing' ? facts.gateway : undefined;
			if (gateway !== undefined) known.gateway(gateway);
			if (account !== undefined)
				known.use({ role, accountId: account.id, ...(gateway === undefined ? {} : { gateway }) });
		}
	}
}

/** What this company's sync log says was posted where. */
async function learnFromPostings(
	known: Known,
	syncLog: SyncLog,
	{ connector, tenant }: OpenLedger,
): Promise<void> {
	const target = { ledger: connector.id, tenant };
	const records = await syncLog.search({ ...target, status: ['posted'], limit: MOST_POSTED });
	const snapshots = await syncLog.snapshots(records.map(({ postingKey }) => postingKey));
	for (const snapshot of snapshots.values())
		for (const { role, account } of parseSnapshot(snapshot)?.lines ?? [])
			known.use({ role, accountId: account.id });
}

/** A flat row that the Account Mapper takes as a rule as it is. */
function rowOf(suggestion: AccountSuggestion, chart: readonly LedgerAccount[], more: object = {}): object {
	const { role, gateway, account, confidence, reasons, alternatives } = suggestion;
	return {
		type: 'MappingSuggestion',
		role,
		roleName: ROLE_NAMES[role].name,
		gateway: gateway ?? '',
		account: account?.name ?? '',
		accountId: account?.id ?? '',
		accountType: chart.find(({ id }) => id === account?.id)?.type ?? '',
		confidence,
		reasons: reasons.join('; '),
		alternatives: alternatives.map((other) => ({
			...other.account,
			score: other.score,
			reasons: other.reasons.join('; '),
		})),
		...more,
	};
}

function missing({ role, gateway, create }: AccountSuggestion): Finding {
	const description = gateway === undefined ? ROLE_NAMES[role].name : `${ROLE_NAMES[role].name} (${gateway})`;
	const suggestion =
		create === undefined
			? 'No account of the chart looks right.'
			: `No account of the chart looks right; add "${create.name}", or switch on Create Missing Accounts.`;
	return finding('ACCOUNT_NOT_MAPPED', { evidence: { description, suggestion } });
}

/** The missing account, added to the chart; or why it could not be. */
async function createFor(
	suggestion: AccountSuggestion,
	{ session, connector }: OpenLedger,
): Promise<{ readonly account: LedgerAccount } | { readonly findings: readonly Finding[] }> {
	const { create } = suggestion;
	if (create === undefined) return { findings: [missing(suggestion)] };
	if (session.createAccount === undefined) {
		const reason = 'it lets nobody add accounts from outside';
		const evidence = { ledger: connector.displayName, name: create.name, reason };
		return { findings: [finding('ACCOUNT_NOT_CREATED', { evidence })] };
	}
	const created = await session.createAccount(create);
	return created.ok ? { account: created.value } : { findings: created.findings };
}

/** The suggestion as a rule, to be confirmed later; one without an account is none. */
function ruleOf({ json }: INodeExecutionData) {
	const { role, gateway, account, accountId, confidence } = json;
	return {
		rule: {
			role: String(role),
			when: gateway === '' ? {} : { gateway: String(gateway) },
			account: { id: String(accountId), name: String(account) },
		},
		confidence: confidence as Confidence,
	};
}

export async function suggestItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const createMissing = context.getNodeParameter('createMissing', 0, false) === true;
	const open = await openLedger(context, String(context.getNodeParameter('ledger', 0)), {
		createMissing,
		customers: 'oneForShop',
	});
	const { session, connector } = open;
	const chart = await session.accounts();
	const known = new Known();
	for (const name of String(context.getNodeParameter('gateways', 0, '')).split(','))
		if (name.trim() !== '') known.gateway(name.trim());
	learnFromItems(context, known);
	await learnFromPostings(known, await syncLogOf(context), open);
	const scope = context.getNodeParameter('scope', 0, 'sales') === 'all' ? 'all' : 'sales';
	const suggestions = suggestMapping(
		chart,
		[...known.gateways],
		connector.capabilities,
		scope,
		known.accountUses,
	);
	const fitting: INodeExecutionData[] = [];
	const review: INodeExecutionData[] = [];
	for (const suggestion of suggestions) {
		if (suggestion.account !== undefined) {
			fitting.push(asItem(rowOf(suggestion, chart), 0));
			continue;
		}
		const result = createMissing ? await createFor(suggestion, open) : { findings: [missing(suggestion)] };
		if ('account' in result) {
			const { id, name, type } = result.account;
			const made = { ...suggestion, account: { id, name }, reasons: ['it was added to the chart for this'] };
			fitting.push(asItem(rowOf(made, chart, { confidence: 'high', accountType: type, created: true }), 0));
		} else {
			const { findings } = result;
			const more = { reason: findings[0]?.message ?? '', fix: findings[0]?.fix ?? '', findings };
			review.push(asItem(rowOf(suggestion, chart, { create: suggestion.create?.name ?? '', ...more }), 0));
		}
	}
	await keepIfAsked(context, open, 'accounts', fitting.map(ruleOf));
	return [fitting, review];
}
