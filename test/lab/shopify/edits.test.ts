/** Orders that are edited after they were paid or invoiced: the shop's own ledger of sales tells what they were and became. */
import { shopify } from '../../../connectors/stores/shopify';
import type { SalesDocument } from '../../../core/documents';
import { journalize } from '../../../core/journal/journalize';
import { minorUnits } from '../../../core/money/money';
import { DEFAULT_STORE_POLICY, type ReadOrder } from '../../../core/store/connector';
import type { Http } from '../../../core/transport/http';
import { DayBookBuilder } from '../../../lab/daybook/builder';
import type { DayBook, DayBookLine, DayBookPayment } from '../../../lab/daybook/events';
import { openShop } from './support';

const AT = '2026-09-14T12:00:00-04:00';
const EDITED = '2026-09-15T12:00:00-04:00';
const PAID = '2026-09-16T12:00:00-04:00';

const VAT = { name: 'State Tax', rate: '0.1', country: 'US', collectedBy: 'merchant' } as const;

function builder(): DayBookBuilder {
	return new DayBookBuilder(
		{
			id: 'edits',
			name: 'Edits',
			currency: 'USD',
			timeZone: 'America/New_York',
			country: 'US',
			region: 'NY',
			pricesIncludeTax: false,
		},
		() => [VAT],
	);
}

const LID: DayBookLine = {
	id: 'L9',
	type: 'item',
	name: 'Lid',
	quantity: '1',
	unitPrice: '30.00',
	discount: '0',
	taxes: [{ ...VAT, amount: '3.00' }],
};

const paidBy = (amount: string): DayBookPayment => ({
	id: 'P9',
	at: PAID,
	gateway: 'shopify_payments',
	method: 'card',
	amount,
	status: 'captured',
});

/** @param at when the shop is read; by default all has happened */
async function read(book: DayBook, at?: number): Promise<ReadOrder> {
	const { lab } = openShop(book, {}, at);
	const http: Http = async ({ method, url, headers = {}, body, anonymous }) => {
		const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
		const token = anonymous === true ? {} : { 'x-shopify-access-token': lab.credentials.accessToken };
		const answer = await lab.handle({
			method,
			path: new URL(url).pathname,
			query: new URLSearchParams(),
			headers: { host: '127.0.0.1:4010', ...Object.fromEntries(lowered), ...token },
			rawBody: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
		});
		return {
			status: answer.status,
			headers: answer.headers ?? {},
			body: JSON.parse(JSON.stringify(answer.body)) as unknown,
		};
	};
	const session = shopify.open(
		http,
		{ store: lab.credentials.shopDomain, baseUrl: 'http://127.0.0.1:4010' },
		DEFAULT_STORE_POLICY,
		{ now: () => Date.parse('2026-11-20T12:00:00Z'), sleep: async () => await Promise.resolve() },
	);
	for await (const page of session.changedOrders({ from: '2026-01-01T00:00:00Z' })) {
		const [order] = page;
		if (order !== undefined) return order;
	}
	throw new Error('no order');
}

const shapes = (order: ReadOrder): unknown[] =>
	order.documents.map((document) => {
		switch (document.type) {
			case 'Sale':
				return [
					'Sale',
					document.totals.total.amount,
					document.totals.outstanding.amount,
					document.lines.length,
				];
			case 'OrderEdit':
				return ['OrderEdit', document.bookedOn, document.totals.before.amount, document.totals.after.amount];
			case 'Payment':
				return [
					'Payment',
					document.payment.amount.amount,
					document.settles.split('/')[2],
					document.settlesType,
				];
			default:
				return [document.type];
		}
	});

