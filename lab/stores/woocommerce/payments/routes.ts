/**
 * WooPayments' routes below /payments: deposits, the report of transactions, disputes, the account. Written from the plugin's
 * documentation and source (docs/rest-api, includes/admin, includes/reports): what its server refuses comes as status 500 with a code.
 */
import { allow, type Call, type Handler } from '../http/context';
import { jsonResponse, WpError } from '../http/errors';
import { checkedParams, type Given, type Params } from '../http/params';
import { arrivalOf, depositId, depositOf, PaymentsBook } from './book';
import { disputeDetails, listedDispute } from './disputes';

const bookOf = ({ context }: Call): PaymentsBook => new PaymentsBook(context.world, context.shop.siteUrl);

/** The routes are for users who may manage the shop. */
function allowPayments(call: Call): void {
	if (call.key === undefined)
		throw new WpError('rest_forbidden', 'Sorry, you are not allowed to do that.', 401);
	allow(call, 'list');
}

/** What WooPayments' server refuses. */
const refused = (code: string, message: string): WpError => new WpError(code, `Error: ${message}`, 500);

const LIST: Params = {
	page: { type: 'integer', default: 0 },
	pagesize: { type: 'integer', default: 25 },
	sort: { type: 'string' },
	direction: { type: 'string', default: 'desc' },
	date_after: { type: 'string' },
	date_before: { type: 'string' },
	status_is: { type: 'string' },
};

const REPORT: Params = {
	page: { type: 'integer', default: 1, minimum: 1 },
	per_page: { type: 'integer', default: 25, minimum: 1, maximum: 100 },
	sort: { type: 'string', default: 'date' },
	direction: { type: 'string', default: 'desc' },
	date_after: { type: 'string', isDate: true },
	date_before: { type: 'string', isDate: true },
	deposit_id: { type: 'string' },
	order_id: { type: 'integer' },
	type: { type: 'string' },
};

/** "2026-10-01 00:00:00" in UTC. */
function instant(given: Given, name: string): number | undefined {
	const text = given.text(name);
	if (text === undefined || text === '') return undefined;
	const at = Date.parse(`${text.replace(' ', 'T')}Z`);
	if (Number.isNaN(at)) throw refused('wcpay_bad_request', `Invalid date: ${text}`);
	return at;
}

/** A list cut to its dates, in the direction that was asked for. */
function cut<T>(rows: readonly T[], at: (row: T) => number, given: Given): T[] {
	const direction = given.text('direction') ?? 'desc';
	if (direction !== 'asc' && direction !== 'desc')
		throw refused('wcpay_bad_request', `Invalid sorting direction: ${direction}`);
	const [after, before] = [instant(given, 'date_after'), instant(given, 'date_before')];
	const kept = rows.filter(
		(row) => (after === undefined || at(row) > after) && (before === undefined || at(row) < before),
	);
	kept.sort((a, b) => at(a) - at(b));
	return direction === 'asc' ? kept : kept.reverse();
}

/** Pages count from one; zero is the first as well. At most a hundred rows come. */
function pageOf<T>(rows: readonly T[], given: Given): readonly T[] {
	const size = Math.min(given.number('pagesize'), 100);
	const start = Math.max(given.number('page') - 1, 0) * size;
	return rows.slice(start, start + size);
}

export const listDeposits: Handler = (call) => {
	allowPayments(call);
	const given = checkedParams(call.sent, LIST);
	if (given.text('sort') === undefined) throw refused('wcpay_bad_request', 'Invalid sorting field: ');
	const rows = cut(bookOf(call).payouts(), arrivalOf, given)
		.map(depositOf)
		.filter(({ status }) => given.text('status_is') === undefined || status === given.text('status_is'));
	return jsonResponse(200, { data: pageOf(rows, given), total_count: rows.length });
};

export const getDeposit: Handler = (call) => {
	allowPayments(call);
	const [id = ''] = call.path;
	const found = bookOf(call)
		.payouts()
		.find((payout) => depositId(payout) === id);
	if (found === undefined) throw refused('resource_missing', `No such payout: '${id}'`);
	return jsonResponse(200, depositOf(found));
};

export const reportTransactions: Handler = (call) => {
	allowPayments(call);
	const given = checkedParams(call.sent, REPORT);
	const book = bookOf(call);
	const orders = book.orders();
	const wanted = given.text('deposit_id');
	const rows = book
		.payouts()
		.filter((payout) => wanted === undefined || depositId(payout) === wanted)
		.flatMap((payout) => payout.transactions.map((line) => ({ line, payout })));
	const kept = cut(rows, ({ line }) => Date.parse(line.at), given);
	const size = given.number('per_page');
	const start = (given.number('page') - 1) * size;
	const shown = kept.slice(start, start + size);
	return jsonResponse(
		200,
		shown.map(({ line, payout }) => book.reportRow(line, payout, orders)),
	);
};

export const listDisputes: Handler = (call) => {
	allowPayments(call);
	const given = checkedParams(call.sent, LIST);
	const book = bookOf(call);
	const rows = cut(book.disputes(), ({ opened }) => Date.parse(opened.at), given);
	return jsonResponse(200, { data: pageOf(rows, given).map((dispute) => listedDispute(dispute, book)) });
};

export const getDispute: Handler = (call) => {
	allowPayments(call);
	const [wanted = ''] = call.path;
	const book = bookOf(call);
	const found = book.disputes().find(({ id }) => id === wanted);
	if (found === undefined) throw refused('resource_missing', `No such dispute: '${wanted}'`);
	return jsonResponse(200, disputeDetails(found, book));
};

export const getAccount: Handler = (call) => {
	allowPayments(call);
	const { shop } = call.context;
	const paidOut = bookOf(call)
		.payouts()
		.map(({ currency }) => currency.toLowerCase());
	const currency = shop.details.currency.toLowerCase();
	return jsonResponse(200, {
		status: 'complete',
		is_live: true,
		test_mode: false,
		test_mode_onboarding: false,
		country: shop.details.country,
		statement_descriptor: shop.details.name.toUpperCase(),
		store_currencies: { default: currency, supported: [...new Set([currency, ...paidOut])] },
		customer_currencies: { supported: [currency] },
		deposits: { status: 'enabled', interval: 'daily' },
		card_present_eligible: false,
	});
};
