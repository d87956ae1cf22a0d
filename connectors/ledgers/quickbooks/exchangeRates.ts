/**
 * Exchange rates of foreign documents. QuickBooks would take a rate of 1 where it has none, so the rate is always sent: the
 * document's own, or the one that the company has for the day.
 */
import { z } from 'zod';
import { finding, type Finding } from '../../../core/findings/finding';
import type { LedgerCache } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import type { Decimal } from '../../../core/money/decimal';
import { TransportError } from '../../../core/transport/http';
import type { QuickBooksClient } from './client';
import type { CompanyFacts } from './company';
import { LEDGER_NAME } from './failures';
import { decimalOf } from './numbers';

const HOUR_MS = 3_600_000;

const answerSchema = z.object({ ExchangeRate: z.object({ Rate: z.number().positive().max(1e9) }) });

/** "EUR 2026-03-01" -> home units for one unit */
export type ExchangeRates = ReadonlyMap<string, Decimal>;

export const rateKey = ({ currency, date }: Pick<LedgerDocument, 'currency' | 'date'>): string =>
	`${currency} ${date}`;

const isForeign = ({ currency }: LedgerDocument, { company }: CompanyFacts): boolean =>
	company.multiCurrency && currency !== company.currency;

/** The company's rates for the foreign documents that bring none; a day without one is left out. */
export async function readRates(
	client: QuickBooksClient,
	cache: LedgerCache,
	documents: readonly LedgerDocument[],
	facts: CompanyFacts,
): Promise<ExchangeRates> {
	const rates = new Map<string, Decimal>();
	const wanted = documents.filter(
		(document) => isForeign(document, facts) && document.exchangeRate === undefined,
	);
	for (const document of new Map(wanted.map((each) => [rateKey(each), each])).values()) {
		const key = rateKey(document);
		const cached = z
			.string()
			.min(1)
			.safeParse(await cache.get(`rate/${key}`));
		const rate = cached.success ? cached.data : await readRate(client, document);
		if (rate === undefined) continue;
		rates.set(key, rate);
		if (!cached.success) await cache.set(`rate/${key}`, rate, HOUR_MS);
	}
	return rates;
}

async function readRate(
	client: QuickBooksClient,
	{ currency, date }: LedgerDocument,
): Promise<Decimal | undefined> {
	try {
		const answer = await client.get('exchangerate', { sourcecurrencycode: currency, asofdate: date });
		const parsed = answerSchema.safeParse(answer);
		return parsed.success ? decimalOf(parsed.data.ExchangeRate.Rate) : undefined;
	} catch (error) {
		// the currency is not set up, or has no rate: the document is held with that
		if (error instanceof TransportError && error.failure === 'rejected') return undefined;
		throw error;
	}
}

/** The rate of a foreign document; undefined for one in the home currency. */
export function rateOf(
	document: LedgerDocument,
	facts: CompanyFacts & { readonly rates: ExchangeRates },
): Decimal | undefined {
	if (!isForeign(document, facts)) return undefined;
	return document.exchangeRate ?? facts.rates.get(rateKey(document));
}

/** EXCHANGE_RATE_MISSING for a foreign document without a rate. */
export function checkRate(
	document: LedgerDocument,
	facts: CompanyFacts & { readonly rates: ExchangeRates },
): readonly Finding[] {
	if (!isForeign(document, facts) || rateOf(document, facts) !== undefined) return [];
	const { currency, date } = document;
	const evidence = { ledger: LEDGER_NAME, currency, home: facts.company.currency, date };
	return [finding('EXCHANGE_RATE_MISSING', { path: 'exchangeRate', evidence })];
}
