/** Which handler answers which route, and the headers that WordPress puts on everything. */
import type { LabRequest, LabResponse } from '../../../kit/platform';
import type { Auth } from './auth';
import { notSimulated, sentParameters, type Context, type Handler } from './context';
import { jsonResponse, noRoute, WpError } from './errors';
import { addNote, getNote, listNotes } from './notes';
import {
	deleteOrder,
	deleteRefund,
	editOrder,
	getOrder,
	getRefund,
	listOrderRefunds,
	listOrders,
	listRefunds,
} from './orders';
import * as payments from '../payments/routes';
import * as setup from './setup';
import { createWebhook, deleteWebhook, editWebhook, getWebhook, listWebhooks } from './webhookRoutes';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Route {
	readonly pattern: RegExp;
	readonly handlers: Readonly<Partial<Record<Method, Handler>>>;
}

const refuse =
	(what: string): Handler =>
	() => {
		throw notSimulated(what);
	};

const edits = (handler: Handler) => ({ POST: handler, PUT: handler, PATCH: handler });

const route = (path: string, handlers: Route['handlers']): Route => ({
	pattern: new RegExp(
		`^/wp-json/wc/v3${path.replace(/\{id\}/g, '(\\d+)').replace(/\{word\}/g, '([\\w-]+)')}/?$`,
	),
	handlers,
});

const ROUTES: readonly Route[] = [
	{ pattern: /^\/wp-json\/?$/, handlers: { GET: setup.siteIndex } },
	route('', { GET: setup.namespaceIndex }),
	route('/orders', { GET: listOrders, POST: refuse('making orders') }),
	route('/orders/{id}', { GET: getOrder, ...edits(editOrder), DELETE: deleteOrder }),
	route('/orders/{id}/refunds', { GET: listOrderRefunds, POST: refuse('making refunds') }),
	route('/orders/{id}/refunds/{id}', { GET: getRefund, DELETE: deleteRefund }),
	route('/orders/{id}/notes', { GET: listNotes, POST: addNote }),
	route('/orders/{id}/notes/{id}', { GET: getNote }),
	route('/refunds', { GET: listRefunds }),
	route('/products', { GET: setup.lister(setup.PRODUCTS), POST: refuse('making products') }),
	route('/products/{id}', { GET: setup.getter(setup.PRODUCTS) }),
	route('/products/{id}/variations', { GET: setup.listVariations }),
	route('/customers', { GET: setup.lister(setup.CUSTOMERS), POST: refuse('making customers') }),
	route('/customers/{id}', { GET: setup.getter(setup.CUSTOMERS) }),
	route('/coupons', { GET: setup.lister(setup.COUPONS), POST: refuse('making coupons') }),
	route('/coupons/{id}', { GET: setup.getter(setup.COUPONS) }),
	route('/taxes/classes', { GET: setup.taxClasses }),
	route('/taxes', { GET: setup.lister(setup.TAXES), POST: refuse('making taxes') }),
	route('/taxes/{id}', { GET: setup.getter(setup.TAXES) }),
	route('/settings', { GET: setup.settingGroups }),
	route('/settings/{word}', { GET: setup.settingsGroup }),
	route('/settings/{word}/{word}', { GET: setup.oneSetting, ...edits(refuse('changing settings')) }),
	route('/system_status', { GET: setup.systemStatus }),
	route('/payment_gateways', { GET: setup.listGateways }),
	route('/payment_gateways/{word}', { GET: setup.getGateway }),
	route('/data/currencies/current', { GET: setup.currentCurrency }),
	route('/reports/orders/totals', { GET: setup.orderTotals }),
	route('/payments/accounts', { GET: payments.getAccount }),
	route('/payments/deposits', { GET: payments.listDeposits, POST: refuse('instant payouts') }),
	route('/payments/deposits/{word}', { GET: payments.getDeposit }),
	route('/payments/reports/transactions', { GET: payments.reportTransactions }),
	route('/payments/disputes', { GET: payments.listDisputes }),
	route('/payments/disputes/{word}', { GET: payments.getDispute }),
	route('/webhooks', { GET: listWebhooks, POST: createWebhook }),
	route('/webhooks/{id}', { GET: getWebhook, ...edits(editWebhook), DELETE: deleteWebhook }),
];

const NO_CACHE = {
	expires: 'Wed, 11 Jan 1984 05:00:00 GMT',
	'cache-control': 'no-cache, must-revalidate, max-age=0, no-store, private',
};

/** On every answer of the REST API. */
function commonHeaders(siteUrl: string): Record<string, string> {
	return {
		'x-robots-tag': 'noindex',
		link: `<${siteUrl}/wp-json/>; rel="https://api.w.org/"`,
		'x-content-type-options': 'nosniff',
		'access-control-expose-headers': 'X-WP-Total, X-WP-TotalPages, Link',
		'access-control-allow-headers':
			'Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type',
	};
}

function find(path: string): { route: Route; path: readonly string[] } | undefined {
	for (const one of ROUTES) {
		const match = one.pattern.exec(path);
		if (match !== null) return { route: one, path: match.slice(1) };
	}
	return undefined;
}

export const errorResponse = (error: WpError): LabResponse => jsonResponse(error.status, error.body);

export class Router {
	constructor(
		private readonly context: Context,
		private readonly auth: Auth,
	) {}

	/** Keys first, then the route, its parameters, what the key may do, and the work itself: WordPress' order. */
	answer(request: LabRequest): LabResponse {
		const siteUrl = this.context.shop.siteUrl;
		const found = find(request.path);
		let headers = commonHeaders(siteUrl);
		try {
			const key = this.auth.check(request);
			const method = (request.method === 'HEAD' ? 'GET' : request.method) as Method;
			const handler = found?.route.handlers[method];
			if (key !== undefined) headers = { ...headers, ...NO_CACHE };
			if (found === undefined || handler === undefined) throw noRoute();
			headers = { ...headers, allow: Object.keys(found.route.handlers).join(', ') };
			const sent = sentParameters(request);
			const answer = handler({ request, context: this.context, path: found.path, key, sent });
			return { ...answer, headers: { ...headers, ...answer.headers } };
		} catch (error) {
			if (!(error instanceof WpError)) throw error;
			const answer = errorResponse(error);
			const { allow: _, ...anonymous } = headers;
			const shown = error.status === 401 ? { ...anonymous, vary: 'Origin' } : headers;
			return { ...answer, headers: { ...shown, ...answer.headers } };
		}
	}
}
