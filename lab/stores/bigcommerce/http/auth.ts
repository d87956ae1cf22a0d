/** X-Auth-Token and what it may be used for. A token without the scope is known (403), an unknown one is not (401). */
import { timingSafeEqual } from 'node:crypto';
import type { LabRequest } from '../../../kit/platform';
import { Refusal } from './answers';

/** For each first part of a path the scopes of which one is enough; none for what every token may do. */
const SCOPES: readonly (readonly [path: RegExp, scopes: readonly string[]])[] = [
	[/^\/v3\/orders\/\d+\/transactions$/, ['store_v2_transactions']],
	[/^\/v3\/orders\/(\d+\/)?payment_actions\/refunds/, ['store_v2_transactions', 'store_v2_orders']],
	[/^\/v2\/(orders|order_statuses)/, ['store_v2_orders']],
	[/^\/v2\/(store|currencies|tax_classes|payments)/, ['store_v2_information']],
	[/^\/v3\/(settings|tax)\//, ['store_v2_information']],
	[/^\/v3\/channels/, ['store_channel_settings', 'store_v2_information']],
	[/^\/v3\/catalog/, ['store_v2_products']],
	[/^\/v3\/customers/, ['store_v2_customers']],
];

const same = (a: string, b: string): boolean =>
	a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

export class Auth {
	private readonly scopes: ReadonlySet<string>;

	constructor(
		private readonly accessToken: string,
		scopes: readonly string[],
	) {
		this.scopes = new Set(scopes);
	}

	/**
	 * @param path below the store, e.g. "/v2/orders"
	 * @throws Refusal 401, 403
	 */
	check({ headers }: LabRequest, path: string): void {
		const token = headers['x-auth-token'] ?? '';
		if (!same(token, this.accessToken)) throw unauthorized();
		const [, needed] = SCOPES.find(([pattern]) => pattern.test(path)) ?? [undefined, undefined];
		if (needed === undefined) return;
		// a scope that allows changes allows reading as well
		const isGranted = needed.some((scope) => this.scopes.has(scope) || this.scopes.has(`${scope}_read_only`));
		if (!isGranted) throw new Refusal(403, "You don't have a required scope to access the endpoint");
	}
}

export const unauthorized = (): Refusal => new Refusal(401, 'Unauthorized');
