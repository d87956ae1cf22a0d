/** Reads the files or rows, and gives the documents; a file that cannot be read does not stop the others. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import type { HeldDocument } from '../../core/documents';
import type { Finding } from '../../core/findings/finding';
import { headerOf, importSales, parseCsv, tableOf, type ImportResult, type Table } from '../../core/import';
import { held, type Outcome } from '../../core/outcome';
import type { HeldEvent } from '../../core/posting/syncLog';
import { systemClock } from '../shared/clock';
import { asNodeError } from '../shared/errors';
import { asItem, reviewItem } from '../shared/outputs';
import { sharedSyncLog } from '../shared/syncLog';
import { settingsOf, type NodeSettings } from './settings';

interface ReadTable {
	readonly item: number;
	/** what a person calls it */
	readonly name: string;
	readonly table: Outcome<Table>;
}

const csv = (text: string, { format, delimiter }: NodeSettings): Outcome<Table> =>
	parseCsv(text, { headerHas: headerOf(format), ...(delimiter === undefined ? {} : { delimiter }) });

async function fileOf(context: IExecuteFunctions, item: number, settings: NodeSettings): Promise<ReadTable> {
	const field = String(context.getNodeParameter('binaryField', item, 'data'));
	const { fileName } = context.helpers.assertBinaryData(item, field);
	const buffer = await context.helpers.getBinaryDataBuffer(item, field);
	const text = new TextDecoder(settings.encoding).decode(buffer);
	return { item, name: fileName ?? field, table: csv(text, settings) };
}

/** Each incoming item is a file, or all of them are the rows of one sheet. */
async function tablesOf(context: IExecuteFunctions, settings: NodeSettings): Promise<ReadTable[]> {
	const items = context.getInputData();
	const from = context.getNodeParameter('rowsFrom', 0, 'binary');
	if (from === 'items')
		return items.length === 0
			? []
			: [{ item: 0, name: 'rows', table: tableOf(items.map(({ json }) => json)) }];
	if (from === 'text')
		return items.map((_, item) => ({
			item,
			name: 'text',
			table: csv(String(context.getNodeParameter('text', item, '')), settings),
		}));
	const files: ReadTable[] = [];
	for (let item = 0; item < items.length; item++) files.push(await fileOf(context, item, settings));
	return files;
}

/** What waits for a person until it is imported again; rows that belong to no document are only shown. */
const LOGGED: ReadonlySet<string> = new Set(['order', 'refund', 'payment', 'payout']);

class Outputs {
	readonly documents: INodeExecutionData[] = [];
	readonly review: INodeExecutionData[] = [];
	readonly heldEvents: HeldEvent[] = [];
	readonly remarks: Finding[] = [];
	private readonly runId = randomUUID();
	private readonly today = new Date(systemClock.now()).toISOString().slice(0, 10);

	take({ documents, held: heldDocuments, findings }: ImportResult, item: number): void {
		for (const document of documents) this.documents.push(asItem(document, item));
		for (const document of heldDocuments) this.hold(document, item);
		this.remarks.push(...findings);
	}

	private hold(document: HeldDocument, item: number): void {
		const { id, source, findings } = document;
		const event = { orderNumber: source.externalNumber, bookedOn: this.today, stage: 'import', findings };
		this.review.push(reviewItem({ id, ...event, document }, item));
		if (LOGGED.has(source.kind)) this.heldEvents.push({ businessKey: id, ...event, runId: this.runId });
	}

	/** A file of which nothing can be read. */
	unreadable(name: string, findings: readonly Finding[], channel: string, item: number): void {
		this.review.push(
			reviewItem(
				{
					id: `import/${channel}/file/${name}`,
					orderNumber: name,
					bookedOn: '',
					stage: 'import',
					findings,
					document: null,
				},
				item,
			),
		);
	}
}

/**
 * @returns documents, review
 * @throws NodeOperationError for settings that cannot be used
 */
export async function importItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const outputs = new Outputs();
	try {
		const settings = settingsOf(context);
		for (const { item, name, table } of await tablesOf(context, settings)) {
			const result = table.ok
				? importSales(table.value, settings.format, settings.settings, settings.words)
				: held(table.findings);
			if (result.ok) outputs.take(result.value, item);
			else outputs.unreadable(name, result.findings, settings.settings.channel, item);
		}
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		const items = context.getInputData();
		return [[], items.map((_, item) => ({ json: { error: failure.message }, pairedItem: { item } }))];
	}
	await sharedSyncLog().heldEvents(outputs.heldEvents);
	context.addExecutionHints(
		...outputs.remarks.map(({ message }) => ({ message, location: 'outputPane' as const })),
	);
	return [outputs.documents, outputs.review];
}
