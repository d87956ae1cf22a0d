/** The shop itself and the app's installation in it. */
import { DateTime } from 'luxon';
import { PLANS } from '../options';
import { gid } from '../shop/ids';
import type { Session } from './session';

export class ShopNode {
	readonly __typename = 'Shop';
	readonly #session: Session;

	constructor(session: Session) {
		this.#session = session;
	}

	get id(): string {
		return gid('Shop', this.#session.shop.id);
	}

	get name(): string {
		return this.#session.shop.details.name;
	}

	get myshopifyDomain(): string {
		return this.#session.shop.domain;
	}

	get url(): string {
		return `https://${this.#session.shop.domain}`;
	}

	get primaryDomain(): object {
		return { host: this.#session.shop.domain, url: this.url, sslEnabled: true };
	}

	get currencyCode(): string {
		return this.#session.shop.details.currency;
	}

	/** The shop's own currency and those that customers paid in. */
	get enabledPresentmentCurrencies(): string[] {
		const orders = this.#session.shop.orders.sorted('id');
		return [...new Set([this.currencyCode, ...orders.map(({ placed }) => placed.currency)])];
	}

	get ianaTimezone(): string {
		return this.#session.shop.details.timeZone;
	}

	get timezoneOffset(): string {
		return this.#time().toFormat('ZZZ');
	}

	get timezoneOffsetMinutes(): number {
		return this.#time().offset;
	}

	get timezoneAbbreviation(): string {
		return this.#time().offsetNameShort ?? '';
	}

	get taxesIncluded(): boolean {
		return this.#session.shop.details.pricesIncludeTax;
	}

	/** Whether shipping was ever taxed: the day book has no setting for it. */
	get taxShipping(): boolean {
		const orders = this.#session.shop.orders.sorted('id');
		return orders.some(({ placed }) =>
			placed.lines.some(({ type, taxes }) => type === 'shipping' && taxes.length > 0),
		);
	}

	get plan(): object {
		const { plan } = this.#session;
		const { name } = PLANS[plan];
		return {
			publicDisplayName: name,
			displayName: name,
			shopifyPlus: plan === 'plus',
			partnerDevelopment: false,
		};
	}

	get shopAddress(): object {
		const { country, region } = this.#session.shop.details;
		return { countryCodeV2: country, provinceCode: region ?? null, formatted: [country] };
	}

	#time(): DateTime {
		return DateTime.fromMillis(this.#session.shop.now(), { zone: this.ianaTimezone });
	}
}

export const appInstallationNode = (session: Session): object => ({
	__typename: 'AppInstallation',
	id: gid('AppInstallation', session.shop.id),
	accessScopes: [...session.scopes].map((handle) => ({ handle, description: handle.replaceAll('_', ' ') })),
});
