/** What runs the workflow in the demo: the whole n8n, or n8n's execution engine alone. Both do the same to the same templates. */
import type { LabCredential } from '../kinds';
import type { MappingRow } from './choices';
import type { CredentialReference, TemplateWorkflow } from './templates';

/** A credential as a person would enter it; OAuth2 credentials are then connected through the lab's sign-in page. */
export interface DemoCredential extends LabCredential {
	readonly id: string;
	readonly name: string;
}

/** What came out of running the period once more by hand. */
export interface AgainCounts {
	readonly posted: number;
	readonly unchanged: number;
	readonly review: number;
}

export interface DemoEngine {
	/** Makes the engine ready and stores the credentials. */
	prepare(credentials: readonly DemoCredential[]): Promise<void>;
	/** The entries of a drop-down of a template's node, as the editor fills it. */
	dropDown(workflow: TemplateWorkflow, node: string, method: string): Promise<readonly CredentialReference[]>;
	/** Imports a workflow and activates it. */
	activate(workflow: TemplateWorkflow & { readonly id: string }): Promise<void>;
	/** Lets the workflow's sweep run if the engine has no clock of its own. */
	tick(): Promise<void>;
	/** Runs the workflow from its manual trigger; counts what came out of its poster. */
	readAgain(workflow: TemplateWorkflow & { readonly id: string }): Promise<AgainCounts>;
	/** the file of its sync log */
	readonly syncLogFile: string;
	/** for people: where to look, and how to sign in */
	readonly editor?: { readonly url: string; readonly email: string; readonly password: string };
	/** resident memory, bytes */
	memory(): Promise<number | undefined>;
	stop(): Promise<void>;
}

export type { MappingRow };
