/** Runs the resolver over the items: rules are read once a run, tax codes once a day of the books. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { isMoneyDocument, type BookableDocument, type SalesDocument } from '../../core/documents';
import { parseBookableDocument } from '../../core/documents/parse';
import { finding } from '../../core/findings/finding';
import type { LedgerSession } from '../../core/ledger/connector';
import { confirmedRules, overruling, type Company } from '../../core/mapping';
import { done, type Outcome } from '../../core/outcome';
import type { HeldEvent } from '../../core/posting/syncLog';
import { taxDayOf, taxResolver, type TaxOptions } from '../../core/tax/resolve';
import { parseTaxRules, type TaxRule } from '../../core/tax/rules';
import { conditionsOf } from '../shared/conditions';
import { asNodeError, findingsError } from '../shared/errors';
import { openLedger } from '../shared/ledgers';
import { mappingFileOf, usable } from '../shared/mappingFile';
import { asItem, heldEventOf, reviewHeld } from '../shared/outputs';
import { syncLogOf } from '../shared/syncLog';
import { Trail } from '../shared/trail';
import { registrationsOf } from './registrations';

interface RuleRow {
	readonly taxCode: string;
	readonly when?: IDataObject;
	readonly from?: string;
	readonly to?: string;
}

/** Rules as text, as a person pastes them; a list, one rule, or what a suggestion holds under "rules". */
function pastedRules(context: IExecuteFunctions): unknown[] {
	const value: unknown = context.getNodeParameter('rulesJson', 0, '[]');
	let json = value;
	if (typeof value === 'string') {
		if (value.trim() === '') return [];
		try {
			json = JSON.parse(value);
		} catch {
			const evidence = { rule: 1, problem: 'the text is no JSON' };
			throw findingsError(context.getNode(), [finding('RULE_INVALID', { path: 'rulesJson', evidence })]);
		}
	}
	if (typeof json === 'object' && json !== null && 'rules' in json) json = json.rules;
	return Array.isArray(json) ? json : [json];
}

/** The rows of the parameter as rules; a row without a code is one a person has not finished, and decides nothing. */
function rulesOf(context: IExecuteFunctions): readonly TaxRule[] {
	const rows = context.getNodeParameter('rules.rule', 0, []) as RuleRow[];
	const day = (name: 'from' | 'to', text: string | undefined) =>
		text === undefined || text.trim() === '' ? {} : { [name]: text.trim().slice(0, 'YYYY-MM-DD'.length) };
	const parsed = parseTaxRules([
		...rows
			.filter(({ taxCode }) => taxCode !== '')
			.map(({ taxCode, when, from, to }) => ({
				code: taxCode,
				when: conditionsOf(when),
				...day('from', from),
				...day('to', to),
			})),
		...pastedRules(context),
	]);
	if (!parsed.ok) throw findingsError(context.getNode(), parsed.findings);
	return parsed.value;
}

/** How the node is set up for a ledger, without its rules. */
export async function taxOptionsOf(
	context: IExecuteFunctions,
	session: LedgerSession,
	ledger: string,
): Promise<TaxOptions> {
	const registrations = registrationsOf(context);
	const { taxModel } = await session.company();
	return {
		ledger,
		taxModel,
		matchByRate: context.getNodeParameter('matchByRate', 0, false) === true,
		usSalesTax:
			context.getNodeParameter('options.usSalesTax', 0, 'ledger') === 'account' ? 'account' : 'ledger',
		expectTax: context.getNodeParameter('options.expectTax', 0, true) !== false,
		...(registrations === undefined ? {} : { registrations }),
	};
}

type Resolver = (document: SalesDocument) => Outcome<SalesDocument>;

interface TaxSetup {
	readonly rules: readonly TaxRule[];
	/** what the file says about codes where no rule fits */
	readonly options: Partial<Pick<TaxOptions, 'matchByRate' | 'usSalesTax'>>;
}

/** The rules of this run: the node's own, those that were confirmed, or those of the mapping file, as its check has them. */
async function setupOf(context: IExecuteFunctions, company: Company): Promise<TaxSetup> {
	const rulesFrom = context.getNodeParameter('rulesFrom', 0, 'node');
	if (rulesFrom === 'confirmed') {
		const kept = usable(context, await confirmedRules(await syncLogOf(context), company, 'taxRules'));
		const rules = overruling(rulesOf(context), usable(context, parseTaxRules(kept)));
		return { rules, options: {} };
	}
	if (rulesFrom !== 'file') return { rules: rulesOf(context), options: {} };
	const { taxRules, taxes } = await mappingFileOf(context);
	const { matchByRate = true, usSalesTax } = taxes;
	const options = { matchByRate, ...(usSalesTax === undefined ? {} : { usSalesTax }) };
	return { rules: taxRules as readonly TaxRule[], options };
}

/** A resolver for each day: a tax code can change its rate. */
async function resolversByDay(context: IExecuteFunctions): Promise<(day: string) => Promise<Resolver>> {
	const ledger = String(context.getNodeParameter('ledger', 0));
	const { session, tenant } = await openLedger(context, ledger);
	const { rules, options: ofFile } = await setupOf(context, { ledger, tenant });
	const options = { ...(await taxOptionsOf(context, session, ledger)), ...ofFile };
	const byDay = new Map<string, Resolver>();
	return async (day) => {
		const known = byDay.get(day);
		if (known !== undefined) return known;
		const resolver = taxResolver(rules, await session.taxCodes(day), options);
		byDay.set(day, resolver);
		return resolver;
	};
}

export async function resolveItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resolved: INodeExecutionData[] = [];
	const review: INodeExecutionData[] = [];
	const heldEvents: HeldEvent[] = [];
	const runId = randomUUID();
	const items = context.getInputData();
	const trail = new Trail(context, 'tax', items.length);
	try {
		const resolverOf = await resolversByDay(context);
		// payouts and disputes are no sales: they pass as they are
		const resolve = async (document: BookableDocument): Promise<Outcome<BookableDocument>> =>
			isMoneyDocument(document) ? done(document) : (await resolverOf(taxDayOf(document)))(document);
		for (const [item, { json }] of items.entries()) {
			const parsed = parseBookableDocument(json);
			const outcome = parsed.ok ? await resolve(parsed.value) : parsed;
			if (outcome.ok) {
				const findings = [...(outcome.value.findings ?? []), ...outcome.findings];
				resolved.push(asItem(findings.length === 0 ? outcome.value : { ...outcome.value, findings }, item));
				trail.passed(outcome.value.id, { kind: outcome.value.type });
				continue;
			}
			review.push(reviewHeld(json, 'tax', outcome.findings, item));
			const [event] = heldEventOf(json, 'tax', outcome.findings, runId);
			if (event === undefined) continue;
			heldEvents.push(event);
			trail.held(event.businessKey, { order: event.orderNumber }, outcome.findings);
		}
		await (await syncLogOf(context)).heldEvents(heldEvents);
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		return [[], items.map((_, item) => ({ json: { error: failure.message }, pairedItem: { item } }))];
	}
	return [resolved, review];
}
