/** How an object becomes one of QuickBooks': it gets an Id, a SyncToken and its times. */
import type { Body, EntityName, Kept, Stored } from '../schema/index';
import type { Change } from './change';
import { metaTime } from './time';

const NAMES: Readonly<Record<string, string>> = {
	USD: 'United States Dollar',
	GBP: 'British Pound Sterling',
};

const displayNames = new Intl.DisplayNames(['en'], { type: 'currency' });

/** A reference to a currency, with its name as QuickBooks gives it. */
export const currencyRef = (code: string): { value: string; name: string } => ({
	value: code,
	name: NAMES[code] ?? displayNames.of(code) ?? code,
});

/** Without the fields that are undefined, as JSON has none. */
export function defined<T extends object>(object: T): T {
	return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}

/** Keeps an object in a change: a new one, or one that replaces `existing`. */
export function keep<T extends EntityName>(
	change: Change,
	type: T,
	body: Omit<Body<T>, keyof Kept>,
	id: string,
	existing?: Kept,
): Stored<T> {
	const now = metaTime(change.company.now());
	const kept: Kept = {
		domain: 'QBO',
		sparse: false,
		Id: id,
		SyncToken: existing === undefined ? '0' : String(Number(existing.SyncToken) + 1),
		MetaData: { CreateTime: existing?.MetaData.CreateTime ?? now, LastUpdatedTime: now },
	};
	const stored = defined({ ...body, ...kept }) as Stored<T>;
	change.put(type, stored);
	return stored;
}
