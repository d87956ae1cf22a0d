/** Executions: which there were, how they ended, and what each node gave out. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Session } from './session';

const ENDED = ['success', 'error', 'crashed', 'canceled'] as const;
export type ExecutionStatus = (typeof ENDED)[number] | 'new' | 'running' | 'waiting' | 'unknown';

const status = z.enum([...ENDED, 'new', 'running', 'waiting', 'unknown']);
/** The public API numbers executions in 1.x and names them by text in 2.x. */
const executionId = z.union([z.string(), z.number()]).transform(String);
const summary = z.looseObject({ id: executionId, status, mode: z.string(), startedAt: z.string().nullish() });
const list = z.looseObject({ data: z.array(summary), nextCursor: z.string().nullish() });
const problem = z.looseObject({ message: z.string() });
const item = z.looseObject({ json: z.record(z.string(), z.unknown()), pairedItem: z.unknown().optional() });
const nodeRun = z.looseObject({
	executionTime: z.number(),
	error: problem.optional(),
	data: z.looseObject({ main: z.array(z.array(item).nullable()).optional() }).optional(),
});
const detail = summary.extend({
	data: z.looseObject({
		resultData: z.looseObject({
			error: problem.optional(),
			lastNodeExecuted: z.string().optional(),
			runData: z.record(z.string(), z.array(nodeRun)).default({}),
		}),
	}),
});

export type ExecutionSummary = z.infer<typeof summary>;
export type ExecutedItem = z.infer<typeof item>;

/** An execution with all its data. */
export class Execution {
	readonly id: string;
	readonly status: ExecutionStatus;
	/** "manual", "webhook", "trigger" (a poll or a schedule) */
	readonly mode: string;
	/** why it failed */
	readonly error: string | undefined;
	readonly #runs: Readonly<Record<string, readonly z.infer<typeof nodeRun>[]>>;

	constructor(answer: unknown) {
		const parsed = detail.parse(answer);
		this.id = parsed.id;
		this.status = parsed.status;
		this.mode = parsed.mode;
		this.error = parsed.data.resultData.error?.message;
		this.#runs = parsed.data.resultData.runData;
	}

	/** The nodes that ran. */
	get nodes(): readonly string[] {
		return Object.keys(this.#runs);
	}

	/** What a node gave out at an output (numbered from 0), of all its runs in this execution. */
	items(node: string, output = 0): readonly ExecutedItem[] {
		return (this.#runs[node] ?? []).flatMap((run) => run.data?.main?.[output] ?? []);
	}

	/** How long a node worked, milliseconds. */
	milliseconds(node: string): number {
		return (this.#runs[node] ?? []).reduce((sum, run) => sum + run.executionTime, 0);
	}
}

export class Executions {
	readonly #session: Session;

	constructor(session: Session) {
		this.#session = session;
	}

	/** The executions of a workflow, newest first, at most 250 (a page of the API). */
	async list(workflowId: string): Promise<readonly ExecutionSummary[]> {
		const query = new URLSearchParams({ workflowId, limit: '250' });
		return list.parse(await this.#session.api('GET', `/executions?${query}`)).data;
	}

	async get(id: string): Promise<Execution> {
		return new Execution(await this.#session.api('GET', `/executions/${id}?includeData=true`));
	}

	/** Waits until an execution has ended, and returns it. */
	async waitFor(id: string, withinMs = 120_000): Promise<Execution> {
		const deadline = Date.now() + withinMs;
		for (;;) {
			const found = summary.parse(await this.#session.api('GET', `/executions/${id}`));
			if (ENDED.some((name) => name === found.status)) return this.get(id);
			if (Date.now() > deadline) throw new Error(`Execution ${id} is still ${found.status}`);
			await sleep(200);
		}
	}

	/** Waits until a workflow has at least `count` executions that ended, and returns those that ended, oldest first. */
	async waitForEnded(
		workflowId: string,
		count: number,
		withinMs = 120_000,
	): Promise<readonly ExecutionSummary[]> {
		const deadline = Date.now() + withinMs;
		for (;;) {
			const all = await this.list(workflowId);
			const ended = all.filter((execution) => ENDED.some((name) => name === execution.status));
			if (ended.length >= count) return ended.toReversed();
			if (Date.now() > deadline)
				throw new Error(`Workflow ${workflowId}: ${ended.length} of ${count} executions have ended`);
			await sleep(300);
		}
	}
}
