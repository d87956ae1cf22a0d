/** Builds the platforms of a lab from a day book, keys and, if there is one, a kept state. */
import type { DayBook } from './daybook/events';
import { CallLog } from './kit/calls';
import { LabError } from './kit/errors';
import { NO_FAULTS, type FaultPlan } from './kit/faultPlan';
import { FaultSchedule } from './kit/faults';
import type { LabPlatform } from './kit/platform';
import { WebhookDeliverer } from './kit/webhooks';
import { World } from './kit/world';
import { completeKeys, newKeys, type LabKeys } from './keys';
import type { LabCredential, LedgerKind, StoreKind } from './kinds';
import { OAuthLab, TokenStore } from './oauth';
import { LEDGERS, STORES } from './registry.generated';
import {
	buildServices,
	perService,
	SERVICES,
	type LabService,
	type ServiceKinds,
	type StandingService,
} from './services';
import { SlackLab } from './slack';
import type { LabIdentity, LabState } from './stateFile';

/** The parts that every lab has and faults can lie in front of; the services have faults too. */
export const PLATFORM_PARTS = ['store', 'ledger', 'oauth', 'slack'] as const;
export type PlatformPart = (typeof PLATFORM_PARTS)[number];

/** The platforms as they stand; a restored state replaces all of them together. */
export interface Standing {
	readonly world: World;
	readonly store: LabPlatform;
	readonly ledger: LabPlatform;
	readonly oauth: OAuthLab;
	readonly slack: SlackLab;
	/** sends the store's webhooks */
	readonly deliverer: WebhookDeliverer;
	/** gateways and banks, by id */
	readonly services: Readonly<Record<string, StandingService>>;
}

/** All platforms of a lab. */
export function platformsOf(standing: Pick<Standing, PlatformPart | 'services'>): readonly LabPlatform[] {
	const services = Object.values(standing.services).map(({ platform }) => platform);
	return [...PLATFORM_PARTS.map((part) => standing[part]), ...services];
}

/** All that send webhooks. */
export function deliverersOf({ deliverer, services }: Standing): readonly WebhookDeliverer[] {
	return [deliverer, ...Object.values(services).map((service) => service.deliverer)];
}

function choose<T>(table: Readonly<Record<string, T>>, what: string, name: string): T {
	const found = Object.hasOwn(table, name) ? table[name] : undefined;
	if (found !== undefined) return found;
	throw new LabError(`There is no ${what} "${name}" in the lab; it has ${Object.keys(table).join(', ')}`);
}

export class Assembly {
	readonly calls = new CallLog();
	readonly schedules: Readonly<Record<PlatformPart, FaultSchedule>>;
	readonly serviceSchedules: Readonly<Record<string, FaultSchedule>>;
	readonly identity: LabIdentity;
	private readonly storeKind: StoreKind;
	private readonly ledgerKind: LedgerKind;

	/**
	 * @param dayBook what happens in the lab's world; it is not changed
	 * @param startAt the instant at which a new world opens
	 * @throws LabError there is no such store or ledger
	 */
	constructor(
		private readonly dayBook: DayBook,
		kinds: { readonly store: string; readonly ledger: string },
		plan: FaultPlan,
		private readonly startAt: number | undefined,
		readonly serviceKinds: ServiceKinds = SERVICES,
		private readonly limits: 'published' | 'off' = 'published',
	) {
		this.storeKind = choose(STORES, 'store', kinds.store);
		this.ledgerKind = choose(LEDGERS, 'ledger', kinds.ledger);
		const { shop, events } = dayBook;
		this.identity = { shop: shop.id, events: events.length, store: kinds.store, ledger: kinds.ledger };
		this.schedules = {
			store: new FaultSchedule(kinds.store, plan),
			ledger: new FaultSchedule(kinds.ledger, plan),
			// n8n does not repeat a refused refresh, a person would have to connect again: faults there are asked for by name
			oauth: new FaultSchedule('oauth', NO_FAULTS),
			slack: new FaultSchedule('slack', plan),
		};
		this.serviceSchedules = perService(serviceKinds, (_kind, id) => new FaultSchedule(id, plan));
	}

	/** What has to be asked for at the ledger's sign-in, separated by spaces. */
	get bookkeepingScope(): string {
		const { bookkeepingScope, scopes } = this.ledgerKind.oauth;
		return bookkeepingScope ?? scopes[0] ?? '';
	}

	/** The shop's own name for itself. */
	get shopDomain(): string {
		return this.storeKind.domain(this.dayBook.shop);
	}

	newKeys(): LabKeys {
		return newKeys(this.storeKind, this.ledgerKind, this.serviceKinds);
	}

	/** The keys of a state, with new ones for services that it does not know. */
	keysOf({ keys }: LabState): LabKeys {
		return completeKeys(keys, this.newKeys().services);
	}

	/** What a person enters in n8n. */
	credentials(
		keys: LabKeys,
		urls: { readonly store: string; readonly ledger: string; readonly oauth: string },
	): { readonly store: LabCredential; readonly ledger: LabCredential } {
		return {
			store: this.storeKind.credential({ keys: keys.store, domain: this.shopDomain, url: urls.store }),
			ledger: this.ledgerKind.credential({ keys: keys.ledger, url: urls.ledger, oauthUrl: urls.oauth }),
		};
	}

	/** Where gateways and banks are and what a person enters in n8n for them. */
	services(keys: LabKeys, urls: Readonly<Record<string, string>>): Readonly<Record<string, LabService>> {
		return perService(this.serviceKinds, (kind, id) => {
			const url = urls[id] ?? '';
			return { url, credential: kind.credential({ keys: keys.services[id] ?? {}, url }) };
		});
	}

	/** All platforms, new or as a state has them. */
	build(keys: LabKeys, state: LabState | undefined): Standing {
		const { shop, products, customers, events } = this.dayBook;
		// events that are added later belong to this world only
		const copy = { shop, products: [...products], customers: [...customers], events: [...events] };
		const world = state === undefined ? new World(copy, this.startAt) : World.from(copy, state.world);
		const deliverer = new WebhookDeliverer({ faults: this.schedules.store, ...this.storeKind.deliveries });
		const { tenant: realmId, clientId, clientSecret } = keys.ledger;
		const { lifetimes, bookkeepingScope: _scope, ...dialect } = this.ledgerKind.oauth;
		const tokens = new TokenStore(lifetimes);
		const oauth = new OAuthLab({ ...dialect, clientId, clientSecret, realmId, tokens });
		const standing: Standing = {
			world,
			store: this.storeKind.make(world, {
				keys: keys.store,
				domain: this.shopDomain,
				deliver: (webhook) => deliverer.deliver(webhook),
			}),
			ledger: this.ledgerKind.make({
				keys: keys.ledger,
				tokens: oauth.tokens,
				shop: this.dayBook.shop,
				limits: this.limits,
			}),
			oauth,
			slack: new SlackLab({ ...keys.slack, channels: ['bookkeeping', 'general'] }),
			deliverer,
			services: buildServices(this.serviceKinds, world, keys.services, this.serviceSchedules),
		};
		for (const platform of platformsOf(standing)) {
			const kept = state?.platforms[platform.name];
			if (kept !== undefined) platform.restore(kept);
		}
		return standing;
	}

	/** What `build` needs to make the same again. */
	stateOf(standing: Standing, keys: LabKeys): LabState {
		const kept = platformsOf(standing).map((platform) => [platform.name, platform.snapshot()] as const);
		return {
			version: 1,
			identity: this.identity,
			keys,
			world: standing.world.snapshot(),
			platforms: Object.fromEntries(kept),
		};
	}
}
