/** The few mutations that a reader of sales needs: webhook subscriptions and bulk operations. */
import type { DocumentNode } from 'graphql';
import { checkBulkQuery } from '../bulk/check';
import { bulkOperationNode } from '../bulk/operations';
import { runBulk } from '../bulk/run';
import { parseGid } from '../shop/ids';
import { subscriptionGid, type SubscriptionInput } from '../webhooks/subscriptions';
import { topicScope } from '../webhooks/topics';
import { dateTime } from './bags';
import { executeDocument } from './execution';
import { QueryRoot } from './query';
import type { Session } from './session';
import { subscriptionNode } from './webhookSubscription';

interface CreateArgs {
	readonly topic: string;
	readonly webhookSubscription: SubscriptionInput;
}

interface UpdateArgs {
	readonly id: string;
	readonly webhookSubscription: SubscriptionInput;
}

interface RunArgs {
	readonly query: string;
	readonly groupObjects: boolean;
}

const numberOf = (id: string): number => Number(parseGid(id)?.id ?? Number.NaN);

export class MutationRoot {
	webhookSubscriptionCreate(
		{ topic, webhookSubscription }: CreateArgs,
		{ subscriptions, scopes }: Session,
	): object {
		const scope = topicScope(topic);
		if (scope !== undefined && !scopes.has(scope)) {
			const message = `You do not have permission to create or update webhooks with ${topic.toLowerCase().replace('_', '/')} topic.`;
			return { webhookSubscription: null, userErrors: [{ field: ['webhookSubscription'], message }] };
		}
		const { subscription, errors } = subscriptions.create(topic, webhookSubscription);
		return {
			webhookSubscription: subscription === undefined ? null : subscriptionNode(subscription),
			userErrors: errors,
		};
	}

	webhookSubscriptionUpdate({ id, webhookSubscription }: UpdateArgs, { subscriptions }: Session): object {
		const { subscription, errors } = subscriptions.update(numberOf(id), webhookSubscription);
		return {
			webhookSubscription: subscription === undefined ? null : subscriptionNode(subscription),
			userErrors: errors,
		};
	}

	webhookSubscriptionDelete({ id }: { id: string }, { subscriptions }: Session): object {
		const { subscription, errors } = subscriptions.delete(numberOf(id));
		return {
			deletedWebhookSubscriptionId: subscription === undefined ? null : subscriptionGid(subscription),
			userErrors: errors,
		};
	}

	bulkOperationRunQuery({ query, groupObjects }: RunArgs, session: Session): object {
		const { bulkOperations, schema, baseUrl } = session;
		const { document, problems } = checkBulkQuery(schema.schema, query);
		if (document === undefined) {
			const userErrors = problems.map((message) => ({ field: ['query'], message, code: 'INVALID' }));
			return { bulkOperation: null, userErrors };
		}
		const busy = bulkOperations.inTheWay;
		if (busy !== undefined) {
			const message = `A bulk query operation for this app and shop is already in progress: gid://shopify/BulkOperation/${busy.id}.`;
			return { bulkOperation: null, userErrors: [{ field: null, message, code: 'OPERATION_IN_PROGRESS' }] };
		}
		const reader: Session = { ...session, bulk: true, notices: [] };
		const roots = { query: new QueryRoot(), mutation: {} };
		const run = (page: DocumentNode) => executeDocument(page, false, roots, reader, {});
		const operation = bulkOperations.start(query, groupObjects, baseUrl, (started) =>
			runBulk(started, document, schema.schema, run),
		);
		return { bulkOperation: bulkOperationNode(operation, dateTime), userErrors: [] };
	}

	bulkOperationCancel({ id }: { id: string }, { bulkOperations }: Session): object {
		const operation = bulkOperations.find(numberOf(id));
		if (operation === undefined) {
			return {
				bulkOperation: null,
				userErrors: [{ field: ['id'], message: 'Bulk operation does not exist' }],
			};
		}
		const cancelled = bulkOperations.cancel(operation);
		const message = `A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}`;
		return {
			bulkOperation: bulkOperationNode(operation, dateTime),
			userErrors: cancelled ? [] : [{ field: null, message }],
		};
	}
}
