/** The routes of the shop's webhooks. */
import { apiUrl } from '../rest/links';
import { restWebhook, WEBHOOK_STATUSES, type StoredWebhook, type WebhookStatus } from '../webhooks/webhooks';
import { chosenFields, collectionResponse, pageOf } from './collection';
import { allow, pathId, type Call, type Handler } from './context';
import { invalidId, jsonResponse, trashUnsupported } from './errors';
import { fieldsOf, PAGING } from './orders';
import { checkedParams, type Given, type Params } from './params';

const LIST: Params = {
	...PAGING,
	orderby: { type: 'string', default: 'date', oneOf: ['date', 'id', 'title'] },
	status: { type: 'string', default: 'all', oneOf: ['all', ...WEBHOOK_STATUSES] },
};

const EDIT: Params = {
	name: { type: 'string' },
	status: { type: 'string', oneOf: WEBHOOK_STATUSES },
	topic: { type: 'string' },
	secret: { type: 'string' },
	delivery_url: { type: 'string' },
};

const CREATE: Params = {
	...EDIT,
	topic: { type: 'string', required: true },
	delivery_url: { type: 'string', required: true },
};

const shown = (webhook: StoredWebhook, { context: { shop } }: Call): object =>
	restWebhook(webhook, shop.siteUrl, shop.zone);

function inputOf(given: Given) {
	return {
		name: given.text('name'),
		status: given.text('status') as WebhookStatus | undefined,
		topic: given.text('topic'),
		deliveryUrl: given.text('delivery_url'),
		secret: given.text('secret'),
	};
}

function webhookOf(call: Call): StoredWebhook {
	const webhook = call.context.webhooks.find(pathId(call));
	if (webhook === undefined) throw invalidId('shop_webhook');
	return webhook;
}

export const listWebhooks: Handler = (call) => {
	const given = checkedParams(call.sent, LIST);
	allow(call, 'list');
	const status = given.text('status');
	const include = given.numbers('include');
	const direction = given.text('order') === 'asc' ? 1 : -1;
	const found = call.context.webhooks.all
		.filter((one) => status === 'all' || one.status === status)
		.filter(
			({ id }) => (include.length === 0 || include.includes(id)) && !given.numbers('exclude').includes(id),
		)
		.toSorted((a, b) => direction * (a.id - b.id));
	const rows = pageOf(found, given).map((one) => chosenFields(shown(one, call), fieldsOf(call)));
	const address = apiUrl(call.context.shop.siteUrl, '/webhooks');
	return collectionResponse(
		{ given, query: call.request.query, address, added: [] },
		{ total: found.length, rows },
	);
};

export const getWebhook: Handler = (call) => {
	allow(call, 'view');
	return jsonResponse(200, shown(webhookOf(call), call));
};

export const createWebhook: Handler = (call) => {
	const given = checkedParams(call.sent, CREATE);
	allow(call, 'create');
	const input = inputOf(given);
	const webhook = call.context.webhooks.create({
		...input,
		topic: input.topic ?? '',
		deliveryUrl: input.deliveryUrl ?? '',
	});
	const location = apiUrl(call.context.shop.siteUrl, `/webhooks/${webhook.id}`);
	return jsonResponse(201, shown(webhook, call), { location });
};

export const editWebhook: Handler = (call) => {
	const given = checkedParams(call.sent, EDIT);
	const webhook = webhookOf(call);
	allow(call, 'edit');
	return jsonResponse(200, shown(call.context.webhooks.update(webhook, inputOf(given)), call));
};

export const deleteWebhook: Handler = (call) => {
	const given = checkedParams(call.sent, { force: { type: 'boolean', default: false } });
	allow(call, 'delete');
	if (!given.flag('force')) throw trashUnsupported('Webhooks');
	const webhook = webhookOf(call);
	call.context.webhooks.delete(webhook.id);
	return jsonResponse(200, shown(webhook, call));
};
