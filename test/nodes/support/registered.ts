/** The webhooks that a simulated shop has, whatever the platform calls them. */
import { z } from 'zod';
import type { Lab } from '../../../lab/lab';

export interface Registered {
	readonly topic: string;
	readonly url: string;
}

const states = {
	shopify: z
		.looseObject({ subscriptions: z.array(z.looseObject({ topic: z.string(), uri: z.string() })) })
		.transform(({ subscriptions }) => subscriptions.map(({ topic, uri }) => ({ topic, url: uri }))),
	woocommerce: z
		.looseObject({
			registered: z.array(
				z.looseObject({ topic: z.string(), deliveryUrl: z.string(), status: z.literal('active') }),
			),
		})
		.transform(({ registered }) => registered.map(({ topic, deliveryUrl: url }) => ({ topic, url }))),
	bigcommerce: z
		.looseObject({
			hooks: z.array(
				z.looseObject({ scope: z.string(), destination: z.string(), isActive: z.literal(true) }),
			),
		})
		.transform(({ hooks }) => hooks.map(({ scope: topic, destination: url }) => ({ topic, url }))),
} as const;

/** In the order of their topics. @throws when the platform is unknown here, or one of its webhooks is switched off */
export function registeredWebhooks(lab: Pick<Lab, 'platforms'>, store: string): Registered[] {
	const state = Object.entries(states).find(([name]) => name === store)?.[1];
	if (state === undefined) throw new Error(`How ${store} shows its webhooks is not known here.`);
	const found = state.parse(lab.platforms().store.inspect()['webhooks']);
	return found.toSorted((a, b) => (a.topic < b.topic ? -1 : 1));
}
