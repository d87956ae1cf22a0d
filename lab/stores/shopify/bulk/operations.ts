/** Bulk operations of the app: at most five at a time, each with a file of results that is kept for seven days. */
import { gid } from '../shop/ids';

export type BulkStatus =
	'CREATED' | 'RUNNING' | 'COMPLETED' | 'CANCELING' | 'CANCELED' | 'FAILED' | 'EXPIRED';

export interface BulkOperation {
	readonly id: number;
	/** part of the result's address: who knows it may read it */
	readonly token: string;
	readonly query: string;
	readonly groupObjects: boolean;
	readonly baseUrl: string;
	readonly createdAt: number;
	status: BulkStatus;
	completedAt: number | undefined;
	errorCode: 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | undefined;
	objectCount: number;
	rootObjectCount: number;
	chunks: Buffer[];
}

const AT_A_TIME = 5;
const KEPT_FOR = 7 * 24 * 60 * 60 * 1000;

const isActive = ({ status }: BulkOperation): boolean =>
	status === 'CREATED' || status === 'RUNNING' || status === 'CANCELING';

export class BulkOperations {
	private readonly list: BulkOperation[] = [];
	private readonly running = new Set<Promise<void>>();
	private lastId = 7_000_000_000_000;

	constructor(
		private readonly now: () => number,
		private readonly newToken: () => string,
		private readonly onFinished: (operation: BulkOperation) => void = () => undefined,
	) {}

	get latest(): BulkOperation | undefined {
		return this.list.at(-1);
	}

	get all(): readonly BulkOperation[] {
		return this.list;
	}

	/** An operation that stands in the way of a new one. */
	get inTheWay(): BulkOperation | undefined {
		const active = this.list.filter(isActive);
		return active.length >= AT_A_TIME ? active[0] : undefined;
	}

	find(id: number): BulkOperation | undefined {
		const operation = this.list.find((one) => one.id === id);
		if (operation?.status === 'COMPLETED' && (operation.completedAt ?? 0) + KEPT_FOR < this.now()) {
			operation.status = 'EXPIRED';
			operation.chunks = [];
		}
		return operation;
	}

	/** Starts an operation; `run` does the work and is told when to stop. */
	start(
		query: string,
		groupObjects: boolean,
		baseUrl: string,
		run: (operation: BulkOperation) => Promise<void>,
	): BulkOperation {
		const operation: BulkOperation = {
			id: ++this.lastId,
			token: this.newToken(),
			query,
			groupObjects,
			baseUrl,
			createdAt: this.now(),
			status: 'CREATED',
			completedAt: undefined,
			errorCode: undefined,
			objectCount: 0,
			rootObjectCount: 0,
			chunks: [],
		};
		this.list.push(operation);
		const work = this.work(operation, run);
		this.running.add(work);
		void work.finally(() => this.running.delete(work));
		return operation;
	}

	cancel(operation: BulkOperation): boolean {
		if (!isActive(operation)) return false;
		operation.status = 'CANCELING';
		return true;
	}

	/** The result file at an address, if it is there. */
	file(id: number, token: string): Buffer | undefined {
		const operation = this.find(id);
		if (operation?.token !== token || operation.chunks.length === 0) return undefined;
		return Buffer.concat(operation.chunks);
	}

	async idle(): Promise<void> {
		while (this.running.size > 0) await Promise.all(this.running);
	}

	private async work(
		operation: BulkOperation,
		run: (operation: BulkOperation) => Promise<void>,
	): Promise<void> {
		await new Promise((resolve) => setImmediate(resolve));
		try {
			if (operation.status === 'CREATED') operation.status = 'RUNNING';
			await run(operation);
			if (operation.status === 'CANCELING') operation.status = 'CANCELED';
			else operation.status = 'COMPLETED';
		} catch (error) {
			operation.status = 'FAILED';
			operation.errorCode = error instanceof BulkAccessDenied ? 'ACCESS_DENIED' : 'INTERNAL_SERVER_ERROR';
		}
		// one piece: it is read in parts
		const whole = Buffer.concat(operation.chunks);
		operation.chunks = whole.length === 0 ? [] : [whole];
		operation.completedAt = this.now();
		this.onFinished(operation);
	}
}

/** The query of a bulk operation asks for what the token may not see. */
export class BulkAccessDenied extends Error {
	override readonly name = 'BulkAccessDenied';
}

export const bulkPath = ({ id, token }: BulkOperation): string => `/bulk-results/${id}/${token}.jsonl`;

/** An operation as GraphQL shows it. */
export function bulkOperationNode(operation: BulkOperation, dateTime: (at: number) => string): object {
	const { id, status, chunks, baseUrl, completedAt, errorCode } = operation;
	const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
	const address = size > 0 ? `${baseUrl}${bulkPath(operation)}` : null;
	return {
		__typename: 'BulkOperation',
		id: gid('BulkOperation', id),
		type: 'QUERY',
		status,
		query: operation.query,
		errorCode: errorCode ?? null,
		createdAt: dateTime(operation.createdAt),
		completedAt: status === 'COMPLETED' && completedAt !== undefined ? dateTime(completedAt) : null,
		objectCount: String(operation.objectCount),
		rootObjectCount: String(operation.rootObjectCount),
		fileSize: status === 'COMPLETED' ? String(size) : null,
		url: status === 'COMPLETED' ? address : null,
		partialDataUrl: status === 'FAILED' || status === 'CANCELED' ? address : null,
	};
}
