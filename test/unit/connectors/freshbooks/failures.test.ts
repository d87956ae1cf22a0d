/** What the refusals of FreshBooks mean: its own samples where there are any, in all of its shapes. */
import { readFileSync } from 'node:fs';
import {
	findingOfProblems,
	problemKind,
	problemsIn,
	problemText,
	transportErrorOf,
} from '../../../../connectors/ledgers/freshbooks/failures';
import { describeWithShared, shared } from '../../../support/shared';
import { documentOf } from './support/documents';

const answer = (status: number, body: unknown = {}, headers: Record<string, string> = {}) => ({
	status,
	headers,
	body,
});
const old = (errno: number, message: string, field = '') => ({
	response: { errors: [{ errno, field, message, object: 'invoice', value: '' }] },
});
const modern = (reason: string, message: string, field = '') => ({
	code: 3,
	message: 'Request failed with status_code: 422',
	details: [
		{
			'@type': 'type.googleapis.com/google.rpc.ErrorInfo',
			reason,
			domain: 'accounting.api.freshbooks.com',
			metadata: { object: 'invoice', message, value: '', field },
		},
	],
});
const byBusiness = (message: string, field: string) => ({
	errors: {
		message: 'Request failed with status code 400',
		status: 400,
		details: [{ reason: message, metadata: { message, field } }],
	},
});

describe('refusals', () => {
	it.each([
		[old(1042, 'The account is inactive.'), 'stale', 'REJECTED_BY_LEDGER', /inactive/],
		[
			modern('1012', 'Client not found.', 'userid'),
			'stale',
			'REJECTED_BY_LEDGER',
			/deleted or made inactive/,
		],
		[old(1001, 'This field is required.', 'staffid'), 'refused', 'REJECTED_BY_LEDGER', /report it/],
		[modern('1017', 'Too long', 'invoice_number'), 'refused', 'REJECTED_BY_LEDGER', /Shorten it/],
		[old(1019, 'Duplicate tax'), 'refused', 'REJECTED_BY_LEDGER', /same tax twice/],
		[old(1003, 'Access denied'), 'noRight', 'REJECTED_BY_LEDGER', /scope/],
		[old(409, 'Conflict'), 'duplicate', 'NUMBER_TAKEN', /number/],
		[modern('1004', 'This invoice number has already been used.'), 'duplicate', 'NUMBER_TAKEN', /number/],
		[
			byBusiness('The accounting period is closed.', 'userEnteredDate'),
			'periodClosed',
			'PERIOD_CLOSED',
			/re-open/,
		],
		[
			byBusiness('accountId: not a valid UUID', 'accountId'),
			'refused',
			'REJECTED_BY_LEDGER',
			/Read the reason/,
		],
		[{ errno: 422, message: 'x', details: ['uri: bad'] }, 'refused', 'REJECTED_BY_LEDGER', /Read the reason/],
	] as const)('%j', (body, kind, code, fix) => {
		const problems = problemsIn(body);
		expect(problems.length).toBeGreaterThan(0);
		expect(problemKind(problems)).toBe(kind);
		const found = findingOfProblems(problems, documentOf('sale-on-account'));
		expect(found.code).toBe(code);
		expect(found.fix).toMatch(fix);
	});

	it('say all of their reasons, with number and field', () => {
		const body = {
			response: {
				errors: [old(1001, 'Required.', 'a'), old(1004, 'Wrong.', 'b')].flatMap(
					(each) => each.response.errors,
				),
			},
		};
		expect(problemText(problemsIn(body))).toBe('Required. (1001, a); Wrong. (1004, b)');
		expect(problemText(problemsIn('<html>'))).toBe('no reason was given');
	});
});

describe('answers as a whole', () => {
	it.each([
		[answer(200), undefined],
		[answer(401, { error: 'unauthenticated' }), 'unauthorized'],
		[answer(403, old(1003, 'Access denied')), 'unauthorized'],
		[answer(429), 'rateLimited'],
		[answer(408), 'uncertain'],
		[answer(500, '<html>'), 'uncertain'],
		[answer(503), 'uncertain'],
		[answer(422, old(1001, 'Required.')), 'rejected'],
		[answer(302), 'rejected'],
	])('%j -> %s', (response, failure) => {
		expect(transportErrorOf(response)?.failure).toBe(failure);
	});

	it('wait as long as they say, a minute where they do not', () => {
		expect(transportErrorOf(answer(429, {}, { 'retry-after': '7' }))?.retryAfterMs).toBe(7_000);
		expect(transportErrorOf(answer(429))?.retryAfterMs).toBe(60_000);
		expect(transportErrorOf(answer(429, {}, { 'retry-after': '9999999' }))?.retryAfterMs).toBe(86_400_000);
	});
});

const FIXTURES = 'fixtures/freshbooks';

describeWithShared('recorded refusals', () => {
	it.each([
		['java-sdk/get_client_response__not_found_old.json', 'stale', 'Client not found. (1012, userid)'],
		['java-sdk/get_client_response__not_found_new.json', 'stale', 'Client not found. (1012, userid)'],
		['java-sdk/get_client_response__no_auth.json', 'noRight', undefined],
		['python-sdk/get_ledger_account_response__not_found.json', 'refused', 'Not found.'],
		['python-sdk/create_ledger_account_response__validation_errors.json', 'refused', undefined],
		['python-sdk/create_callback_response__validation_error.json', 'refused', undefined],
		['python-sdk/create_project__validation_errors.json', 'refused', 'field required (2001)'],
		['python-sdk/auth_me_response__no_auth.json', 'refused', undefined],
	])('%s', (file, kind, text) => {
		const problems = problemsIn(JSON.parse(readFileSync(shared(`${FIXTURES}/${file}`), 'utf8')));
		expect(problems.length).toBeGreaterThan(0);
		expect(problemKind(problems)).toBe(kind);
		if (text !== undefined) expect(problemText(problems)).toBe(text);
	});
});
