/** A shop of the lab, and a session of its connector that is signed by the package's own credential. */
import type { DayBook } from '../../../lab/daybook/events';
import { preferred } from '../../../lab/kinds';
import { parseFaultPlan } from '../../../lab/kit/faultPlan';
import { startLab, type Lab } from '../../../lab/lab';
import { LEDGERS } from '../../../lab/registry.generated';
import {
	DEFAULT_STORE_POLICY,
	type ReadOrder,
	type StoreConnector,
	type StorePolicy,
	type StoreSession,
} from '../../../core/store/connector';
import type { Clock } from '../../../core/transport/clock';
import type { StoreFace } from '../../../nodes/shared/stores/face';
import { credentialHttp } from '../credentialHttp';

/** What the suite runs over: a connector, its face for the nodes, and the lab's counterpart of the same name. */
export interface StoreUnderTest {
	readonly connector: StoreConnector;
	readonly face: StoreFace;
}

const MOMENT_MS = 250;

/** Waits no longer than a moment (limits of the lab run in real time), and remembers how long it was asked to. */
export class ImpatientClock implements Clock {
	readonly slept: number[] = [];

	now(): number {
		return Date.now();
	}

	async sleep(ms: number): Promise<void> {
		this.slept.push(ms);
		await new Promise((resolve) => setTimeout(resolve, Math.min(ms, MOMENT_MS)));
	}
}

export class ContractShop {
	private constructor(
		readonly test: StoreUnderTest,
		readonly lab: Lab,
		readonly dayBook: DayBook,
		readonly clock: ImpatientClock,
		readonly session: StoreSession,
	) {}

	/**
	 * @param startAt when the world opens; by default all has happened
	 * @param policy what of the policy is not the default
	 */
	static async open(
		test: StoreUnderTest,
		dayBook: DayBook,
		startAt?: number,
		policy: Partial<StorePolicy> = {},
	): Promise<ContractShop> {
		const lab = await startLab({
			dayBook,
			store: test.connector.id,
			ledger: preferred(LEDGERS),
			...(startAt === undefined ? {} : { startAt }),
		});
		const clock = new ImpatientClock();
		const { type, data } = lab.credentials.store;
		const [own] = test.face.credentials;
		const http = await credentialHttp(type, data);
		const session = test.connector.open(
			http,
			own.settings(data),
			{ ...DEFAULT_STORE_POLICY, ...policy },
			clock,
		);
		return new ContractShop(test, lab, dayBook, clock, session);
	}

	/** The secrets of its webhooks, and its name, as the nodes take them from the credential. */
	get secrets(): readonly string[] {
		return this.test.face.credentials[0].webhookSecrets(this.lab.credentials.store.data);
	}

	get storeId(): string {
		return this.test.face.credentials[0].storeId(this.lab.credentials.store.data);
	}

	/** Faults of the store from now on, e.g. "rateLimited=1,total=1". */
	useFaults(plan: string): void {
		this.lab.control.useFaults(parseFaultPlan(plan), 'store');
	}

	async close(): Promise<void> {
		await this.lab.stop();
	}
}

export async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
	const found: T[] = [];
	for await (const page of pages) found.push(...page);
	return found;
}

export const idsOf = (orders: readonly ReadOrder[]): string[] =>
	orders.map(({ externalId }) => externalId).sort();

export const byId = (orders: readonly ReadOrder[]): ReadOrder[] =>
	orders.toSorted((a, b) => (a.externalId < b.externalId ? -1 : a.externalId > b.externalId ? 1 : 0));

/** Before and after everything that happens in the day books of the suite. */
export const ALL = { from: '2026-01-01T00:00:00Z' };
