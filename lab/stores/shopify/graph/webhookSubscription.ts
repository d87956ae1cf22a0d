/** A webhook subscription as GraphQL shows it. */
import { API_VERSION } from '../options';
import { subscriptionGid, type Subscription } from '../webhooks/subscriptions';
import { dateTime } from './bags';

export const apiVersionNode = (): object => ({
	handle: API_VERSION,
	displayName: `${API_VERSION} (Latest)`,
	supported: true,
});

export function subscriptionNode(subscription: Subscription): object {
	const { id, topic, uri, format, filter, includeFields, name, createdAt, updatedAt } = subscription;
	return {
		__typename: 'WebhookSubscription',
		id: subscriptionGid(subscription),
		legacyResourceId: String(id),
		topic,
		uri,
		callbackUrl: uri,
		endpoint: { __typename: 'WebhookHttpEndpoint', callbackUrl: uri },
		format,
		filter,
		includeFields,
		metafieldNamespaces: [],
		metafields: [],
		name,
		createdAt: dateTime(createdAt),
		updatedAt: dateTime(updatedAt),
		apiVersion: apiVersionNode(),
	};
}
