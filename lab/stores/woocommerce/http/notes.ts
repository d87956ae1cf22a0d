/** The notes of an order: what the shop wrote there by itself, and what programs add. A note does not move the order. */
import { links } from '../rest/links';
import type { WooNote, WooOrder } from '../shop/order';
import { timePair } from '../shop/time';
import { hashedId } from '../shop/ids';
import { allow, pathId, type Call, type Handler } from './context';
import { jsonResponse, WpError } from './errors';
import { orderOf } from './orders';
import { checkedParams } from './params';

function restNote(note: WooNote, order: WooOrder, { context: { shop } }: Call): object {
	const collection = `/orders/${order.id}/notes`;
	return {
		id: note.id,
		author: 'WooCommerce',
		...timePair('date_created', note.at, shop.zone),
		note: note.text,
		customer_note: note.forCustomer,
		_links: links({
			siteUrl: shop.siteUrl,
			path: `${collection}/${note.id}`,
			collection,
			methods: ['GET', 'DELETE'],
			up: `/orders/${order.id}`,
		}),
	};
}

export const listNotes: Handler = (call) => {
	checkedParams(call.sent, {});
	allow(call, 'list');
	const order = orderOf(call);
	return jsonResponse(
		200,
		order.notes.map((note) => restNote(note, order, call)),
	);
};

export const getNote: Handler = (call) => {
	allow(call, 'view');
	const order = orderOf(call);
	const note = order.notes.find(({ id }) => id === pathId(call, 1));
	if (note === undefined) throw new WpError('woocommerce_rest_invalid_id', 'Invalid resource ID.', 404);
	return jsonResponse(200, restNote(note, order, call));
};

export const addNote: Handler = (call) => {
	const given = checkedParams(call.sent, {
		note: { type: 'string', required: true },
		customer_note: { type: 'boolean', default: false },
	});
	allow(call, 'create');
	const order = orderOf(call);
	const { shop } = call.context;
	const before = shop.changes.of(order.id).notes ?? [];
	const note: WooNote = {
		id: hashedId('note', `${order.key} added ${before.length}`),
		at: shop.now(),
		text: given.text('note') ?? '',
		forCustomer: given.flag('customer_note'),
	};
	shop.changes.change(order.id, { notes: [...before, note] });
	return jsonResponse(201, restNote(note, order, call));
};
