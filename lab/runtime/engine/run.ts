/** One execution's result, read as a test wants it. */
import type { IRun, INodeExecutionData, IDataObject } from 'n8n-workflow';

export class EngineRun {
	constructor(
		/** n8n's own result */
		readonly data: IRun,
	) {}

	/** "success" or "error" */
	get status(): string {
		return this.data.status;
	}

	/** Why the workflow stopped, if it did. */
	get error(): Error | undefined {
		return this.data.data.resultData.error;
	}

	/** The nodes that ran, in the order they ran first. */
	get nodes(): readonly string[] {
		return Object.keys(this.data.data.resultData.runData);
	}

	/** The items a node gave out at an output (numbered from 0), of all its runs in this execution. */
	items(node: string, output = 0): readonly INodeExecutionData[] {
		const runs = this.data.data.resultData.runData[node] ?? [];
		return runs.flatMap((run) => run.data?.['main']?.[output] ?? []);
	}

	/** The items' data only. */
	json(node: string, output = 0): readonly IDataObject[] {
		return this.items(node, output).map(({ json }) => json);
	}

	/** For each item the numbers of the input items it is paired with; an empty list is an item without a pair. */
	pairs(node: string, output = 0): readonly (readonly number[])[] {
		return this.items(node, output).map(({ pairedItem }) => {
			if (pairedItem === undefined) return [];
			const all = Array.isArray(pairedItem) ? pairedItem : [pairedItem];
			return all.map((pair) => (typeof pair === 'number' ? pair : pair.item));
		});
	}
}
