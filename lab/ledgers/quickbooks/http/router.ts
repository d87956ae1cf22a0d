/** From a request to what it asks for, in one company. Authorization, limits and requestid were dealt with before. */
import type { LabRequest } from '../../../kit/platform';
import { runBatch } from '../batch';
import { Change } from '../books/change';
import type { Company } from '../books/company';
import { currencyRef } from '../books/keep';
import { answerTime, serverDay } from '../books/time';
import { changeFeed } from '../changeFeed';
import { companyInfo, preferences } from '../companyInfo';
import { bodyErrors, invalidBody, missingParameter, objectNotFound, unsupportedOperation } from '../faults';
import { performWrite } from '../operations';
import { present } from '../present';
import { runQuery } from '../query/run';
import { generalLedger } from '../reports/generalLedger';
import { profitAndLoss } from '../reports/profitAndLoss';
import { trialBalance } from '../reports/trialBalance';
import type { Operation } from '../rules/context';
import { rateOn } from '../rules/currency';
import { entityNamed, type EntityName } from '../schema/index';
import { isObject } from '../schema/validate';
import { createTaxCode } from '../taxService';
import { jsonBody, statementOf } from './body';

/** An answer, and what was done, for the lab's figures: "create Invoice", "query". */
export interface Routed {
	readonly body: object;
	readonly kinds: readonly string[];
}

const REPORTS: Readonly<Record<string, (company: Company, query: URLSearchParams) => object>> = {
	trialbalance: trialBalance,
	profitandloss: profitAndLoss,
	generalledger: generalLedger,
};

const noGet = () => unsupportedOperation('No resource method found for GET, return 405 with Allow header');
const noPost = () => unsupportedOperation('No resource method found for POST, return 405 with Allow header');
const noResource = (entity: string) =>
	unsupportedOperation(`operation could not find resource for entity ${entity}`);

const includeOf = (query: URLSearchParams): Set<string> =>
	new Set((query.get('include') ?? '').split(',').map((word) => word.trim().toLowerCase()));

/** What a POST means: named, or an update when the body has an Id. */
function operationOf(query: URLSearchParams, body: unknown): Operation {
	const named = query.get('operation')?.toLowerCase();
	const isVoid = includeOf(query).has('void');
	switch (named) {
		case 'create':
		case 'delete':
		case 'void':
			return named;
		case 'update':
		case undefined: {
			const hasId = isObject(body) && body['Id'] !== undefined && body['Id'] !== null;
			if (named === undefined && !hasId) return 'create';
			return isVoid ? 'void' : 'update';
		}
		default:
			throw unsupportedOperation(named);
	}
}

function readOne(company: Company, type: EntityName, id: string): object {
	if (type !== 'TaxCode' && !/^\d{1,15}$/.test(id)) throw invalidBody([bodyErrors.invalidId('Id', id)]);
	const object = company.get(type, id);
	if (object === undefined) throw objectNotFound();
	return present(company, type, object);
}

/** The rate of a currency on a day; of the home currency it is 1. */
function readRate(company: Company, query: URLSearchParams): object {
	const source = query.get('sourcecurrencycode');
	if (source === null) throw missingParameter('sourcecurrencycode');
	const day = query.get('asofdate') ?? serverDay(company.now());
	const home = company.identity.currency;
	if (source === home) {
		return {
			SourceCurrencyCode: source,
			TargetCurrencyCode: home,
			Rate: 1,
			AsOfDate: day,
			domain: 'QBO',
			sparse: false,
		};
	}
	const rate = rateOn(new Change(company), source, day);
	if (rate === undefined) throw objectNotFound();
	return { ...rate, TargetCurrencyCode: currencyRef(home).value };
}

function get(company: Company, path: readonly string[], request: LabRequest): Routed | undefined {
	const [first = '', second] = path;
	switch (first) {
		case 'query':
			return { body: { QueryResponse: runQuery(company, statementOf(request)) }, kinds: ['query'] };
		case 'cdc':
			return { body: changeFeed(company, request.query), kinds: ['cdc'] };
		case 'companyinfo':
			return { body: { CompanyInfo: companyInfo(company) }, kinds: ['read CompanyInfo'] };
		case 'preferences':
			return { body: { Preferences: preferences(company) }, kinds: ['read Preferences'] };
		case 'exchangerate':
			return { body: { ExchangeRate: readRate(company, request.query) }, kinds: ['read ExchangeRate'] };
		case 'reports':
		case 'batch':
		case 'taxservice':
			throw noGet();
	}
	const type = entityNamed(first);
	if (type === undefined) return undefined;
	if (second === undefined) throw noGet();
	return { body: { [type]: readOne(company, type, second) }, kinds: [`read ${type}`] };
}

function post(company: Company, path: readonly string[], request: LabRequest): Routed | undefined {
	const [first = '', second] = path;
	switch (first) {
		case 'query':
			return { body: { QueryResponse: runQuery(company, statementOf(request)) }, kinds: ['query'] };
		case 'batch': {
			const { body, kinds } = runBatch(company, jsonBody(request), request.query.has('requestid'));
			return { body, kinds: ['batch', ...kinds] };
		}
		case 'taxservice':
			if (second !== 'taxcode') return undefined;
			return { body: createTaxCode(company, jsonBody(request)), kinds: ['create TaxService'] };
		case 'companyinfo':
		case 'preferences':
		case 'cdc':
		case 'reports':
			throw noPost();
	}
	const type = entityNamed(first);
	if (type === undefined || second !== undefined) return undefined;
	const body = jsonBody(request);
	const operation = operationOf(request.query, body);
	const { object } = performWrite(company, { type, operation, body, include: includeOf(request.query) });
	return { body: { [type]: object }, kinds: [`${operation} ${type}`] };
}

/** The answer of a company. @throws QuickBooksFault whatever is refused */
export function route(company: Company, path: readonly string[], request: LabRequest): Routed {
	const [first = '', second = ''] = path;
	if (request.method === 'GET' && first === 'reports') {
		const name = second.toLowerCase();
		const read = REPORTS[name];
		if (read === undefined) throw noResource(`reports/${second}`);
		return { body: read(company, request.query), kinds: [`report ${second}`] };
	}
	const routed =
		request.method === 'GET'
			? get(company, path, request)
			: request.method === 'POST'
				? post(company, path, request)
				: undefined;
	if (routed === undefined) throw noResource(first);
	return { body: { ...routed.body, time: answerTime(company.now()) }, kinds: routed.kinds };
}

/** Whether a request writes, as far as its address tells. */
export const writes = (method: string, path: readonly string[]): boolean =>
	method === 'POST' && path[0] !== 'query';
