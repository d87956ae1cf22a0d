/** A gateway of the lab, in its shop or beside it, and a session of its connector that is signed by the package's own credential. */
import type { Dispute, HeldDocument } from '../../../core/documents';
import type {
	GatewayConnector,
	GatewayPolicy,
	GatewaySession,
	ReadPayout,
} from '../../../core/gateway/connector';
import type { DayBook } from '../../../lab/daybook/events';
import type { LabCredential } from '../../../lab/kinds';
import { parseFaultPlan } from '../../../lab/kit/faultPlan';
import { FaultSchedule } from '../../../lab/kit/faults';
import type { LabPlatform } from '../../../lab/kit/platform';
import { serve, type Served } from '../../../lab/kit/server';
import { PlatformSlot } from '../../../lab/kit/slot';
import type { Delivery } from '../../../lab/kit/webhooks';
import { World } from '../../../lab/kit/world';
import { GATEWAYS, STORES } from '../../../lab/registry.generated';
import type { GatewayFace } from '../../../nodes/shared/gateways/face';
import { credentialHttp } from '../credentialHttp';
import { ImpatientClock } from '../storeContract/context';

/** What the suite runs over: a connector, and its face for the nodes. */
export interface GatewayUnderTest {
	readonly connector: GatewayConnector;
	readonly face: GatewayFace;
}

/** The credential of a store's lab with keys that are for nothing. */
function storeCredential(kind: (typeof STORES)[string]): string {
	return kind.credential({ keys: kind.newKeys(), domain: 'any.example', url: 'http://127.0.0.1:1' }).type;
}

/** The store in whose lab a gateway lives that is no platform of its own. */
const homeOf = ({ face }: GatewayUnderTest) =>
	Object.values(STORES).find((kind) => storeCredential(kind) === face.credential);

/** Whether the lab can show the gateway. */
export const isShown = (test: GatewayUnderTest): boolean =>
	Object.hasOwn(GATEWAYS, test.connector.id) || homeOf(test) !== undefined;

/** How day books call the gateway. */
export const dayBookName = ({ connector }: GatewayUnderTest): string =>
	GATEWAYS[connector.id]?.gateways[0] ?? connector.gatewayNames[0];

/** Stands where the world does, as long as that has a time of its own. */
class WorldClock extends ImpatientClock {
	constructor(private readonly world: World) {
		super();
	}

	override now(): number {
		return Number.isFinite(this.world.now) ? this.world.now : super.now();
	}
}

interface Standing {
	readonly platform: LabPlatform;
	readonly keys: Readonly<Record<string, string>>;
	credential(url: string): LabCredential;
}

const deliver = async (): Promise<Delivery> =>
	await Promise.resolve({ outcome: 'delivered' as const, attempts: 1, status: 200 });

function stand(test: GatewayUnderTest, world: World): Standing {
	const own = GATEWAYS[test.connector.id];
	if (own !== undefined) {
		const keys = own.newKeys();
		const platform = own.make(world, { keys, deliver });
		return { platform, keys, credential: (url) => own.credential({ keys, url }) };
	}
	const store = homeOf(test);
	if (store === undefined) throw new Error(`The lab does not show ${test.connector.id}.`);
	const keys = store.newKeys();
	const domain = store.domain(world.dayBook.shop);
	const platform = store.make(world, { keys, domain, deliver });
	return { platform, keys: { ...keys }, credential: (url) => store.credential({ keys, domain, url }) };
}

export class ContractGateway {
	private constructor(
		readonly test: GatewayUnderTest,
		readonly dayBook: DayBook,
		readonly world: World,
		readonly platform: LabPlatform,
		readonly secrets: readonly string[],
		readonly clock: ImpatientClock,
		readonly session: GatewaySession,
		private readonly served: Served,
		private readonly faults: FaultSchedule,
	) {}

	/** @param startAt when the world opens; by default all has happened */
	static async open(
		test: GatewayUnderTest,
		dayBook: DayBook,
		more: { readonly startAt?: number; readonly policy?: Partial<GatewayPolicy> } = {},
	): Promise<ContractGateway> {
		const copy = { ...dayBook, events: [...dayBook.events] };
		const world = new World(copy, more.startAt);
		const { platform, keys, credential } = stand(test, world);
		const faults = new FaultSchedule(platform.name);
		const served = await serve(new PlatformSlot(platform), { faults });
		const { type, data } = credential(served.url);
		const clock = new WorldClock(world);
		const policy = { timeZone: dayBook.shop.timeZone, ...more.policy };
		const http = await credentialHttp(type, data);
		try {
			const session = test.connector.open(http, test.face.settings(data), policy, clock);
			const secrets = Object.values(keys).filter((key) => key.length > 6);
			return new ContractGateway(test, dayBook, world, platform, secrets, clock, session, served, faults);
		} catch (error) {
			await served.close();
			throw error;
		}
	}

	/** Faults from now on, e.g. "rateLimited=1,total=1". */
	useFaults(plan: string): void {
		this.faults.use(parseFaultPlan(plan));
	}

	async close(): Promise<void> {
		await this.served.close();
	}
}

export async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
	const found: T[] = [];
	for await (const page of pages) found.push(...page);
	return found;
}

/** When the payout was issued, as the connector understood it. */
export const issuedAt = ({ payout, asIssued }: ReadPayout): string => (asIssued ?? payout)?.occurredAt ?? '';

export const isDispute = (document: Dispute | HeldDocument): document is Dispute =>
	document.type === 'Dispute';

/** Before everything that happens in the day books of the suite. */
export const ALL = { from: '2026-08-01T00:00:00Z' };
