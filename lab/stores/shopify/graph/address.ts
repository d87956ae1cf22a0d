/** Addresses: country and region are always there; names, streets and postcodes are personal data. */
import { gid, numericId } from '../shop/ids';
import { notApproved } from './access';
import type { Session } from './session';

const countryNames = new Intl.DisplayNames('en', { type: 'region' });

interface Place {
	readonly country: string;
	readonly region?: string;
	readonly postcode?: string;
}

export class MailingAddressNode {
	readonly __typename = 'MailingAddress';
	readonly #place: Place;
	readonly #name: string | undefined;
	readonly #key: string;
	readonly #showsPersonalData: boolean;

	constructor(key: string, place: Place, name: string | undefined, session: Session) {
		this.#place = place;
		this.#name = name;
		this.#key = key;
		this.#showsPersonalData = session.showsPersonalData;
	}

	get id(): string {
		return `${gid('MailingAddress', numericId('MailingAddress', this.#key))}?model_name=Address`;
	}

	get country(): string | null {
		return countryNames.of(this.#place.country) ?? null;
	}

	get countryCode(): string {
		return this.#place.country;
	}

	get countryCodeV2(): string {
		return this.#place.country;
	}

	get provinceCode(): string | null {
		return this.#place.region ?? null;
	}

	get zip(): string | null {
		return this.#showsPersonalData ? (this.#place.postcode ?? null) : null;
	}

	get name(): string | null {
		return this.#showsPersonalData ? (this.#name ?? null) : null;
	}

	get lastName(): string | null {
		return this.name;
	}

	formatted(): string[] {
		if (!this.#showsPersonalData) throw notApproved('formatted');
		return [this.#place.postcode, this.country].filter((line) => typeof line === 'string');
	}
}
