/** Create, update, delete and void of one object: the same way for every entity, all or nothing. */
import { Change, keyOf } from './books/change';
import type { Company } from './books/company';
import { keep } from './books/keep';
import {
	bodyErrors,
	invalidBody,
	missingParameter,
	objectNotFound,
	staleObject,
	unsupportedOperation,
} from './faults';
import { present } from './present';
import { checkOpen, checkSubscription } from './rules/dates';
import { sameRate } from './rules/lists';
import type { Operation, Rules } from './rules/context';
import { isWritable, RULES, type WritableName } from './rules/index';
import { SCHEMAS, type Body, type EntityName, type Stored } from './schema/index';
import { check, isObject, withoutNulls } from './schema/validate';

/** A write as it was asked for: in a request of its own, or as an item of a batch. */
export interface Write {
	readonly type: EntityName;
	readonly operation: Operation;
	readonly body: unknown;
	readonly include: ReadonlySet<string>;
	/** objects of earlier items of the same batch */
	readonly hidden?: ReadonlySet<string>;
}

export interface Written {
	/** the object as it is answered, or the notice that it is deleted */
	readonly object: object;
	/** names it in a set of hidden objects */
	readonly key: string;
}

interface Identified {
	readonly Id: string;
	readonly SyncToken: string | undefined;
}

/** Id and SyncToken of a body that means an object that exists. */
function identityOf(body: unknown, needsToken: boolean): Identified {
	if (!isObject(body)) throw invalidBody([bodyErrors.unsupported('request body')]);
	const { Id, SyncToken } = body;
	if (typeof Id !== 'string' && typeof Id !== 'number') throw missingParameter('Id');
	if (typeof SyncToken !== 'string' && typeof SyncToken !== 'number') {
		if (needsToken) throw missingParameter('SyncToken');
		return { Id: String(Id), SyncToken: undefined };
	}
	return { Id: String(Id), SyncToken: String(SyncToken) };
}

function existingOf<T extends WritableName>(
	change: Change,
	type: T,
	{ Id, SyncToken }: Identified,
): Stored<T> {
	if (!/^\d+$/.test(Id)) throw invalidBody([bodyErrors.invalidId('Id', Id)]);
	const existing = change.get(type, Id);
	if (existing === undefined) throw objectNotFound();
	if (SyncToken !== undefined && SyncToken !== existing.SyncToken) throw staleObject();
	return existing;
}

const dayOfStored = (object: object): string | undefined => {
	const day: unknown = Reflect.get(object, 'TxnDate');
	return typeof day === 'string' ? day : undefined;
};

function create<T extends WritableName>(change: Change, type: T, rules: Rules<T>, write: Write): Stored<T> {
	const body = check<Body<T>>(SCHEMAS[type] as never, write.body);
	const id = change.next(type);
	const saved = rules.save(change, body, { id, existing: undefined, include: write.include });
	return keep(change, type, saved, id);
}

/**
 * What an update leaves: sparse keeps what is not sent, full clears it. Tax that was computed for other lines is not
 * kept; who sends it says that it is right.
 */
function merged(existing: object, body: Record<string, unknown>, isSparse: boolean): Record<string, unknown> {
	const kept = isSparse ? { ...existing } : {};
	if (isSparse && body['Line'] !== undefined && body['TxnTaxDetail'] === undefined) {
		Reflect.deleteProperty(kept, 'TxnTaxDetail');
	}
	return { ...kept, ...body };
}

function update<T extends WritableName>(change: Change, type: T, rules: Rules<T>, write: Write): Stored<T> {
	const existing = existingOf(change, type, identityOf(write.body, true));
	const body = withoutNulls(write.body);
	if (!isObject(body)) throw invalidBody([bodyErrors.unsupported('request body')]);
	const whole = merged(existing, body, body['sparse'] === true);
	const checked = check<Body<T>>(SCHEMAS[type] as never, whole);
	const saved = rules.save(change, checked, { id: existing.Id, existing, include: write.include });
	return keep(change, type, saved, existing.Id, existing);
}

/** An exchange rate is replaced by currency and day; it has no Id that a client must know. */
function setRate(change: Change, write: Write): Stored<'ExchangeRate'> {
	const body = check<Body<'ExchangeRate'>>(SCHEMAS.ExchangeRate, write.body);
	const existing = sameRate(change, body.SourceCurrencyCode, body.AsOfDate);
	const id = existing?.Id ?? change.next('ExchangeRate');
	const saved = RULES.ExchangeRate.save(change, body, { id, existing, include: write.include });
	return keep(change, 'ExchangeRate', saved, id, existing);
}

function take<T extends WritableName>(change: Change, type: T, rules: Rules<T>, write: Write): Stored<T> {
	const existing = existingOf(change, type, identityOf(write.body, true));
	checkOpen(change, dayOfStored(existing) ?? '9999-12-31');
	rules.release?.(change, existing);
	change.unpost(type, existing.Id);
	return existing;
}

function write<T extends WritableName>(change: Change, type: T, request: Write): object {
	const rules = RULES[type] as unknown as Rules<T>;
	if (!rules.operations.includes(request.operation)) {
		throw unsupportedOperation(`operation ${request.operation} of entity ${type.toLowerCase()}`);
	}
	switch (request.operation) {
		case 'delete': {
			const existing = take(change, type, rules, request);
			change.remove(type, existing.Id);
			return { status: 'Deleted', domain: 'QBO', Id: existing.Id };
		}
		case 'void': {
			const existing = take(change, type, rules, request);
			// what release wrote to the object itself is part of what is voided
			const current = change.get(type, existing.Id) ?? existing;
			const voided = rules.voided?.(current);
			if (voided === undefined) throw unsupportedOperation(`operation void of entity ${type.toLowerCase()}`);
			return keep(change, type, voided, existing.Id, existing);
		}
		case 'create':
		case 'update': {
			const stored =
				type === 'ExchangeRate'
					? setRate(change, request)
					: request.operation === 'create'
						? create(change, type, rules, request)
						: update(change, type, rules, request);
			rules.post?.(change, stored as Stored<T>);
			return stored;
		}
	}
}

/**
 * Writes one object.
 * @throws QuickBooksFault whatever the rules refuse; then nothing has changed
 */
export function performWrite(company: Company, request: Write): Written {
	const { type, operation } = request;
	if (!isWritable(type)) {
		throw unsupportedOperation(`operation ${operation} of entity ${type.toLowerCase()}`);
	}
	const change = new Change(company, request.hidden);
	checkSubscription(change);
	const object = write(change, type, request);
	change.commit();
	const id = String(Reflect.get(object, 'Id'));
	return { object: operation === 'delete' ? object : present(company, type, object), key: keyOf(type, id) };
}
