/** Answers of the gateway in front of QuickBooks (lower-case faults), and faults as answers. */
import { randomUUID } from 'node:crypto';
import type { LabResponse } from '../../../kit/platform';
import { answerTime } from '../books/time';
import type { QuickBooksFault } from '../faults';

/** The id by which Intuit's support finds a request. */
export const traceHeaders = (): Record<string, string> => {
	const hex = randomUUID().replace(/-/g, '');
	return { intuit_tid: `1-${hex.slice(0, 8)}-${hex.slice(8)}` };
};

export const faultAnswer = (fault: QuickBooksFault, now: number): LabResponse => ({
	status: fault.status,
	body: { Fault: { Error: fault.errors, type: fault.type }, time: answerTime(now) },
});

function gateway(
	status: number,
	code: string,
	word: string,
	type: string,
	detail: string,
	now: number,
): LabResponse {
	return {
		status,
		body: {
			warnings: null,
			intuitObject: null,
			fault: {
				error: [
					{
						message: `message=${word}; errorCode=00${code}; statusCode=${status}`,
						detail,
						code,
						element: null,
					},
				],
				type,
			},
			report: null,
			requestId: null,
			time: now,
			status: null,
		},
	};
}

/** No token, or one that is not good. */
export const unauthorized = (detail: string, now: number): LabResponse =>
	gateway(401, '3200', 'AuthenticationFailed', 'AUTHENTICATION', detail, now);

/** A good token, but not for this company. */
export const forbidden = (now: number): LabResponse =>
	gateway(
		403,
		'3100',
		'ApplicationAuthorizationFailed',
		'AUTHORIZATION',
		'The app is not authorized to access this company',
		now,
	);
