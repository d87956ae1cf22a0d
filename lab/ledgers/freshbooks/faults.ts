/** What FreshBooks says when it refuses: https://www.freshbooks.com/api/errors. Each family of its API says it in its own way. */

/** One thing that is wrong, with the number that FreshBooks' catalogue has for it. */
export interface Problem {
	readonly errno: number;
	readonly field: string;
	readonly message: string;
	/** what it is about: "invoice", "client" ... */
	readonly object: string;
	readonly value: string;
}

export const ERRNO = {
	conflict: 409,
	required: 1001,
	accessDenied: 1003,
	invalid: 1004,
	parse: 1005,
	dateRange: 1007,
	deleted: 1011,
	unknown: 1012,
	page: 1013,
	perPage: 1014,
	tooLong: 1017,
	percent: 1018,
	duplicateTax: 1019,
	inactiveAccount: 1042,
} as const;

/** A request that is refused. */
export class FreshBooksFault extends Error {
	override readonly name = 'FreshBooksFault';

	constructor(
		readonly status: number,
		readonly problems: readonly Problem[],
	) {
		super(problems.map(({ errno, field, message }) => `${errno} ${field}: ${message}`).join('; '));
	}
}

const one = (status: number, errno: number, message: string, rest: Partial<Problem> = {}): FreshBooksFault =>
	new FreshBooksFault(status, [{ errno, message, field: '', object: '', value: '', ...rest }]);

/** A record that is not there, as in "Client not found." */
export const notFound = (object: string, field: string, value: string): FreshBooksFault => {
	const words = object.replaceAll('_', ' ');
	const message = `${words.slice(0, 1).toUpperCase()}${words.slice(1)} not found.`;
	return one(404, ERRNO.unknown, message, { object, field, value });
};

/** A path that is not there. */
export const noSuchPath = (): FreshBooksFault =>
	one(404, ERRNO.unknown, 'Requested resource could not be found.');

export const methodNotAllowed = (): FreshBooksFault =>
	one(405, ERRNO.invalid, 'The method is not allowed for the requested URL.');

/** A good token, but not for this account. */
export const noAccess = (): FreshBooksFault =>
	one(
		401,
		ERRNO.accessDenied,
		'The server could not verify that you are authorized to access the URL requested.',
	);

export const unreadable = (status: number, message: string): FreshBooksFault =>
	one(status, ERRNO.parse, message);

export const refused = (
	errno: number,
	object: string,
	field: string,
	message: string,
	value = '',
): FreshBooksFault => new FreshBooksFault(422, [{ errno, object, field, message, value }]);
