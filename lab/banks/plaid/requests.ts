/** What Plaid takes in a request, and what it says of anything else. */
import { z } from 'zod';
import type { LabRequest } from '../../kit/platform';
import { invalidRequest, type Refusal } from './answers';

const date = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const keys = { client_id: z.string().optional(), secret: z.string().optional(), access_token: z.string() };
const flags = {
	include_original_description: z.boolean().nullish(),
	include_personal_finance_category: z.boolean().optional(),
	include_logo_and_counterparty_beta: z.boolean().optional(),
	personal_finance_category_version: z.enum(['v1', 'v2']).optional(),
	days_requested: z.number().int().min(1).max(730).optional(),
};
const count = z.number().int().min(1).max(500);

const accountsGet = z.strictObject({
	...keys,
	options: z.strictObject({ account_ids: z.array(z.string()).optional() }).optional(),
});
const sync = z.strictObject({
	...keys,
	cursor: z.string().max(256).optional(),
	count: count.optional(),
	options: z.strictObject({ ...flags, account_id: z.string().optional() }).optional(),
});
const get = z.strictObject({
	...keys,
	start_date: date,
	end_date: date,
	options: z
		.strictObject({
			...flags,
			account_ids: z.array(z.string()).optional(),
			count: count.optional(),
			offset: z.number().int().min(0).optional(),
		})
		.optional(),
});

export const SCHEMAS = {
	'/accounts/get': accountsGet,
	'/transactions/sync': sync,
	'/transactions/get': get,
} as const;

export type AccountsGet = z.output<typeof accountsGet>;
export type Sync = z.output<typeof sync>;
export type Get = z.output<typeof get>;

export function isPath(path: string): path is keyof typeof SCHEMAS {
	return Object.hasOwn(SCHEMAS, path);
}

function jsonOf({ rawBody, headers }: LabRequest): object {
	if (!(headers['content-type'] ?? '').startsWith('application/json'))
		throw invalidRequest('INVALID_HEADERS', 'the Content-Type header must be application/json');
	let body: unknown;
	try {
		body = JSON.parse(rawBody.toString('utf8'));
	} catch {
		throw invalidRequest('INVALID_BODY', 'could not parse JSON body');
	}
	if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
	throw invalidRequest('INVALID_BODY', 'body must be a JSON object');
}

/** Plaid's refusal of a field: unknown, missing, or of the wrong kind. */
function refusalOf({ code, path, message }: z.core.$ZodIssue, body: object): Refusal {
	const field = path.join('.');
	if (code === 'unrecognized_keys')
		return invalidRequest(
			'UNKNOWN_FIELDS',
			'the following fields are not recognized by this endpoint: ' +
				message.replace(/^.*?: /, '').replaceAll('"', ''),
		);
	const isMissing = path.length === 1 && !Object.hasOwn(body, String(path[0]));
	if (isMissing)
		return invalidRequest('MISSING_FIELDS', `the following required fields are missing: ${field}`);
	return invalidRequest('INVALID_FIELD', `${field} is not valid`);
}

export function parsed<T>(schema: z.ZodType<T>, request: LabRequest): T {
	const body = jsonOf(request);
	const result = schema.safeParse(body);
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	throw issue === undefined ? invalidRequest('INVALID_BODY', 'invalid body') : refusalOf(issue, body);
}
