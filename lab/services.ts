/** The services beside shop and books: payment gateways and banks. Each stands in every lab, whether its day book uses it or not. */
import { LabError } from './kit/errors';
import type { FaultSchedule } from './kit/faults';
import type { LabPlatform } from './kit/platform';
import { WebhookDeliverer } from './kit/webhooks';
import type { World } from './kit/world';
import type { BankKind, GatewayKind, LabCredential, ServiceKeys } from './kinds';
import { BANKS, GATEWAYS } from './registry.generated';

export type ServiceKind = GatewayKind | BankKind;

/** By id, the gateways first. */
export type ServiceKinds = Readonly<Record<string, ServiceKind>>;

export const SERVICES: ServiceKinds = { ...GATEWAYS, ...BANKS };

/** A service as it stands, with what sends its webhooks. */
export interface StandingService {
	readonly platform: LabPlatform;
	readonly deliverer: WebhookDeliverer;
}

/** Where a service is, and what a person enters in n8n for it; secret. */
export interface LabService {
	/** http address, without a slash at the end */
	readonly url: string;
	readonly credential: LabCredential;
}

/** One value for each service. */
export function perService<T, U>(
	services: Readonly<Record<string, T>>,
	of: (service: T, id: string) => U,
): Readonly<Record<string, U>> {
	return Object.fromEntries(Object.entries(services).map(([id, service]) => [id, of(service, id)]));
}

/**
 * The services of a new world, or of one that was kept.
 * @throws LabError a service gives its platform another name than its own: calls and state are kept under it
 */
export function buildServices(
	kinds: ServiceKinds,
	world: World,
	keys: Readonly<Record<string, ServiceKeys>>,
	schedules: Readonly<Record<string, FaultSchedule>>,
): Readonly<Record<string, StandingService>> {
	return perService(kinds, (kind, id) => {
		const faults = schedules[id];
		const deliverer = new WebhookDeliverer(faults === undefined ? {} : { faults });
		const platform = kind.make(world, {
			keys: keys[id] ?? {},
			deliver: (webhook) => deliverer.deliver(webhook),
		});
		if (platform.name !== id) throw new LabError(`The service "${id}" calls its platform "${platform.name}"`);
		return { platform, deliverer };
	});
}
