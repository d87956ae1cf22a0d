/** Small things that the connectors of gateways share in reading. */
import type { FindingCode } from '../findings/catalogue';
import { finding, type Finding } from '../findings/finding';
import { isCurrency, type CurrencyCode } from '../money/currency';
import { fromMinorUnits } from '../money/money';

const MALFORMED = {
	payout: 'PAYOUT_MALFORMED',
	dispute: 'DISPUTE_MALFORMED',
} as const satisfies Record<string, FindingCode>;

/** A problem that the catalogue has no words of its own for. @param thing what is read: decides the words */
export function malformed(thing: keyof typeof MALFORMED, problem: string, path?: string): Finding {
	return finding(MALFORMED[thing], { ...(path === undefined ? {} : { path }), evidence: { problem } });
}

/** The currency of a code in capitals or small letters; undefined when there is none such. */
export function currencyOf(code: unknown): CurrencyCode | undefined {
	const text = typeof code === 'string' ? code.toUpperCase() : '';
	return isCurrency(text) ? text : undefined;
}

/** Signed minor units as text: "-12.30". */
export function signedText(units: bigint, currency: CurrencyCode): string {
	return units < 0n ? `-${fromMinorUnits(-units, currency).amount}` : fromMinorUnits(units, currency).amount;
}
