/** The operation Suggest: rules from the items that come in and the ledger's tax codes, as an item to look at. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';
import type { SalesDocument } from '../../core/documents';
import { parseSalesDocument } from '../../core/documents/parse';
import { isDecimal } from '../../core/money/decimal';
import type { StoreTaxRate } from '../../core/store/connector';
import { suggestTaxRules, type OpenSituation, type TaxProposal } from '../../core/tax/suggest';
import { systemClock } from '../shared/clock';
import { keepIfAsked } from '../shared/confirming';
import { asNodeError } from '../shared/errors';
import { openLedger } from '../shared/ledgers';
import { reviewHeld } from '../shared/outputs';
import { taxOptionsOf } from './resolveItems';

const MAX_RATES = 10_000;
const text = z.string().max(500);

/** The tax settings of a shop, as an item has them. */
const settings = z.looseObject({
	pricesIncludeTax: z.boolean(),
	rates: z
		.array(
			z.object({
				id: text,
				name: text,
				rate: z.string().refine((value) => isDecimal(value) && !value.startsWith('-')),
				country: text.optional(),
				region: text.optional(),
				taxClass: text.optional(),
				compound: z.boolean().optional(),
				appliesToShipping: z.boolean().optional(),
			}),
		)
		.max(MAX_RATES),
});

interface Input {
	readonly documents: SalesDocument[];
	readonly rates: StoreTaxRate[];
	/** items that are neither */
	readonly unread: INodeExecutionData[];
}

function inputOf(items: readonly INodeExecutionData[]): Input {
	const input: Input = { documents: [], rates: [], unread: [] };
	for (const [item, { json }] of items.entries()) {
		const asSettings = settings.safeParse(json);
		if (asSettings.success) {
			input.rates.push(...(asSettings.data.rates as StoreTaxRate[]));
			continue;
		}
		const parsed = parseSalesDocument(json);
		if (parsed.ok) input.documents.push(parsed.value);
		else input.unread.push(reviewHeld(json, 'tax', parsed.findings, item));
	}
	return input;
}

/** The proposal as an item: `rules` is what the field "Rules as JSON" takes. */
function proposalItem(proposal: TaxProposal, ledger: string, items: number): INodeExecutionData {
	const { proposed, open, notes, findings, documents, resolved } = proposal;
	const json = {
		type: 'TaxRuleProposal',
		ledger,
		rules: proposed.map(({ rule }) => rule),
		reasons: proposed.map(({ rule, reason, seen, example }) => ({ rule: rule.name, reason, seen, example })),
		open,
		notes,
		documents,
		resolved,
		findings,
	};
	return {
		json: JSON.parse(JSON.stringify(json)) as IDataObject,
		pairedItem: Array.from({ length: items }, (_, item) => ({ item })),
	};
}

/** What could not be matched, for "Needs Review": what it is, what to choose from, what to do. */
function openItem(situation: OpenSituation, items: number): INodeExecutionData {
	const { description, advice, candidates, seen, example } = situation;
	return {
		json: {
			type: 'Held',
			id: '',
			orderNumber: example,
			bookedOn: '',
			stage: 'taxSuggestion',
			reason: `No rule is proposed for ${description}.`,
			fix: advice,
			candidates: [...candidates],
			seen,
			findings: [],
		},
		pairedItem: Array.from({ length: items }, (_, item) => ({ item })),
	};
}

export async function suggestRules(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	try {
		const ledger = String(context.getNodeParameter('ledger', 0));
		const opened = await openLedger(context, ledger);
		const { session } = opened;
		const options = await taxOptionsOf(context, session, ledger);
		const { country } = await session.company();
		const { documents, rates, unread } = inputOf(items);
		const on = new Date(systemClock.now()).toISOString().slice(0, 'YYYY-MM-DD'.length);
		const codes = await session.taxCodes();
		const proposal = suggestTaxRules({ documents, rates, codes, options, country, on });
		const rules = proposal.proposed.map(({ rule }) => ({ rule, confidence: 'high' as const }));
		await keepIfAsked(context, opened, 'taxRules', rules);
		const open = proposal.open.map((situation) => openItem(situation, items.length));
		return [[proposalItem(proposal, ledger, items.length)], [...open, ...unread]];
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		return [[], items.map((_, item) => ({ json: { error: failure.message }, pairedItem: { item } }))];
	}
}
