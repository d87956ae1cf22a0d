import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
	DayBookError,
	parseDayBook,
	parseFurtherEvents,
	readDayBook,
} from '../../../lab/daybook/readDayBook';

type Json = Record<string, unknown>;

const SHOP: Json = {
	kind: 'shop',
	id: 'shop',
	name: 'Shop',
	currency: 'GBP',
	timeZone: 'Europe/London',
	country: 'GB',
	pricesIncludeTax: true,
};
const CUSTOMER: Json = { kind: 'customer', id: 'C1', name: 'Ada', country: 'GB' };
const PRODUCT: Json = { kind: 'product', sku: 'A', name: 'Thing', price: '12.00' };
const TAX: Json = { name: 'VAT', rate: '0.2', country: 'GB', amount: '4.00', collectedBy: 'merchant' };
const LINE: Json = {
	id: 'L1',
	type: 'item',
	name: 'Thing',
	quantity: '2',
	unitPrice: '12.00',
	discount: '0.00',
	taxes: [TAX],
};
const PAYMENT: Json = {
	id: 'P1',
	at: '2026-03-01T10:00:00Z',
	gateway: 'paypal',
	method: 'wallet',
	amount: '24.00',
	status: 'captured',
};
const ORDER: Json = {
	kind: 'order',
	id: '1',
	number: '#1',
	at: '2026-03-01T10:00:00Z',
	currency: 'GBP',
	channel: 'web',
	shipTo: { country: 'GB' },
	pricesIncludeTax: true,
	lines: [LINE],
	payments: [PAYMENT],
};
const BACK: Json = {
	orderLineId: 'L1',
	quantity: '1',
	amount: '12.00',
	taxes: [{ name: 'VAT', amount: '2.00' }],
	restock: true,
};
const REFUND: Json = {
	kind: 'refund',
	id: 'R1',
	orderId: '1',
	at: '2026-03-02T10:00:00Z',
	lines: [BACK],
	payments: [{ ...PAYMENT, id: 'R1-P1', at: '2026-03-02T10:00:00Z', amount: '12.00', status: 'refunded' }],
};
const DISPUTE: Json = {
	kind: 'dispute',
	id: 'D1',
	orderId: '1',
	paymentId: 'P1',
	at: '2026-03-03T10:00:00Z',
	amount: '24.00',
	fee: '15.00',
	stage: 'opened',
};
const PAYOUT: Json = {
	kind: 'payout',
	id: 'PO1',
	gateway: 'paypal',
	at: '2026-03-04T10:00:00Z',
	arrivesOn: '2026-03-05',
	currency: 'GBP',
	status: 'paid',
	transactions: [
		{
			id: 'T1',
			type: 'charge',
			orderId: '1',
			amount: '24.00',
			fee: '1.00',
			net: '23.00',
			at: '2026-03-01T10:00:00Z',
		},
	],
	net: '23.00',
};
const BANK_LINE: Json = {
	kind: 'bankLine',
	id: 'B1',
	account: 'Current',
	on: '2026-03-05',
	amount: '-3.00',
	currency: 'GBP',
	description: 'Charges',
};

