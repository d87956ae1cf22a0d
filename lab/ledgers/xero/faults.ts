/** What Xero says when it refuses. Messages that are not known word for word are marked in the README. */

/** A request that is refused as a whole. */
export class XeroFault extends Error {
	override readonly name = 'XeroFault';

	constructor(
		readonly status: number,
		readonly body: object | string,
	) {
		super(typeof body === 'string' ? body : JSON.stringify(body));
	}
}

/** One element that is refused, with all that is wrong with it. */
export class Invalid extends Error {
	override readonly name = 'Invalid';

	constructor(readonly messages: readonly string[]) {
		super(messages.join('; '));
	}
}

/** Collects what is wrong with an element, so that all of it is told at once. */
export class Problems {
	private readonly messages = new Set<string>();

	add(message: string): void {
		this.messages.add(message);
	}

	/** A text that is longer than its field. */
	length(field: string, value: string | undefined, max: number): void {
		if (value !== undefined && value.length > max) {
			this.add(`The field ${field} must be a string with a maximum length of ${max}.`);
		}
	}

	/** Takes over what was wrong with a part. */
	attempt<T>(act: () => T): T | undefined {
		try {
			return act();
		} catch (error) {
			if (!(error instanceof Invalid)) throw error;
			for (const message of error.messages) this.add(message);
			return undefined;
		}
	}

	/** @throws Invalid something is wrong */
	check(): void {
		if (this.messages.size > 0) throw new Invalid([...this.messages]);
	}
}

const exception = (status: number, number: number, type: string, message: string, more: object = {}) =>
	new XeroFault(status, { ErrorNumber: number, Type: type, Message: message, ...more });

export const validationException = (elements: readonly object[]): XeroFault =>
	exception(400, 10, 'ValidationException', 'A validation exception occurred', { Elements: elements });

export const postDataInvalid = (detail: string): XeroFault =>
	exception(400, 14, 'PostDataInvalidException', `JSON for post data was invalid,${detail}`);

export const noData = (element: string): XeroFault =>
	exception(
		400,
		17,
		'NoDataProcessedException',
		`No data has been processed for this endpoint. This endpoint is expecting ${element} data to be specifed in the request body.`,
	);

export const queryParse = (detail: string): XeroFault => exception(400, 16, 'QueryParseException', detail);

export const badRequest = (message: string): XeroFault => exception(400, 0, 'BadRequestException', message);

export const notFound = (): XeroFault =>
	new XeroFault(404, "The resource you're looking for cannot be found");

export const methodNotAllowed = (): XeroFault => new XeroFault(405, 'Method Not Allowed');
