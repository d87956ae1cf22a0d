/** Workflows: import, activate, run by hand. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Session } from './session';
import { N8nRequestError } from './session';

/** A workflow as exported from the editor. n8n 2.x keeps a given `id`, 1.x gives its own. */
export interface WorkflowJson {
	readonly id?: string;
	readonly name: string;
	readonly nodes: readonly WorkflowNode[];
	readonly connections: Readonly<Record<string, unknown>>;
	readonly settings?: Readonly<Record<string, unknown>>;
	readonly [more: string]: unknown;
}

export interface WorkflowNode {
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: Readonly<Record<string, { readonly id: string | null; readonly name: string }>>;
	readonly [more: string]: unknown;
}

const withId = z.looseObject({ id: z.string() });
const publication = z.looseObject({
	status: z.string(),
	triggers: z.array(z.looseObject({ status: z.string(), errorMessage: z.string().nullish() })),
});
const started = z.looseObject({ executionId: z.string() });

export class Workflows {
	readonly #session: Session;

	constructor(session: Session) {
		this.#session = session;
	}

	/** Imports a workflow (inactive); returns its id. */
	async import(workflow: WorkflowJson): Promise<string> {
		const { id, name, nodes, connections, settings } = workflow;
		const payload = {
			name,
			nodes,
			connections,
			settings: settings ?? {},
			// 1.x wants to be told, 2.x knows
			active: false,
			...(id === undefined ? {} : { id }),
		};
		return withId.parse(await this.#session.rest('POST', '/workflows', payload)).id;
	}

	/** The workflow as n8n has it. */
	async get(id: string): Promise<unknown> {
		return this.#session.rest('GET', `/workflows/${id}`);
	}

	/** Activates a workflow and waits until its webhooks and polls are registered. */
	async activate(id: string): Promise<void> {
		await this.#session.api('POST', `/workflows/${id}/activate`);
		await this.waitUntilPublished(id);
	}

	async deactivate(id: string): Promise<void> {
		await this.#session.api('POST', `/workflows/${id}/deactivate`);
	}

	async remove(id: string): Promise<void> {
		await this.#session.api('DELETE', `/workflows/${id}`);
	}

	/**
	 * Waits until the triggers of an active workflow are registered; n8n answers the activation before it has done that.
	 * @throws Error a trigger could not be registered, with n8n's reason
	 */
	async waitUntilPublished(id: string, withinMs = 60_000): Promise<void> {
		const deadline = Date.now() + withinMs;
		for (;;) {
			const state = await this.#publication(id);
			if (state === undefined || state.status === 'published') return;
			if (state.status === 'failed' || state.status === 'partial') {
				const reasons = state.triggers.map(({ errorMessage }) => errorMessage).filter(Boolean);
				throw new Error(`Workflow ${id} could not be activated: ${reasons.join('; ')}`);
			}
			if (Date.now() > deadline) throw new Error(`Workflow ${id} is still not active: ${state.status}`);
			await sleep(200);
		}
	}

	/** n8n 1.x has no such thing: there activation is complete when it answers. */
	async #publication(id: string): Promise<z.infer<typeof publication> | undefined> {
		try {
			return publication.parse(await this.#session.rest('GET', `/workflows/${id}/publication-status`));
		} catch (error) {
			if (error instanceof N8nRequestError && error.status === 404) return undefined;
			throw error;
		}
	}

	/**
	 * Runs a workflow by hand, starting at a manual or polling trigger; returns the execution's id.
	 * @param trigger the name of the node to start from
	 */
	async run(id: string, trigger: string): Promise<string> {
		const workflowData = await this.get(id);
		// 2.x takes the trigger alone and refuses to be told the workflow; 1.x needs both
		const answer = await this.#session
			.rest('POST', `/workflows/${id}/run`, { triggerToStartFrom: { name: trigger } })
			.catch(async (error: unknown) => {
				if (!(error instanceof N8nRequestError)) throw error;
				return this.#session.rest('POST', `/workflows/${id}/run`, {
					workflowData,
					startNodes: [],
					triggerToStartFrom: { name: trigger },
				});
			});
		return started.parse(answer).executionId;
	}
}