/** What the order's documents leave on the accounts that matter here. */
function sums(documents: readonly SalesDocument[]): Record<string, number> {
	const all = new Map<string, bigint>();
	for (const document of documents) {
		const outcome = journalize(document);
		if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
		for (const { role, side, amount } of outcome.value?.lines ?? [])
			all.set(role, (all.get(role) ?? 0n) + (side === 'debit' ? minorUnits(amount) : -minorUnits(amount)));
	}
	return Object.fromEntries(
		[...all].filter(([, units]) => units !== 0n).map(([role, units]) => [role, Number(units)]),
	);
}

function edited(
	edit: { readonly add?: DayBookLine[]; readonly payments?: DayBookPayment[]; readonly remove?: boolean },
	pay?: readonly [],
): DayBook {
	const shop = builder();
	const { id } = shop.order({
		at: AT,
		lines: [{ type: 'item', name: 'Mug', unitPrice: '50.00', quantity: '4', taxes: [VAT] }],
		...(pay === undefined ? {} : { pay, terms: { dueOn: '2026-10-14' } }),
	});
	const book = shop.build();
	const remove = [
		{ orderLineId: 'L1', quantity: '1', amount: '50.00', taxes: [{ ...VAT, amount: '5.00' }], restock: true },
	];
	return {
		...book,
		events: [
			...book.events,
			{
				kind: 'edit',
				id: 'E1',
				orderId: id,
				at: EDITED,
				...(edit.add === undefined ? {} : { add: edit.add }),
				...(edit.remove === true ? { remove } : {}),
				...(edit.payments === undefined ? {} : { payments: edit.payments }),
			},
		],
	};
}

it('a paid order to which a line is added: the sale as it was, the edit, and the payment of the edit', async () => {
	const order = await read(edited({ add: [LID], payments: [paidBy('33.00')] }));
	expect(order.held).toEqual([]);
	expect(shapes(order)).toEqual([
		['Sale', '220.00', '0.00', 1],
		['OrderEdit', '2026-09-15', '220.00', '253.00'],
		['Payment', '33.00', 'edit', 'OrderEdit'],
	]);
	expect(sums(order.documents)).toEqual({ clearing: 25300, sales: -23000, taxPayable: -2300 });
});

it('an added line that is not paid yet is owed', async () => {
	const order = await read(edited({ add: [LID] }));
	expect(order.held).toEqual([]);
	expect(sums(order.documents)).toEqual({
		clearing: 22000,
		receivable: 3300,
		sales: -23000,
		taxPayable: -2300,
	});
});

it('a line removed from an unpaid invoice lowers what is owed', async () => {
	const order = await read(edited({ remove: true }, []));
	expect(order.held).toEqual([]);
	expect(shapes(order)).toEqual([
		['Sale', '220.00', '220.00', 1],
		['OrderEdit', '2026-09-15', '220.00', '165.00'],
	]);
	expect(sums(order.documents)).toEqual({
		receivable: 16500,
		sales: -20000,
		salesReturns: 5000,
		taxPayable: -1500,
	});
});

it('a line removed from a paid order is what the shop has of it: a refund without money', async () => {
	const order = await read(edited({ remove: true }));
	expect(shapes(order)).toEqual([['Sale', '220.00', '0.00', 1], ['Refund']]);
});

it('the sale is the same before and after the edit, so that it is posted once', async () => {
	const book = edited({ add: [LID], payments: [paidBy('33.00')] });
	const [before] = (await read(book, Date.parse(AT) + 3_600_000)).documents;
	const [after] = (await read(book)).documents;
	const plain = (document: SalesDocument | undefined) =>
		document === undefined ? undefined : { ...document, source: { ...document.source, revision: '' } };
	expect(plain(after)).toEqual(plain(before));
});

it('a payment that is more than the edit is held alone', async () => {
	const order = await read(edited({ add: [LID], payments: [paidBy('40.00')] }));
	expect(shapes(order)).toEqual([
		['Sale', '220.00', '0.00', 1],
		['OrderEdit', '2026-09-15', '220.00', '253.00'],
	]);
	expect(order.held).toMatchObject([{ findings: [{ code: 'ORDER_EDITED' }] }]);
});
