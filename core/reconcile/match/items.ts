/** Payouts and bank lines as the matching sees them: signed amounts, days as numbers, the words of their texts. */
import { payoutNet } from '../../documents/check';
import type { BusinessKey } from '../../documents/header';
import type { BankTransaction, Payout } from '../../documents/payout';
import type { CurrencyCode } from '../../money/currency';
import { dayOf, type Day } from '../days';
import { byText, signedUnits } from '../signed';
import { compact, wordsOf } from './words';

export interface OpenPayout {
	readonly key: BusinessKey;
	readonly gateway: string;
	readonly currency: CurrencyCode;
	/** what it brings to the bank, in minor units; negative when the gateway collects */
	readonly units: bigint;
	/** the day it is expected in the bank */
	readonly day: Day;
	/** what a bank may cite: ids and numbers, letters and digits only */
	readonly references: readonly string[];
	readonly failed: boolean;
	readonly document: Payout;
}

export interface OpenLine {
	readonly key: BusinessKey;
	readonly account: string;
	readonly currency: CurrencyCode;
	/** in minor units; negative when it goes out */
	readonly units: bigint;
	readonly day: Day;
	/** capital letters and digits, between single spaces, with one at each end */
	readonly words: string;
	/** what may be a reference: words of some length without their punctuation */
	readonly marks: readonly string[];
	readonly document: BankTransaction;
}

const SHORTEST_REFERENCE = 6;

export function openPayout(document: Payout): OpenPayout {
	const { id, gateway, currency, arrivesOn, status, source, bankReference } = document;
	const cited = [source.externalId, source.externalNumber, bankReference ?? ''].map(compact);
	return {
		key: id,
		gateway,
		currency,
		units: payoutNet(document),
		day: dayOf(arrivesOn),
		references: [...new Set(cited)].filter(({ length }) => length >= SHORTEST_REFERENCE),
		failed: status === 'failed',
		document,
	};
}

export function openLine(document: BankTransaction): OpenLine {
	const { id, account, amount, currency, direction, description, counterparty, reference, bookedOn } =
		document;
	const text = [description, counterparty ?? '', reference ?? ''].join(' ');
	const words = wordsOf(text);
	const marks = [...text.split(/\s+/).map(compact), ...words];
	return {
		key: id,
		account: account.id,
		currency,
		units: signedUnits(amount, direction === 'in'),
		day: dayOf(bookedOn),
		words: ` ${words.join(' ')} `,
		marks: [...new Set(marks)].filter(({ length }) => length >= SHORTEST_REFERENCE),
		document,
	};
}

const inOrder = (a: OpenPayout | OpenLine, b: OpenPayout | OpenLine): number =>
	a.day - b.day || byText(a.key, b.key);

/** Each once (the last revision, where one came twice), by day and then key: whatever the order they came in. */
export function ordered<T extends OpenPayout | OpenLine>(items: readonly T[]): T[] {
	const latest = new Map<BusinessKey, T>();
	for (const item of items) {
		const known = latest.get(item.key);
		if (known === undefined || item.document.source.revision > known.document.source.revision)
			latest.set(item.key, item);
	}
	return [...latest.values()].sort(inOrder);
}
