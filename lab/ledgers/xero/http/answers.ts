/** Answers of the gateway in front of Xero, and the envelope around what it gives. */
import { randomUUID } from 'node:crypto';
import type { LabResponse } from '../../../kit/platform';
import type { RateProblem } from './limits';

function gateway(
	status: number,
	title: string,
	detail: string,
	headers: Record<string, string> = {},
): LabResponse {
	const body = {
		Type: null,
		Title: title,
		Status: status,
		Detail: detail,
		Instance: randomUUID(),
		Extensions: {},
	};
	return { status, headers, body };
}

/** A token that is missing, unknown or expired. `now`: epoch milliseconds */
export const unauthorized = (now: number): LabResponse => {
	const [year, month, day, ...time] = new Date(now).toISOString().slice(0, 19).split(/[-T]/);
	const at = `${month ?? ''}/${day ?? ''}/${year ?? ''} ${time.join('')}`;
	return gateway(401, 'Unauthorized', `TokenExpired: token expired at ${at}`);
};

/** A token without the scope of the endpoint. */
export const outOfScope = (): LabResponse =>
	gateway(401, 'Unauthorized', 'AuthorizationUnsuccessful', { 'www-authenticate': 'insufficient_scope' });

/** A good token, but not for this organisation. */
export const wrongTenant = (): LabResponse => gateway(403, 'Forbidden', 'AuthenticationUnsuccessful');

/** Too many calls. */
export const rateLimited = (problem: RateProblem, retryAfter: number | undefined): LabResponse => ({
	status: 429,
	headers: {
		'x-rate-limit-problem': problem,
		...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
	},
	body: '',
});

export const serverError = (): LabResponse => ({ status: 503, body: 'The service is unavailable.' });

/** What stands around every answer. */
export const envelope = (content: object, now: number): object => ({
	Id: randomUUID(),
	Status: 'OK',
	ProviderName: 'StoreLedger',
	DateTimeUTC: `/Date(${now})/`,
	...content,
});
