/** What an endpoint of the API can do, written once for all resources. */
import type { z } from 'zod';
import type { Organisation } from '../books/organisation';
import type { Row } from '../../../kit/table';
import { badRequest, notFound } from '../faults';
import { listed, type ListRequest, type Page } from '../read/list';
import type { Fields } from '../read/where';
import type { WriteContext } from '../rules/context';
import { readElement } from '../schema/read';

/** An endpoint, with the types of its records hidden. */
export interface Resource {
	/** "Invoices", which is also its path */
	readonly container: string;
	/** "Invoice" */
	readonly element: string;
	readonly idField: string;
	/** how it may be written to: all of it, and one by its id */
	readonly writes: readonly ('PUT' | 'POST' | 'POST id')[];
	/** elements in one call */
	readonly limit: number;
	list(organisation: Organisation, request: ListRequest): Page<object>;
	has(organisation: Organisation, id: string): boolean;
	/** @throws XeroFault 404 */
	one(organisation: Organisation, id: string): object;
	/** @throws Invalid the element is refused; XeroFault it has another shape */
	write(organisation: Organisation, sent: unknown, context: WriteContext): object;
}

export interface ResourceOptions<T extends Row, B> {
	readonly container: string;
	readonly element: string;
	readonly idField: string;
	readonly writes: Resource['writes'];
	readonly limit?: number;
	readonly schema: z.ZodType<B>;
	readonly rows: (organisation: Organisation) => Iterable<T>;
	readonly get: (organisation: Organisation, id: string) => T | undefined;
	readonly fields: (organisation: Organisation) => Fields<T>;
	readonly view: (organisation: Organisation, row: T, full: boolean) => object;
	readonly save: (organisation: Organisation, sent: B, context: WriteContext) => T;
	/** has pages; without one its lists come without lines */
	readonly pageable?: boolean;
	/** parameters beside where and order, and what they leave of the rows */
	readonly parameters?: readonly string[];
	readonly narrow?: (organisation: Organisation, rows: Iterable<T>, query: URLSearchParams) => Iterable<T>;
}

/** Parameters that are not known are refused: the real one takes and ignores them, which hides mistakes. */
export function checkParameters(query: URLSearchParams, known: readonly string[]): void {
	const unknown = [...query.keys()].find((name) => !known.includes(name));
	if (unknown !== undefined) throw badRequest(`The parameter ${unknown} is not known here.`);
}

export function resource<T extends Row, B>(options: ResourceOptions<T, B>): Resource {
	const { container, element, idField, writes, view, pageable = false, parameters = [], narrow } = options;
	const known = ['where', 'order', 'unitdp', ...(pageable ? ['page', 'pageSize'] : []), ...parameters];
	return {
		container,
		element,
		idField,
		writes,
		limit: options.limit ?? 500,
		list(organisation, request) {
			checkParameters(request.query, known);
			const all = options.rows(organisation);
			const rows = narrow === undefined ? all : narrow(organisation, all, request.query);
			const fields = options.fields(organisation);
			const page = listed(rows, request, { fields, entity: element, pageable });
			const full =
				(!pageable || page.pagination !== undefined) && request.query.get('summaryOnly') !== 'true';
			return { ...page, rows: page.rows.map((row) => view(organisation, row, full)) };
		},
		has: (organisation, id) => options.get(organisation, id) !== undefined,
		one(organisation, id) {
			const row = options.get(organisation, id);
			if (row === undefined) throw notFound();
			return view(organisation, row, true);
		},
		write: (organisation, sent, context) =>
			view(
				organisation,
				options.save(organisation, readElement(element, options.schema, sent), context),
				true,
			),
	};
}
