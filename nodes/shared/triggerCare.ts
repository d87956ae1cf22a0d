/** What the health check must know of a trigger beside its sweeps: how people find it. */
import type { INode, IWorkflowMetadata } from 'n8n-workflow';
import { TRIGGER_NAME } from '../../core/health/gatherHealth';
import type { SyncLog } from '../../core/posting/syncLog';

interface TriggerContext {
	getNode(): INode;
	getWorkflow(): IWorkflowMetadata;
}

/** Notes node and workflow by their names, where they have changed. */
export async function noteTrigger(
	context: TriggerContext,
	syncLog: SyncLog,
	triggerId: string,
): Promise<void> {
	const scope = `trigger:${triggerId}`;
	const { name: workflow = 'a workflow that is not saved' } = context.getWorkflow();
	const name = `"${context.getNode().name}" of the workflow "${workflow}"`;
	if ((await syncLog.getState(scope, TRIGGER_NAME)) !== name)
		await syncLog.setState(scope, TRIGGER_NAME, name);
}
