/** n8n-core's execution engine, for node tests. */
export { EngineRun, EngineWorkflow, baseNode, createEngine } from '../../lab/runtime/engine';
export type {
	BaseNodes,
	CredentialData,
	Engine,
	EngineOptions,
	EngineWorkflowJson,
	RunOptions,
} from '../../lab/runtime/engine';