const text = (...events: unknown[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('');

function refusal(book: string): DayBookError {
	try {
		parseDayBook(book);
	} catch (error) {
		if (error instanceof DayBookError) return error;
		throw error;
	}
	throw new Error('the day book was accepted');
}

/** `object` with a value put at a path such as "lines[0].discount"; undefined takes the key away. */
function set(object: Json, path: string, value: unknown): Json {
	const copy = structuredClone(object);
	const steps = path.replace(/\[(\d+)\]/g, '.$1').split('.');
	const last = steps.pop() ?? '';
	let at: Json = copy;
	for (const step of steps) at = at[step] as Json;
	if (value === undefined) delete at[last];
	else at[last] = value;
	return copy;
}

/** What is said about an event that stands where the good one would, after those that it needs. */
function problemWith(event: Json): string {
	const before: Record<string, Json[]> = {
		shop: [],
		refund: [ORDER],
		dispute: [ORDER],
		payout: [ORDER],
		payment: [ORDER],
		cancel: [ORDER],
		edit: [ORDER],
	};
	const needed = before[String(event['kind'])] ?? [];
	const book = event['kind'] === 'shop' ? [event] : [SHOP, ...needed, event];
	return refusal(text(...book)).message;
}

describe('a good day book', () => {
	const all = [SHOP, PRODUCT, CUSTOMER, { ...ORDER, customerId: 'C1' }, REFUND, DISPUTE, PAYOUT, BANK_LINE];

	test('is read whole and in order', () => {
		const book = parseDayBook(text(...all));
		expect(book.shop).toEqual(SHOP);
		expect(book.products).toEqual([PRODUCT]);
		expect(book.customers).toEqual([CUSTOMER]);
		expect(book.events.map(({ kind }) => kind)).toEqual(['order', 'refund', 'dispute', 'payout', 'bankLine']);
		expect(book.events[0]).toEqual({ ...ORDER, customerId: 'C1' });
	});

	test('keeps every optional key', () => {
		const order = {
			...ORDER,
			currency: 'EUR',
			rate: '0.8612',
			terms: { dueOn: '2026-03-31' },
			poNumber: 'PO-1',
			test: true,
			shipTo: { country: 'US', region: 'CA', postcode: '90001' },
			lines: [
				{ ...LINE, sku: 'A', discountCode: 'X', unitPrice: '12.00001', taxes: [{ ...TAX, region: 'ENG' }] },
			],
			payments: [{ ...PAYMENT, fee: '0.50', paymentReference: 'r' }],
		};
		expect(parseDayBook(text(SHOP, order)).events).toEqual([order]);
	});

	test('may name a customer who comes further down, and have Windows line ends', () => {
		const book = text(SHOP, { ...ORDER, customerId: 'C1' }, CUSTOMER).replaceAll('\n', '\r\n');
		expect(parseDayBook(book).customers).toHaveLength(1);
	});

	test('may tell an authorized payment again when it is captured, but no other payment twice', () => {
		const reserved = { ...ORDER, payments: [{ ...PAYMENT, status: 'authorized' }] };
		const captured = { kind: 'payment', orderId: '1', ...PAYMENT, at: '2026-03-02T10:00:00Z' };
		expect(parseDayBook(text(SHOP, reserved, captured)).events).toHaveLength(2);
		expect(refusal(text(SHOP, reserved, captured, captured)).message).toBe(
			'line 4, key id: "P1" is the id of another payment\n' +
				"line 4, key amount: captured 48.00 in all, which is more than the order's total 24.00",
		);
	});
});

describe('the shape of a line', () => {
	test.each<[string, Json, unknown, string]>([
		['colour', ORDER, 'red', 'line 2, key colour: is not a key of a day book'],
		['lines[0].vat', ORDER, '1.00', 'line 2, key lines[0].vat: is not a key of a day book'],
		['lines[0].discount', ORDER, undefined, 'line 2, key lines[0].discount: is missing'],
		['shipTo.country', ORDER, undefined, 'line 2, key shipTo.country: is missing'],
		[
			'lines[0].quantity',
			ORDER,
			2,
			'line 2, key lines[0].quantity: must be decimal text in quotes, a decimal such as "19.99", not negative',
		],
		[
			'lines[0].quantity',
			ORDER,
			'-2',
			'line 2, key lines[0].quantity: "-2" is not a decimal such as "19.99", not negative',
		],
		['lines[0].quantity', ORDER, '0.0', 'line 2, key lines[0].quantity: must be more than 0'],
		[
			'lines[0].unitPrice',
			ORDER,
			'1e3',
			'line 2, key lines[0].unitPrice: "1e3" is not a decimal such as "19.99", not negative',
		],
		[
			'lines[0].unitPrice',
			ORDER,
			'1,000.00',
			'line 2, key lines[0].unitPrice: "1,000.00" is not a decimal such as "19.99", not negative',
		],
		[
			'lines[0].unitPrice',
			ORDER,
			'012.00',
			'line 2, key lines[0].unitPrice: "012.00" is not a decimal such as "19.99", not negative',
		],
		[
			'lines[0].discount',
			ORDER,
			'0.001',
			'line 2, key lines[0].discount: 0.001 has 3 digits after the point; GBP has 2',
		],
		[
			'lines[0].discount',
			ORDER,
			'24.01',
			'line 2, key lines[0].discount: 24.01 is more than the line itself',
		],
		[
			'lines[0].taxes[0].rate',
			ORDER,
			'20',
			'line 2, key lines[0].taxes[0].rate: must be a fraction: "0.2" for 20 %',
		],
		['lines[0].taxes[0].amount', ORDER, undefined, 'line 2, key lines[0].taxes[0].amount: is missing'],
		[
			'lines[0].taxes[0].collectedBy',
			ORDER,
			'nobody',
			'line 2, key lines[0].taxes[0].collectedBy: must be merchant or marketplace',
		],
		[
			'lines[0].type',
			ORDER,
			'surprise',
			'line 2, key lines[0].type: must be one of item, shipping, fee, tip, giftCard, duty, importTax',
		],
		['lines', ORDER, [], 'line 2, key lines: an order has at least one line'],
		[
			'payments[0].status',
			ORDER,
			'refunded',
			'line 2, key payments[0].status: must be one of captured, authorized, pending, failed',
		],
		[
			'at',
			ORDER,
			'2026-03-01T10:00:00',
			'line 2, key at: must be an ISO 8601 time with zone, such as "2010-12-01T08:26:00+00:00"',
		],
		[
			'at',
			ORDER,
			'2026-02-30T10:00:00Z',
			'line 2, key at: must be an ISO 8601 time with zone, such as "2010-12-01T08:26:00+00:00"',
		],
		['currency', ORDER, 'GPB', 'line 2, key currency: must be an ISO 4217 currency such as "GBP"'],
		['shipTo.country', ORDER, 'UK.', 'line 2, key shipTo.country: must be a country code such as "GB"'],
		['test', ORDER, 'yes', 'line 2, key test: must be true or false'],
		['poNumber', ORDER, null, 'line 2, key poNumber: must be text'],
		[
			'timeZone',
			SHOP,
			'Europe/Atlantis',
			'line 1, key timeZone: must be a time zone such as "Europe/London"',
		],
		['timeZone', SHOP, '+01:00', 'line 1, key timeZone: must be a time zone such as "Europe/London"'],
		[
			'payments[0].status',
			REFUND,
			'captured',
			"line 3, key payments[0].status: of a refund's payment must be one of refunded, pending, failed",
		],
		['arrivesOn', PAYOUT, '2026-13-01', 'line 3, key arrivesOn: must be a day such as "2010-12-31"'],
		[
			'transactions[0].type',
			PAYOUT,
			'gift',
			'line 3, key transactions[0].type: must be one of charge, refund, dispute, dispute_reversal, fee, adjustment, reserve_hold, reserve_release, loan, subscription, transfer',
		],
		['amount', BANK_LINE, '-3.005', 'line 2, key amount: -3.005 has 3 digits after the point; GBP has 2'],
		['email', CUSTOMER, 'nobody', 'line 2, key email: must be an e-mail address'],
	])('%s', (path, event, value, problem) => {
		expect(problemWith(set(event, path, value))).toBe(problem);
	});

	test('yen have no digits after the point', () => {
		const yen = {
			...ORDER,
			currency: 'JPY',
			rate: '0.0053',
			lines: [{ ...LINE, discount: '0.5', taxes: [] }],
			payments: [],
		};
		expect(problemWith(yen)).toBe(
			'line 2, key lines[0].discount: 0.5 has 1 digits after the point; JPY has 0',
		);
	});

	test('other kinds, no JSON, no object, empty lines', () => {
		expect(refusal(text(SHOP, { kind: 'gift' })).message).toMatch(
			/^line 2, key kind: must be one of shop, product,/,
		);
		expect(refusal(text(SHOP, { id: '1' })).message).toBe('line 2, key kind: is missing');
		expect(refusal(`${text(SHOP)}{"kind":\n`).message).toMatch(/^line 2: is not JSON: /);
		expect(refusal(`${text(SHOP)}[]\n`).message).toBe('line 2: is not a JSON object');
		expect(refusal(`${text(SHOP)}\n${text(CUSTOMER)}`).message).toBe('line 2: is empty');
		expect(refusal('').message).toBe('line 1, key kind: the file is empty; the first line is the shop');
	});
});

describe('what lines say about each other', () => {
	const said = (...events: unknown[]): string => refusal(text(SHOP, ...events)).message;

	test('the shop comes first, and once', () => {
		expect(refusal(text(CUSTOMER, SHOP)).message).toBe('line 1, key kind: the first line must be the shop');
		expect(said(SHOP)).toBe('line 2, key kind: there is a shop already; a day book has one');
	});

	test('orders must be known, before they are referred to', () => {
		expect(said(REFUND)).toBe('line 2, key orderId: there is no order "1" before this line');
		expect(said({ ...ORDER, at: '2026-03-02T10:00:00Z' }, { ...REFUND, orderId: '2' })).toBe(
			'line 3, key orderId: there is no order "2" before this line',
		);
		expect(said(set(PAYOUT, 'transactions[0].orderId', '9'))).toContain(
			'key transactions[0].orderId: there is no order "9"',
		);
		expect(said(ORDER, set(PAYOUT, 'transactions[0].refundId', 'R9'))).toContain('there is no refund "R9"');
		expect(said(ORDER, set(PAYOUT, 'transactions[0].disputeId', 'D9'))).toContain('there is no dispute "D9"');
	});

	test('a customer must exist somewhere', () => {
		expect(said({ ...ORDER, customerId: 'C9' }, CUSTOMER)).toBe(
			'line 2, key customerId: there is no customer "C9"',
		);
	});

	test.each([
		['product', PRODUCT, 'sku: "A" is the sku of another product'],
		['customer', CUSTOMER, 'id: "C1" is the id of another customer'],
		['order', ORDER, 'id: "1" is the id of another order'],
		['bankLine', BANK_LINE, 'id: "B1" is the id of another bank line'],
	])('a %s comes once', (_, event, problem) => {
		expect(said(event, event)).toContain(`line 3, key ${problem}`);
	});

	test('ids of payments and transactions are unique in the whole file', () => {
		const second = { ...ORDER, id: '2' };
		expect(said(ORDER, second)).toBe('line 3, key payments[0].id: "P1" is the id of another payment');
		expect(said(ORDER, PAYOUT, { ...PAYOUT, id: 'PO2' })).toBe(
			'line 4, key transactions[0].id: "T1" is the id of another payout transaction',
		);
		expect(said({ ...ORDER, lines: [LINE, LINE] })).toContain(
			'key lines[1].id: "L1" is on this order already',
		);
	});

	test('lines are in time order; a bank line counts as its whole day', () => {
		expect(said(ORDER, { ...ORDER, id: '2', at: '2026-03-01T10:59:59+01:00', payments: [] })).toBe(
			'line 3, key at: 2026-03-01T10:59:59+01:00 is earlier than the line before; lines are in time order',
		);
		const late = { ...ORDER, at: '2026-03-05T22:00:00Z' };
		expect(parseDayBook(text(SHOP, late, BANK_LINE)).events).toHaveLength(2);
		expect(said(late, { ...BANK_LINE, on: '2026-03-03' })).toContain('line 3, key on: 2026-03-03 is earlier');
		expect(said(BANK_LINE, { ...BANK_LINE, id: 'B2', on: '2026-03-04' })).toContain(
			'line 3, key on: 2026-03-04',
		);
	});

	test('a foreign order has a rate, one of the shop has none', () => {
		expect(said({ ...ORDER, currency: 'EUR' })).toBe(
			'line 2, key rate: is missing: the order is in EUR, the shop in GBP',
		);
		expect(said({ ...ORDER, rate: '1.1' })).toBe(
			"line 2, key rate: 1.1 cannot be: the order is in the shop's own currency",
		);
	});

	test('no more is captured than the order costs', () => {
		expect(said(set(ORDER, 'payments[0].amount', '24.01'))).toBe(
			"line 2, key payments: captured 24.01 in all, which is more than the order's total 24.00",
		);
	});

	test('tax in the price is not more than the price', () => {
		expect(said(set(ORDER, 'lines[0].taxes[0].amount', '24.01'))).toContain(
			"key lines[0].taxes: are more than the line's amount 24.00",
		);
		expect(said(set(ORDER, 'lines[0].taxes', [TAX, TAX]))).toContain(
			'two taxes of a line have the same name',
		);
	});

	test('no more comes back than was sold, taxed and paid', () => {
		const back = (path: string, value: unknown): string => said(ORDER, set(REFUND, path, value));
		expect(back('lines[0].orderLineId', 'L9')).toContain(
			'key lines[0].orderLineId: "L9" is not a line of order "1"',
		);
		expect(back('lines[0].quantity', '3')).toContain(
			'key lines[0].quantity: 3 is more than the 2 left of the line',
		);
		expect(back('lines[0].amount', '24.01')).toContain(
			'key lines[0].amount: 24.01 is more than the 24.00 left',
		);
		expect(back('lines[0].taxes[0].amount', '4.01')).toContain(
			'key lines[0].taxes[0].amount: 4.01 is more than the 4.00 left',
		);
		expect(back('lines[0].taxes[0].name', 'GST')).toContain(
			'key lines[0].taxes[0].name: the line has no tax "GST"',
		);
		expect(back('payments[0].amount', '12.01')).toContain(
			'key payments: give back more than the lines and adjustments, 12.00',
		);
		const third = [1, 2, 3].map((n) => ({
			...set(REFUND, 'payments[0].id', `R${n}-P1`),
			id: `R${n}`,
		}));
		expect(said(ORDER, ...third)).toContain(
			'line 5, key lines[0].quantity: 1 is more than the 0 left of the line',
		);
		const unpaid = { ...ORDER, payments: [] };
		expect(said(unpaid, REFUND)).toBe('line 3, key payments: more has gone back than the 0.00 that was paid');
	});

	test('the tax of an adjustment needs a tax, and is not more than the adjustment', () => {
		const adjusted = { ...REFUND, lines: [], adjustments: [{ amount: '12.00', tax: '2.00' }] };
		expect(parseDayBook(text(SHOP, ORDER, adjusted)).events).toHaveLength(2);
		expect(said(ORDER, set(adjusted, 'adjustments[0].tax', '12.01'))).toContain(
			'key adjustments[0].tax: 12.01 is more',
		);
		expect(said(set(ORDER, 'lines[0].taxes', []), adjusted)).toContain(
			'key adjustments[0].tax: the order has no tax',
		);
	});

	test('a dispute is opened once, then won or lost once, about the same money', () => {
		const won = { ...DISPUTE, stage: 'won' };
		expect(parseDayBook(text(SHOP, ORDER, DISPUTE, won)).events).toHaveLength(3);
		expect(said(ORDER, won)).toContain('key stage: "D1" was never opened');
		expect(said(ORDER, DISPUTE, DISPUTE)).toContain('key id: "D1" is the id of another dispute');
		expect(said(ORDER, DISPUTE, won, { ...won, stage: 'lost' })).toContain(
			'key stage: "D1" is won or lost already',
		);
		expect(said(ORDER, DISPUTE, { ...won, fee: '14.00' })).toContain(
			'key fee: was 15.00 when the dispute was opened',
		);
		expect(said(ORDER, { ...DISPUTE, amount: '24.01' })).toContain(
			'key amount: 24.01 is more than the payment of 24.00',
		);
		expect(said(ORDER, { ...DISPUTE, paymentId: 'P9' })).toContain(
			'key paymentId: "P9" is no payment of order "1"',
		);
	});

	test('an edit changes what is left to pay and to give back', () => {
		const edit = {
			kind: 'edit',
			id: 'E1',
			orderId: '1',
			at: '2026-03-01T12:00:00Z',
			add: [{ ...LINE, id: 'L2', quantity: '1', taxes: [] }],
			payments: [{ ...PAYMENT, id: 'P2', amount: '12.00' }],
		};
		const refund = { ...REFUND, lines: [{ ...BACK, orderLineId: 'L2', taxes: [] }] };
		expect(parseDayBook(text(SHOP, ORDER, edit, refund)).events).toHaveLength(3);
		expect(said(ORDER, { ...edit, add: [LINE] })).toContain('key add[0].id: "L1" is on this order already');
		const removed = {
			...edit,
			add: undefined,
			payments: undefined,
			remove: [{ ...BACK, quantity: '2', amount: '24.00', taxes: [{ name: 'VAT', amount: '4.00' }] }],
		};
		expect(said(ORDER, removed, REFUND)).toContain(
			'line 4, key lines[0].quantity: 1 is more than the 0 left',
		);
	});

	test('an order is cancelled once', () => {
		const cancel = { kind: 'cancel', id: 'X1', orderId: '1', at: '2026-03-01T12:00:00Z' };
		expect(said(ORDER, cancel, { ...cancel, id: 'X2' })).toContain('order "1" is cancelled already');
	});
});

describe('several problems', () => {
	test('are told at once, in the order of the file, without what follows from them', () => {
		const broken = set(set(ORDER, 'lines[0].discount', undefined), 'colour', 'red');
		const error = refusal(text(SHOP, broken, REFUND, { ...BANK_LINE, amount: 3 }));
		expect(error.message.split('\n')).toEqual([
			'line 2, key lines[0].discount: is missing',
			'line 2, key colour: is not a key of a day book',
			'line 4, key amount: must be decimal text in quotes, a decimal such as "-19.99"',
		]);
		expect([error.line, error.key, error.reason]).toEqual([2, 'lines[0].discount', 'is missing']);
	});

	test('a broken shop is not held against the rest', () => {
		const error = refusal(text(set(SHOP, 'name', undefined), CUSTOMER, ORDER));
		expect(error.message).toBe('line 1, key name: is missing');
	});

	test('reading stops after twenty', () => {
		const many = Array.from({ length: 50 }, (_, index) => ({ ...PRODUCT, sku: String(index), price: 'x' }));
		expect(refusal(text(SHOP, ...many)).problems).toHaveLength(20);
	});
});

describe('files', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'daybook-'));
	});
	afterAll(async () => rm(folder, { recursive: true }));
	const file = async (name: string, content: string | Buffer): Promise<string> => {
		await writeFile(join(folder, name), content);
		return join(folder, name);
	};

	test('plain and gzipped files say the same, whatever they are called, with or without a last line end', async () => {
		const good = text(SHOP, ORDER, REFUND);
		const plain = await readDayBook(await file('a.txt', good.trimEnd()));
		const packed = await readDayBook(await file('b', gzipSync(good)));
		expect(plain).toEqual(parseDayBook(good));
		expect(packed).toEqual(plain);
	});

	test('what is wrong is told with its line', async () => {
		const path = await file('bad.gz', gzipSync(text(SHOP, { ...ORDER, colour: 'red' })));
		await expect(readDayBook(path)).rejects.toThrow('line 2, key colour: is not a key of a day book');
	});

	test('damaged gzip, not UTF-8, a byte order mark, no file', async () => {
		const whole = gzipSync(
			text(SHOP, ...Array.from({ length: 500 }, (_, n) => ({ ...PRODUCT, sku: String(Math.sin(n)) }))),
		);
		const cut = await file('cut.gz', whole.subarray(0, whole.length - 100));
		await expect(readDayBook(cut)).rejects.toThrow(
			/^line \d+: the gzip file is damaged here: unexpected end of file$/,
		);
		const latin = Buffer.from(text(SHOP, { ...CUSTOMER, name: 'André' }), 'latin1');
		await expect(readDayBook(await file('latin', latin))).rejects.toThrow('line 2: is not UTF-8');
		await expect(readDayBook(await file('bom', `\uFEFF${text(SHOP)}`))).rejects.toThrow(
			/^line 1: is not JSON/,
		);
		await expect(readDayBook(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
	});
});

describe('further events', () => {
	test('may refer to the day book and must come after it', () => {
		const book = parseDayBook(text(SHOP, PRODUCT, ORDER));
		expect(parseFurtherEvents(book, text(REFUND)).events).toEqual([REFUND]);
		expect(() => parseFurtherEvents(book, text({ ...REFUND, at: '2026-02-01T00:00:00Z' }))).toThrow(
			'line 1, key at: 2026-02-01T00:00:00Z is earlier than the line before',
		);
		expect(() => parseFurtherEvents(book, text(ORDER))).toThrow(
			'line 1, key id: "1" is the id of another order',
		);
		expect(() => parseFurtherEvents(book, text(SHOP))).toThrow('line 1, key kind: there is a shop already');
		expect(parseFurtherEvents(book, '').events).toEqual([]);
	});
});
