/** Runs the resolver over the items: rules are read once a run, tax codes once a day of the books. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import type { SalesDocument } from '../../core/documents';
import { parseSalesDocument } from '../../core/documents/parse';
import type { Outcome } from '../../core/outcome';
import type { HeldEvent } from '../../core/posting/syncLog';
import { taxResolver, type TaxOptions } from '../../core/tax/resolve';
import { parseTaxRules, type TaxRule } from '../../core/tax/rules';
import { conditionsOf } from '../shared/conditions';
import { asNodeError, findingsError } from '../shared/errors';
import { openLedger } from '../shared/ledgers';
import { asItem, heldEventOf, reviewHeld } from '../shared/outputs';
import { sharedSyncLog } from '../shared/syncLog';

interface RuleRow {
	readonly taxCode: string;
	readonly when?: IDataObject;
}

/** The rows of the parameter as rules; a row without a code is one a person has not finished, and decides nothing. */
function rulesOf(context: IExecuteFunctions): readonly TaxRule[] {
	const rows = context.getNodeParameter('rules.rule', 0, []) as RuleRow[];
	const parsed = parseTaxRules(
		rows
			.filter(({ taxCode }) => taxCode !== '')
			.map(({ taxCode, when }) => ({ code: taxCode, when: conditionsOf(when) })),
	);
	if (!parsed.ok) throw findingsError(context.getNode(), parsed.findings);
	return parsed.value;
}

type Resolver = (document: SalesDocument) => Outcome<SalesDocument>;

/** A resolver for each day: a tax code can change its rate. */
async function resolversByDay(context: IExecuteFunctions): Promise<(day: string) => Promise<Resolver>> {
	const rules = rulesOf(context);
	const matchByRate = context.getNodeParameter('matchByRate', 0) === true;
	const ledger = String(context.getNodeParameter('ledger', 0));
	const usSalesTax: NonNullable<TaxOptions['usSalesTax']> =
		context.getNodeParameter('options.usSalesTax', 0, 'ledger') === 'account' ? 'account' : 'ledger';
	const { session } = await openLedger(context, ledger);
	const { taxModel } = await session.company();
	const byDay = new Map<string, Resolver>();
	return async (day) => {
		const known = byDay.get(day);
		if (known !== undefined) return known;
		const resolver = taxResolver(rules, await session.taxCodes(day), {
			ledger,
			taxModel,
			matchByRate,
			usSalesTax,
		});
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
	try {
		const resolverOf = await resolversByDay(context);
		for (const [item, { json }] of items.entries()) {
			const parsed = parseSalesDocument(json);
			const outcome = parsed.ok ? (await resolverOf(parsed.value.bookedOn))(parsed.value) : parsed;
			if (outcome.ok) {
				const findings = [...(outcome.value.findings ?? []), ...outcome.findings];
				resolved.push(asItem(findings.length === 0 ? outcome.value : { ...outcome.value, findings }, item));
				continue;
			}
			review.push(reviewHeld(json, 'tax', outcome.findings, item));
			heldEvents.push(...heldEventOf(json, 'tax', outcome.findings, runId));
		}
		await sharedSyncLog().heldEvents(heldEvents);
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		return [[], items.map((_, item) => ({ json: { error: failure.message }, pairedItem: { item } }))];
	}
	return [resolved, review];
}
