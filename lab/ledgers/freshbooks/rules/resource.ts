/** What the resources of the accounting family have in common. */
import type { Account } from '../books/account';
import type { Doc } from '../books/records';
import type { Table } from '../../../kit/table';
import type { Fields } from './fields';

/** How a list can be searched: what a row has under the name of a filter. */
export type Searchable<T> = Readonly<Record<string, (row: T) => string | undefined>>;

export interface Resource<T extends Doc = Doc> {
	/** "invoices/invoices" */
	readonly path: string;
	/** the key of one in requests and answers */
	readonly one: string;
	/** other keys that requests may have */
	readonly alias?: string;
	/** the key of a list */
	readonly many: string;
	/** what errors call it */
	readonly object: string;
	/** the field of errors about its id */
	readonly idField: string;
	/** the object of its scopes */
	readonly scope: string;
	readonly table: (account: Account) => Table<T>;
	/** fields that requests may have */
	readonly known: ReadonlySet<string>;
	readonly create?: (account: Account, fields: Fields) => T;
	readonly update?: (account: Account, row: T, fields: Fields) => T;
	/** deleted ones are gone, not only marked */
	readonly hidesDeleted?: true;
	/** DELETE, where the official clients send it */
	readonly remove?: (account: Account, row: T) => void;
	/** @param include what was asked for with `include[]` */
	readonly view: (account: Account, row: T, include: ReadonlySet<string>) => object;
	readonly search: Searchable<T>;
	/** filters that find parts of a text, in whatever case */
	readonly like?: ReadonlySet<string>;
}

/** A resource whose record type is kept inside. */
export const resource = <T extends Doc>(one: Resource<T>): Resource => one as unknown as Resource;
