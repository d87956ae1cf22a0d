/** A short name of an event for logs: the same in every step from the shop's webhook to the ledger's document. */
import { createHash } from 'node:crypto';
import type { BusinessKey } from '../documents/header';

const LENGTH = 12;

/** "e3f9c0a1b2c4d" for "shopify/my-shop.myshopify.com/order/1": a letter and 12 hex digits, so that a search finds nothing else. */
export function eventId(key: BusinessKey): string {
	return `e${createHash('sha256').update(key).digest('hex').slice(0, LENGTH)}`;
}
