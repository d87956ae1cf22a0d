/**
 * Customers: which one a document is for. One for the shop and currency, named like the shop; or one for each of the shop's
 * customers, named like the person or company. A display name is unique among customers, vendors and employees, and a
 * customer has one currency for life, so there is a second name to fall back to.
 */
import { createHash } from 'node:crypto';
import type { LedgerCompany, LedgerOptions } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import type { BatchItem } from './client';
import { plainName } from './items';
import type { CustomerRow } from './payload';

const NAME_LENGTH = 500;

/** What is wanted of a customer. */
export interface CustomerWish {
	/** the same for documents of the same customer; holds no personal data */
	readonly key: string;
	/** display names, best first */
	readonly names: readonly [string, ...string[]];
	readonly email?: string;
	/** in companies with several currencies: the customer's */
	readonly currency?: string;
	/** how a person finds it, without personal data */
	readonly description: string;
}

function wish(names: [string, ...string[]], more: Omit<CustomerWish, 'key' | 'names'>): CustomerWish {
	const key = createHash('sha256')
		.update(JSON.stringify([names, more.email ?? null, more.currency ?? null]))
		.digest('hex')
		.slice(0, 32);
	return { key, names, ...more };
}

/**
 * The customer a document needs.
 * - oneForShop: "<shop>", in a foreign currency "<shop> (EUR)"; if a vendor or employee has the name, "<shop> (shop)".
 * - each: the company's or person's name, then "<name> (<id at the shop>)"; without a name the shop's.
 */
export function customerWish(
	document: LedgerDocument,
	company: LedgerCompany,
	mode: LedgerOptions['customers'],
): CustomerWish {
	const foreign = company.multiCurrency && document.currency !== company.currency;
	const suffix = foreign ? ` (${document.currency})` : '';
	const named = (text: string): string => plainName(text, NAME_LENGTH - suffix.length) + suffix;
	const currency = company.multiCurrency ? { currency: document.currency } : {};

	const party = document.customer;
	const name = plainName(party?.company ?? party?.name ?? '', NAME_LENGTH);
	if (mode === 'each' && party !== undefined && name !== '') {
		return wish([named(name), named(`${name.slice(0, NAME_LENGTH / 2)} (${party.id})`)], {
			...(party.email === undefined ? {} : { email: party.email }),
			...currency,
			description: `the shop's customer ${party.id}`,
		});
	}
	const shop = named(document.store);
	return wish([shop, named(`${document.store.slice(0, NAME_LENGTH / 2)} (shop)`)], {
		...currency,
		description: shop,
	});
}

/** Display names are compared as QuickBooks does, without regard to case. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether an existing customer can be the one wished for: same currency, and not somebody else with the same name. */
export function fits(row: CustomerRow, wanted: CustomerWish): boolean {
	const email = row.PrimaryEmailAddr?.Address;
	const someoneElse =
		email !== undefined && email !== '' && wanted.email !== undefined && !sameName(email, wanted.email);
	const otherCurrency =
		wanted.currency !== undefined &&
		row.CurrencyRef !== undefined &&
		row.CurrencyRef.value !== wanted.currency;
	return !someoneElse && !otherCurrency;
}

/** The request that creates the customer under one of the wish's names. */
export function customerFor(wanted: CustomerWish, name: string): BatchItem {
	return {
		entity: 'Customer',
		body: {
			DisplayName: name,
			...(wanted.email === undefined ? {} : { PrimaryEmailAddr: { Address: wanted.email } }),
			...(wanted.currency === undefined ? {} : { CurrencyRef: { value: wanted.currency } }),
		},
	};
}
