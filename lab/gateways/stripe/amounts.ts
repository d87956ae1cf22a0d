/** Stripe's integers: https://docs.stripe.com/currencies. The lab's own table, so that it can witness for the connector's. */
import { isoDigits } from '../../daybook/currency';

const DIGITS: Readonly<Record<string, number>> = {
	BIF: 0,
	CLP: 0,
	DJF: 0,
	GNF: 0,
	JPY: 0,
	KMF: 0,
	KRW: 0,
	MGA: 0,
	PYG: 0,
	RWF: 0,
	VND: 0,
	VUV: 0,
	XAF: 0,
	XOF: 0,
	XPF: 0,
	BHD: 3,
	JOD: 3,
	KWD: 3,
	OMR: 3,
	TND: 3,
};

/** Minor units of ISO 4217 as Stripe writes them. */
export function stripeAmount(units: bigint, currency: string): number {
	const shift = (DIGITS[currency] ?? 2) - (isoDigits(currency) ?? 2);
	return Number(shift >= 0 ? units * 10n ** BigInt(shift) : units / 10n ** BigInt(-shift));
}
