/** Where Stripe's API is, and which version of it is spoken. Pure functions; the credential signs the requests. */

/** Pinned: an account's own default version may be years old. https://docs.stripe.com/api/versioning */
export const STRIPE_VERSION = '2026-10-28.endive';

const PRODUCTION = 'https://api.stripe.com';

/** The address of the API, without a slash at the end. @param baseUrl that of a lab; empty for Stripe itself */
export function stripeAddress(baseUrl = ''): string {
	const base = baseUrl.trim().replace(/\/+$/, '');
	return base === '' ? PRODUCTION : base;
}
