/** Reads the files or rows, and gives the documents; a file that cannot be read does not stop the others. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import type { HeldDocument } from '../../core/documents';
import type { Finding } from '../../core/findings/finding';
import { headerOf, importSales, parseCsv, tableOf, type ImportResult, type Table } from '../../core/import';
import { held, type Outcome } from '../../core/outcome';
import { noteHeldOf, type ReadSource } from '../../core/posting/heldFromSource';
import type { HeldEvent } from '../../core/posting/syncLog';
import { systemClock } from '../shared/clock';
import { asNodeError } from '../shared/errors';
import { asItem, reviewItem } from '../shared/outputs';
import { syncLogOf } from '../shared/syncLog';
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

/** A row that belongs to nothing is known by its place in the file; all else has the same key in whatever file it stands. */
const keyOf = ({ id, source }: HeldDocument, file: string): string =>
	source.kind === 'row' ? `${id}/${encodeURIComponent(file)}` : id;

const STAGE = 'import';

class Outputs {
	readonly documents: INodeExecutionData[] = [];
	readonly review: INodeExecutionData[] = [];
	/** each file with what is held of it */
	readonly read: ReadSource[] = [];
	readonly remarks: Finding[] = [];
	private readonly runId = randomUUID();
	private readonly today = new Date(systemClock.now()).toISOString().slice(0, 10);

	take({ documents, held: heldDocuments, findings }: ImportResult, { item, name }: ReadTable): void {
		const held: HeldEvent[] = [];
		for (const document of documents) this.documents.push(asItem(document, item));
		for (const document of heldDocuments) held.push(this.hold(document, name, item));
		this.remarks.push(...findings);
		this.read.push({ stage: STAGE, name, held, good: [] });
	}

	private hold(document: HeldDocument, file: string, item: number): HeldEvent {
		const { source, findings } = document;
		const event = { orderNumber: source.externalNumber, bookedOn: this.today, stage: STAGE, findings };
		const businessKey = keyOf(document, file);
		this.review.push(reviewItem({ id: businessKey, ...event, document }, item));
		return { businessKey, ...event, runId: this.runId };
	}

	/** A file of which nothing can be read. */
	unreadable({ name, item }: ReadTable, findings: readonly Finding[], channel: string): void {
		const businessKey = `import/${channel}/file/${name}`;
		const event = { orderNumber: name, stage: STAGE, findings };
		this.review.push(reviewItem({ id: businessKey, ...event, bookedOn: '', document: null }, item));
		const held = [{ businessKey, ...event, bookedOn: this.today, runId: this.runId }];
		this.read.push({ stage: STAGE, name, held, good: [] });
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
		for (const file of await tablesOf(context, settings)) {
			const { table } = file;
			const result = table.ok
				? importSales(table.value, settings.format, settings.settings, settings.words)
				: held(table.findings);
			if (result.ok) outputs.take(result.value, file);
			else outputs.unreadable(file, result.findings, settings.settings.channel);
		}
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		const items = context.getInputData();
		return [[], items.map((_, item) => ({ json: { error: failure.message }, pairedItem: { item } }))];
	}
	const syncLog = await syncLogOf(context);
	for (const file of outputs.read) await noteHeldOf(syncLog, file);
	context.addExecutionHints(
		...outputs.remarks.map(({ message }) => ({ message, location: 'outputPane' as const })),
	);
	return [outputs.documents, outputs.review];
}
