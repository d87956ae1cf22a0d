/**
 * Writing several elements in one call. By default all of them are kept or none; with summarizeErrors=false each has its
 * own answer inside HTTP 200, and the good ones are kept.
 */
import type { Organisation } from '../books/organisation';
import { Invalid, postDataInvalid, validationException } from '../faults';
import type { WriteContext } from '../rules/context';
import { elementsOf } from '../schema/read';
import type { Resource } from './resource';

const NO_ID = '00000000-0000-0000-0000-000000000000';

export interface WriteRequest {
	readonly body: unknown;
	readonly query: URLSearchParams;
	readonly method: 'PUT' | 'POST';
	/** the one element that the address names */
	readonly id?: string;
}

type Result = { readonly view: object } | { readonly sent: object; readonly messages: readonly string[] };

/** What a caller sees of an element that was refused: itself, and why. */
const refused = ({ idField }: Resource, sent: object, messages: readonly string[]): object => ({
	...(idField.endsWith('ID') ? { [idField]: NO_ID } : {}),
	...sent,
	ValidationErrors: messages.map((Message) => ({ Message })),
});

/** 2 or 4 decimals of unit amounts. */
export const unitDecimalsOf = (query: URLSearchParams): 2 | 4 => (query.get('unitdp') === '4' ? 4 : 2);

/**
 * Writes the elements of a body, one after the other.
 * @returns the container with all of them, and how many were kept and refused
 * @throws XeroFault 400 one is refused, unless each is answered by itself
 */
export function writeElements(
	organisation: Organisation,
	resource: Resource,
	{ body, query, method, id }: WriteRequest,
): { body: object; kept: number; refused: number } {
	const { container, element } = resource;
	const elements = elementsOf(container, element, body);
	const limit = id === undefined ? resource.limit : 1;
	if (elements.length > limit)
		throw postDataInvalid(`At most ${limit} ${container} can be sent in one call.`);
	const context: WriteContext = {
		mode: method === 'PUT' ? 'create' : 'save',
		unitDecimals: unitDecimalsOf(query),
		...(id === undefined ? {} : { id }),
	};
	const write = (sent: unknown): Result => {
		try {
			return { view: organisation.atomically(() => resource.write(organisation, sent, context)) };
		} catch (error) {
			if (!(error instanceof Invalid)) throw error;
			return { sent: sent as object, messages: error.messages };
		}
	};
	const isEach = query.get('summarizeErrors') === 'false';
	return organisation.atomically(() => {
		const results = elements.map(write);
		const bad = results.filter((result) => 'messages' in result).length;
		if (bad > 0 && !isEach) {
			throw validationException(
				results.map((result, index) =>
					'messages' in result
						? refused(resource, result.sent, result.messages)
						: refused(resource, elements[index] as object, []),
				),
			);
		}
		const all = results.map((result) => {
			if (!isEach) return 'view' in result ? result.view : {};
			return 'view' in result
				? { ...result.view, StatusAttributeString: 'OK', HasErrors: false, ValidationErrors: [] }
				: {
						...refused(resource, result.sent, result.messages),
						StatusAttributeString: 'ERROR',
						HasErrors: true,
					};
		});
		return { body: { [container]: all }, kept: results.length - bad, refused: bad };
	});
}
