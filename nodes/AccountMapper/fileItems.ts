/** The mapping as a file: written from what the node has, and checked with its examples. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { SalesDocument } from '../../core/documents';
import { parseSalesDocument } from '../../core/documents/parse';
import type { Finding } from '../../core/findings/finding';
import type { LedgerTaxCodeDetail } from '../../core/ledger/connector';
import {
	checkMapping,
	exampleOf,
	exportMapping,
	wholeBookkeeper,
	type MappedLedger,
	type MappingFile,
} from '../../core/mapping';
import { openLedger, type OpenLedger } from '../shared/ledgers';
import { asItem, reviewHeld } from '../shared/outputs';
import { mappingFileOf } from '../shared/mappingFile';
import { chartOf, earlierFileOf, mappingOf, type Chart } from './mapping';

const FILE_NAME = 'mapping.json';

/** The ledger as the examples are booked in it, with the tax codes of their days. */
async function ledgerOf(open: OpenLedger, chart: Chart, days: Iterable<string>): Promise<MappedLedger> {
	const { connector, session } = open;
	const { taxModel } = await session.company();
	const codes = new Map<string, readonly LedgerTaxCodeDetail[]>();
	for (const day of new Set(days)) codes.set(day, await session.taxCodes(day));
	return {
		ledger: connector.id,
		capabilities: connector.capabilities,
		accounts: chart.accounts,
		taxModel,
		taxCodes: (day) => codes.get(day) ?? [],
	};
}

const dayOf = (document: Readonly<Record<string, unknown>>): string[] =>
	typeof document.bookedOn === 'string' ? [document.bookedOn] : [];

function documentsOf(context: IExecuteFunctions, review: INodeExecutionData[]): SalesDocument[] {
	return context.getInputData().flatMap(({ json }, item) => {
		if (json.type === undefined) return [];
		const parsed = parseSalesDocument(json);
		if (parsed.ok) return [parsed.value];
		review.push(reviewHeld(json, 'mapping', parsed.findings, item));
		return [];
	});
}

/** One item with the file as text and as a binary file; documents that cannot be booked are for review. */
export async function exportItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const ledger = String(context.getNodeParameter('ledger', 0));
	const open = await openLedger(context, ledger);
	const chart = await chartOf(open.session, true);
	const {
		taxRules: own,
		taxes,
		...usable
	} = await mappingOf(context, chart, { ledger, tenant: open.tenant });
	const kept = earlierFileOf(context);
	const review: INodeExecutionData[] = [];
	const documents = documentsOf(context, review);
	const mapped = await ledgerOf(
		open,
		chart,
		documents.map(({ bookedOn }) => bookedOn),
	);
	const taxRules = (kept?.taxRules as typeof own | undefined) ?? own;
	const book = wholeBookkeeper({ ...usable, taxRules, taxes: kept?.taxes ?? taxes }, mapped);
	const examples: MappingFile['examples'] = [];
	documents.forEach((document) => {
		const booked = book(document);
		const item = context.getInputData().findIndex(({ json }) => json.id === document.id);
		if (booked.ok) examples.push(...exampleOf(document, book));
		else review.push(reviewHeld({ ...document }, 'mapping', booked.findings, Math.max(0, item)));
	});
	const { mapping, policy } = usable;
	const file = exportMapping(ledger, mapping, policy, chart.dimensions, examples, kept);
	const text = `${JSON.stringify(file, undefined, 2)}\n`;
	const binary = await context.helpers.prepareBinaryData(Buffer.from(text), FILE_NAME, 'application/json');
	const json = {
		type: 'MappingFile',
		fileName: FILE_NAME,
		rules: file.rules.length,
		examples: file.examples.length,
		mapping: text,
	};
	return [[{ json, binary: { data: binary }, pairedItem: { item: 0 } }], review];
}

const reasonOf = (findings: readonly Finding[]): object => {
	const error = findings.find(({ severity }) => severity === 'error');
	return error === undefined ? {} : { reason: error.message, fix: error.fix };
};

/** One item an example: booked as expected, or for review with the difference. */
export async function checkItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const file = await mappingFileOf(context);
	const open = await openLedger(context, String(context.getNodeParameter('ledger', 0)));
	const chart = await chartOf(open.session, true);
	const mapped = await ledgerOf(
		open,
		chart,
		file.examples.flatMap(({ document }) => dayOf(document)),
	);
	const checked = checkMapping(file, chart.names, mapped);
	if (!checked.ok) {
		const { findings } = checked;
		return [[], [asItem({ type: 'MappingCheck', passed: false, ...reasonOf(findings), findings }, 0)]];
	}
	const itemOf = (result: (typeof checked.value)[number]): INodeExecutionData =>
		asItem({ type: 'MappingCheck', ...result, ...(result.passed ? {} : reasonOf(result.findings)) }, 0);
	return [
		checked.value.filter(({ passed }) => passed).map(itemOf),
		checked.value.filter(({ passed }) => !passed).map(itemOf),
	];
}
