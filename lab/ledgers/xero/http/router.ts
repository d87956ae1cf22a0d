/** From a request to what it asks for, in one organisation. Tokens, limits and idempotency keys were dealt with before. */
import type { LabRequest } from '../../../kit/platform';
import type { Organisation } from '../books/organisation';
import { methodNotAllowed, notFound } from '../faults';
import { actionsView, organisationView } from '../present/organisation';
import { bankSummary } from '../reports/bankSummary';
import { profitAndLoss } from '../reports/profitAndLoss';
import { trialBalance } from '../reports/trialBalance';
import { DOCUMENTS } from '../resources/documents';
import { history } from '../resources/history';
import { LISTS } from '../resources/lists';
import { allocations, remove, trackingOptions } from '../resources/parts';
import { checkParameters, type Resource } from '../resources/resource';
import { writeElements } from '../resources/writing';
import { checkRequest } from '../spec';
import { envelope } from './answers';
import { jsonBody } from './body';

/** An answer, and what was done, for the lab's figures: "create Invoice", "list Accounts". */
export interface Routed {
	readonly body: object;
	readonly kinds: readonly string[];
}

const RESOURCES: ReadonlyMap<string, Resource> = new Map(
	[...DOCUMENTS, ...LISTS].map((one) => [one.container.toLowerCase(), one]),
);

const REPORTS: Readonly<Record<string, (organisation: Organisation, query: URLSearchParams) => object>> = {
	trialbalance: trialBalance,
	profitandloss: profitAndLoss,
	banksummary: bankSummary,
};

/** GET /Organisation, /Organisation/Actions and /Reports/... */
function readOnly(
	organisation: Organisation,
	path: readonly string[],
	request: LabRequest,
): Routed | undefined {
	const [first = '', second] = path;
	if (first === 'organisation') {
		if (second === undefined)
			return { body: { Organisations: [organisationView(organisation)] }, kinds: ['read Organisation'] };
		if (second.toLowerCase() !== 'actions') throw notFound();
		return { body: { Actions: actionsView(organisation) }, kinds: ['read Actions'] };
	}
	if (first !== 'reports') return undefined;
	const report = REPORTS[(second ?? '').toLowerCase()];
	if (report === undefined) throw notFound();
	return { body: { Reports: [report(organisation, request.query)] }, kinds: [`report ${second ?? ''}`] };
}

function get(
	organisation: Organisation,
	one: Resource,
	path: readonly string[],
	request: LabRequest,
): Routed {
	const [, id] = path;
	if (id !== undefined) {
		if (path.length > 2) throw notFound();
		return { body: { [one.container]: [one.one(organisation, id)] }, kinds: [`read ${one.element}`] };
	}
	const { rows, pagination } = one.list(organisation, {
		query: request.query,
		since: request.headers['if-modified-since'],
	});
	const paging = pagination === undefined ? {} : { pagination };
	return { body: { ...paging, [one.container]: rows }, kinds: [`list ${one.container}`] };
}

/** Parts of a record that have endpoints of their own. */
function part(organisation: Organisation, path: readonly string[], request: LabRequest): Routed | undefined {
	const [first, , third] = path;
	const { method } = request;
	const below = {
		method,
		path: path.slice(1),
		body: () => {
			const sent = jsonBody(request);
			checkRequest(method, path, sent);
			return sent;
		},
	};
	if (first === 'creditnotes' && third?.toLowerCase() === 'allocations')
		return { body: allocations(organisation, below), kinds: [`${method.toLowerCase()} Allocations`] };
	if (third?.toLowerCase() === 'history')
		return { body: history(organisation, method, path, below.body), kinds: ['add Notes'] };
	if (first === 'trackingcategories' && third?.toLowerCase() === 'options')
		return { body: trackingOptions(organisation, below), kinds: [`${method.toLowerCase()} Options`] };
	return undefined;
}

function write(
	organisation: Organisation,
	one: Resource,
	path: readonly string[],
	request: LabRequest,
): Routed {
	const [, id] = path;
	const method = request.method === 'PUT' ? 'PUT' : 'POST';
	const way = id === undefined ? method : method === 'POST' ? 'POST id' : undefined;
	if (way === undefined || !one.writes.includes(way)) throw methodNotAllowed();
	if (path.length > 2 || (id !== undefined && !one.has(organisation, id))) throw notFound();
	checkParameters(request.query, ['summarizeErrors', 'unitdp', 'allowBackorders']);
	const body = jsonBody(request);
	checkRequest(method, path, body);
	const done = writeElements(organisation, one, {
		body,
		query: request.query,
		method,
		...(id === undefined ? {} : { id }),
	});
	const verb = method === 'PUT' ? 'create' : 'save';
	const kinds = [
		...Array.from({ length: done.kept }, () => `${verb} ${one.element}`),
		...Array.from({ length: done.refused }, () => 'refused'),
	];
	return { body: done.body, kinds };
}

function routed(organisation: Organisation, path: readonly string[], request: LabRequest): Routed {
	const { method } = request;
	const [first = '', id] = path;
	const fixed = method === 'GET' ? readOnly(organisation, path, request) : undefined;
	if (fixed !== undefined) return fixed;
	const below = method === 'GET' ? undefined : part(organisation, path, request);
	if (below !== undefined) return below;
	const one = RESOURCES.get(first);
	if (one === undefined) throw ['organisation', 'reports'].includes(first) ? methodNotAllowed() : notFound();
	if (method === 'GET') return get(organisation, one, path, request);
	if (method === 'PUT' || method === 'POST') return write(organisation, one, path, request);
	if (method !== 'DELETE' || id === undefined || path.length > 2) throw methodNotAllowed();
	const removed = remove(organisation, first, id);
	if (removed === undefined) throw methodNotAllowed();
	return { body: removed, kinds: [`delete ${one.element}`] };
}

/** The answer of an organisation. @throws XeroFault whatever is refused */
export function route(organisation: Organisation, path: readonly string[], request: LabRequest): Routed {
	const { body, kinds } = routed(organisation, path, request);
	return { body: envelope(body, organisation.now()), kinds };
}
