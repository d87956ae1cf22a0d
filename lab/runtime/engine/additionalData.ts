/** What n8n's server gives to every execution besides the workflow. */
import { ExecutionLifecycleHooks, ExternalSecretsProxy } from 'n8n-core';
import type {
	ICredentialsHelper,
	INodeExecutionData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

let executions = 0;

/** @returns what the last node of the called workflow gave out, by output */
export type SubWorkflow = (
	id: string | undefined,
	items: readonly INodeExecutionData[],
) => Promise<(INodeExecutionData[] | null)[]>;

/** @param baseUrl where the engine's webhooks are reached */
export function additionalData(options: {
	readonly credentialsHelper: ICredentialsHelper;
	readonly workflow: IWorkflowBase;
	readonly mode: WorkflowExecuteMode;
	readonly baseUrl: string;
	/** runs a workflow that a node calls by its id, with these items */
	readonly subWorkflow?: SubWorkflow;
}): IWorkflowExecuteAdditionalData {
	const { credentialsHelper, workflow, mode, baseUrl, subWorkflow } = options;
	const executionId = String(++executions);
	const missing = (what: string) => async (): Promise<never> => {
		throw new Error(`The engine has no ${what}`);
	};
	return {
		credentialsHelper,
		hooks: new ExecutionLifecycleHooks(mode, executionId, workflow),
		externalSecretsProxy: new ExternalSecretsProxy(),
		executionId,
		workflowId: workflow.id,
		currentNodeExecutionIndex: 0,
		restApiUrl: `${baseUrl}/rest`,
		instanceBaseUrl: baseUrl,
		webhookBaseUrl: `${baseUrl}/webhook`,
		webhookTestBaseUrl: `${baseUrl}/webhook-test`,
		webhookWaitingBaseUrl: `${baseUrl}/webhook-waiting`,
		formBaseUrl: `${baseUrl}/form`,
		formTestBaseUrl: `${baseUrl}/form-test`,
		formWaitingBaseUrl: `${baseUrl}/form-waiting`,
		mcpBaseUrl: `${baseUrl}/mcp`,
		mcpTestBaseUrl: `${baseUrl}/mcp-test`,
		variables: {},
		logAiEvent: () => undefined,
		executeWorkflow:
			subWorkflow === undefined
				? missing('sub-workflows')
				: async ({ id }, _additionalData, { inputData }) => ({
						executionId: String(++executions),
						data: await subWorkflow(id, inputData ?? []),
					}),
		getRunExecutionData: async () => undefined,
		getRuntimeCredential: async () => undefined,
		startRunnerTask: missing('task runners'),
	};
}
