/** Webhooks: deliveries with a right signature over a hostile body, and with a signature that is nearly right. */
import { createHmac } from 'node:crypto';
import { STORE_CONNECTORS } from '../../../connectors/registry.generated';
import { signingSecret, webhookKey } from '../../../connectors/stores/bigcommerce/auth';
import type { IncomingWebhook, StoreConnector } from '../../../core/store/connector';
import { BrokenPromise } from '../invariants';
import type { Mutator } from '../mutate/mutator';
import type { FuzzTarget } from '../target';

const SECRET = 'the secret of these deliveries';
const NOW = Date.parse('2026-11-20T12:00:05Z');
const SECOND = String(NOW / 1000 - 5);

interface Delivery {
	readonly storeId: string;
	readonly secrets: readonly string[];
	readonly bodies: readonly object[];
	/** the headers of a genuine delivery of this body */
	headers(body: Buffer): Record<string, string>;
	/** the header that proves it */
	readonly proof: string;
}

const hmac = (body: Buffer, before = ''): string =>
	createHmac('sha256', SECRET).update(before).update(body).digest('base64');

const WEBHOOKS: Readonly<Record<string, Delivery>> = {
	shopify: {
		storeId: 'lantern-works.myshopify.com',
		secrets: [SECRET, 'another'],
		bodies: [
			{ id: 450789469, updated_at: '2026-11-20T12:00:00Z' },
			{ order_edit: { id: 9, order_id: 5 }, created_at: '2026-11-20T12:00:00Z' },
		],
		proof: 'x-shopify-hmac-sha256',
		headers: (body) => ({
			'x-shopify-topic': 'orders/updated',
			'x-shopify-shop-domain': 'lantern-works.myshopify.com',
			'x-shopify-hmac-sha256': hmac(body),
			'x-shopify-webhook-id': 'delivery-1',
		}),
	},
	woocommerce: {
		storeId: 'lantern-works.example',
		secrets: [SECRET, 'another'],
		bodies: [{ id: 727, number: '727', status: 'processing', date_modified_gmt: '2026-11-20T12:00:00' }],
		proof: 'x-wc-webhook-signature',
		headers: (body) => ({
			'x-wc-webhook-topic': 'order.updated',
			'x-wc-webhook-signature': hmac(body),
		}),
	},
	bigcommerce: {
		storeId: 'abc123',
		secrets: ['our own', signingSecret(SECRET)],
		bodies: [
			{
				scope: 'store/order/updated',
				producer: 'stores/abc123',
				data: { type: 'order', id: 250 },
				hash: 'dd70c0976e06b67aaf671e73f49dcb79230ebf9d',
				created_at: NOW / 1000 - 5,
			},
		],
		proof: 'webhook-signature',
		headers: (body) => ({
			'webhook-id': 'msg_1',
			'webhook-timestamp': SECOND,
			'webhook-signature': `v1,${hmac(body, `msg_1.${SECOND}.`)}`,
			'x-storeledger-key': webhookKey('our own', 'abc123'),
		}),
	},
};

function hostileHeaders(headers: Record<string, string>, m: Mutator): Record<string, string> {
	const changed = { ...headers };
	const name = m.pick(Object.keys(changed));
	if (m.chance(0.3)) delete changed[name];
	else changed[name] = m.text(changed[name] ?? '');
	return changed;
}

function hostileBody(body: object, m: Mutator): Buffer {
	const text = JSON.stringify(m.json(body)) ?? '';
	return m.chance(0.3) ? m.bytes(Buffer.from(m.text(text))) : Buffer.from(text);
}

/** Nothing may pass whose proof is not exactly that of its bytes. */
function attack(connector: StoreConnector, { storeId, secrets, bodies, headers, proof }: Delivery) {
	return (m: Mutator): unknown => {
		const rawBody = hostileBody(m.pick(bodies), m);
		const right = headers(rawBody);
		const forges = m.chance(0.4);
		const given = forges ? hostileHeaders(right, m) : right;
		const incoming: IncomingWebhook = { headers: given, rawBody, secrets, storeId, receivedAt: NOW };
		const verdict = connector.verifyWebhook(incoming);
		const isProved = (given[proof] ?? '').split(' ').includes(right[proof] ?? '-');
		const isPing = verdict.genuine && verdict.hint.orderIds.length === 0;
		if (verdict.genuine && !isProved && !isPing) throw new BrokenPromise('a delivery without proof passed');
		if (!verdict.genuine && verdict.reason.includes(SECRET))
			throw new BrokenPromise('the reason names the secret');
		if (verdict.genuine)
			for (const id of verdict.hint.orderIds)
				if (!/^\d{1,20}$/.test(id)) throw new BrokenPromise(`an order of the id ${JSON.stringify(id)}`);
		return verdict;
	};
}

export const WEBHOOK_TARGETS: readonly FuzzTarget[] = STORE_CONNECTORS.map((connector) => ({
	name: `webhook/${connector.id}`,
	prepare: async () => {
		const delivery = WEBHOOKS[connector.id];
		if (delivery === undefined) throw new Error(`no deliveries of ${connector.id} to begin with`);
		return await Promise.resolve(attack(connector, delivery));
	},
}));
