/** The shop's one location: where point-of-sale orders are made. */
import { gid } from '../shop/ids';
import type { Shop } from '../shop/shop';

export class LocationNode {
	readonly __typename = 'Location';
	readonly isActive = true;
	readonly isPrimary = true;
	readonly isFulfillmentService = false;
	readonly id: string;
	readonly legacyResourceId: string;
	readonly name: string;
	readonly address: object;

	constructor({ locationId, details }: Shop) {
		this.id = gid('Location', locationId);
		this.legacyResourceId = String(locationId);
		this.name = details.name;
		this.address = {
			countryCode: details.country,
			provinceCode: details.region ?? null,
			formatted: [details.country],
		};
	}
}
