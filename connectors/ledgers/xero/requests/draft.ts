/** A draft: a request that lacks only the id of the contact. Making it decides everything else. */
import { createHash } from 'node:crypto';
import type { AccountRef } from '../../../../core/accounts/roles';
import type { Finding } from '../../../../core/findings/finding';
import type { LedgerDocument, LedgerDocumentLine, PostingKey } from '../../../../core/ledger/documents';
import { Big } from '../../../../core/money/decimal';
import type { Entity } from '../entities';
import type { Facts } from '../facts';
import { jsonNumber } from '../numbers';
import type { DocumentBody, Tracking } from './bodies';

export interface Draft {
	readonly entity: Entity;
	readonly needsContact: boolean;
	/** remarks that go with the request */
	readonly findings: readonly Finding[];
	/** the body; the contact must be given when it is needed */
	complete(contact: string | undefined): DocumentBody;
}

/** A programming error: a draft was completed without what it asked for. */
export function needed(id: string | undefined, what: string): string {
	if (id === undefined) throw new Error(`the request needs ${what}`);
	return id;
}

const REFERENCE_LENGTH = 255;
const DESCRIPTION_LENGTH = 4_000;
const NARRATION_LENGTH = 4_000;
const URL_LENGTH = 500;

/**
 * The reference: the posting key, by which a document is found again and told from others. A key that is too long stands as its
 * hash.
 */
export function referenceOf(key: PostingKey): string {
	if (key.length <= REFERENCE_LENGTH) return key;
	return `xero/${createHash('sha256').update(key).digest('hex')}`;
}

/** Whether a text ends with our mark of some document, this one or another. */
export const endsWithOurMark = (text: string): boolean => /(^|\s)xero\/\S+$/.test(text);

/** The memo as a narration, always with the reference as its last line. */
export function narrationOf(document: LedgerDocument): string {
	const mark = referenceOf(document.postingKey);
	const lines = document.memo.split('\n').filter((line) => line !== document.postingKey);
	const { paymentReference: reference } = document;
	if (reference !== undefined && !document.memo.includes(reference))
		lines.push(`Payment reference: ${reference}`);
	const text = lines.join('\n').trimEnd();
	return text === '' ? mark : `${text.slice(0, NARRATION_LENGTH - mark.length - 1)}\n${mark}`;
}

/** The order's page in the shop, as the "Go to" link of the document. Xero refuses addresses with its own name in them. */
export function urlFields(document: LedgerDocument): { readonly Url?: string } {
	const url = document.memo.split('\n').find((line) => /^https:\/\/\S+$/.test(line));
	if (url === undefined || url.length > URL_LENGTH || /xero/i.test(url)) return {};
	return { Url: url };
}

/** A line's description, with the SKU where it is not in it already; Xero wants at least one character. */
export function lineDescription({ description, sku, account }: LedgerDocumentLine): string {
	const text = sku === undefined || description.includes(sku) ? description : `${description} (${sku})`;
	return (text.trim() === '' ? account.name : text).slice(0, DESCRIPTION_LENGTH);
}

/** The account of a line: by its code, as Xero documents it; the few without a code by id. */
export function accountFields(
	{ id }: AccountRef,
	facts: Facts,
): { readonly AccountCode: string } | { readonly AccountID: string } {
	const code = facts.accounts.get(id)?.number;
	return code === undefined ? { AccountID: id } : { AccountCode: code };
}

/** The tracking of a line, by names; the ids were checked before. */
export function trackingFields(
	{ dimensions }: LedgerDocumentLine,
	{ tracking }: Facts,
): { readonly Tracking?: readonly Tracking[] } {
	const named = Object.entries(dimensions ?? {}).flatMap(([key, option]): Tracking[] => {
		const category = tracking.find(({ id }) => id === key);
		const name = category?.options.find(({ id }) => id === option)?.name;
		return category === undefined || name === undefined ? [] : [{ Name: category.name, Option: name }];
	});
	return named.length === 0 ? {} : { Tracking: named };
}

/** Digits of a rate that count. */
const RATE_DIGITS = 8;

/**
 * CurrencyRate, where a rate was given: Xero counts units of the document's currency for one of the organisation's, which is
 * the inverse of ours. Without one Xero takes the day's rate of XE.com.
 */
export function rateFields(
	{ currency, exchangeRate }: LedgerDocument,
	{ company }: Facts,
): { readonly CurrencyRate?: number } {
	if (exchangeRate === undefined || currency === company.currency) return {};
	const rate = new Big(exchangeRate);
	if (rate.lte(0)) return {};
	const inverse = new Big(1).div(rate);
	return { CurrencyRate: jsonNumber(new Big(inverse.toPrecision(RATE_DIGITS)).toFixed()) };
}
