/** What the rules of every entity have in common: how they are called, and what an operation is. */
import type { Change } from '../books/change';
import type { Body, EntityName, Stored } from '../schema/index';

export type Operation = 'create' | 'update' | 'delete' | 'void';

/** The circumstances of a create or an update. */
export interface SaveContext<T extends EntityName> {
	/** of the object that is being written */
	readonly id: string;
	/** the object as it is kept; undefined on create */
	readonly existing: Stored<T> | undefined;
	/** include=allowduplicatedocnum and the like */
	readonly include: ReadonlySet<string>;
}

/** The rules of an entity. All of them throw a QuickBooksFault and change nothing when they refuse. */
export interface Rules<T extends EntityName> {
	readonly operations: readonly Operation[];
	/** Completes a checked body: computes, checks against the company, and writes links to other objects. */
	save(change: Change, body: Body<T>, context: SaveContext<T>): Body<T>;
	/** Enters the stored object into the general ledger. */
	post?(change: Change, stored: Stored<T>): void;
	/** Before a delete: checks and takes back links. */
	release?(change: Change, existing: Stored<T>): void;
	/** What a voided object looks like; `release` was called before. */
	voided?(existing: Stored<T>): Body<T>;
}
