/**
 * Contacts: which one a document is for. One for the shop, named like the shop; or one for each of the shop's customers. The
 * contact number is our key, so that a contact keeps being found when somebody renames it; names are unique among active
 * contacts, so there is a second name to fall back to. A contact has documents in any currency.
 */
import { createHash } from 'node:crypto';
import type { LedgerOptions } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import type { ContactRow } from './payload';
import type { ContactBody } from './requests/bodies';

const NAME_LENGTH = 255;
const PREFIX = 'SL-';

/** What is wanted of a contact. */
export interface ContactWish {
	/** the contact number, at most 50 characters: the same for documents of the same customer; holds no personal data */
	readonly key: string;
	/** names, best first */
	readonly names: readonly [string, ...string[]];
	readonly email?: string;
	/** how a person finds it, without personal data */
	readonly description: string;
}

const keyOf = (parts: readonly string[]): string =>
	PREFIX + createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

/** A name Xero takes: no control characters, no brackets that it refuses in names. */
function plainName(text: string, length = NAME_LENGTH): string {
	return text
		.replace(/[\p{Cc}<>]+/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, length)
		.trim();
}

/**
 * The contact a document needs.
 * - oneForShop: "<shop>"; where somebody else has that name, "<shop> (shop)".
 * - each: the company's or person's name, then "<name> (<id at the shop>)"; without a name the shop's.
 */
export function contactWish(document: LedgerDocument, mode: LedgerOptions['customers']): ContactWish {
	const { store, customer: party } = document;
	const name = plainName(party?.company ?? party?.name ?? '');
	if (mode === 'each' && party !== undefined && name !== '') {
		return {
			key: keyOf([store, 'customer', party.id]),
			names: [name, plainName(`${name.slice(0, NAME_LENGTH / 2)} (${party.id})`)],
			...(party.email === undefined || party.email.length > NAME_LENGTH ? {} : { email: party.email }),
			description: `the shop's customer ${party.id}`,
		};
	}
	return {
		key: keyOf([store, 'shop']),
		names: [plainName(store), plainName(`${store.slice(0, NAME_LENGTH / 2)} (shop)`)],
		description: plainName(store),
	};
}

/** Names are compared without regard to case. */
export const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Whether a contact with the wished name can be the one: not one of our other contacts, not somebody with another address. */
export function fits(row: ContactRow, wanted: ContactWish): boolean {
	const { ContactNumber: number, EmailAddress: email } = row;
	if (typeof number === 'string' && number.startsWith(PREFIX) && number !== wanted.key) return false;
	return (
		typeof email !== 'string' || email === '' || wanted.email === undefined || sameName(email, wanted.email)
	);
}

/** The request that creates the contact under one of the wish's names. */
export function contactFor(wanted: ContactWish, name: string): ContactBody {
	return {
		Name: name,
		ContactNumber: wanted.key,
		...(wanted.email === undefined ? {} : { EmailAddress: wanted.email }),
	};
}
