/** Who is connected: `/auth/api/v1/users/me`, and the facts of the business: `systems/systems/{business_id}`. */
import type { Account } from './books/account';
import { isoText } from './books/time';

const IDENTITY = 4_711_001;

/** What the plan allows. */
const PERMISSIONS = {
	'manual_journal_entries_feature.access': { access: true },
	'flexible_chart_of_accounts.access': { access: true },
	'accounts_payable.access': { access: true },
};

function membership({ identity }: Account, index: number): object {
	const { businessId, businessUuid, name, accountId, country } = identity;
	return {
		id: 140_001 + index,
		role: 'owner',
		unacknowledged_change: false,
		business: {
			id: businessId,
			business_uuid: businessUuid,
			name,
			account_id: accountId,
			date_format: 'dd/mm/yyyy',
			address: { id: 76_001 + index, street: null, city: null, province: null, country, postal_code: null },
			phone_number: null,
			business_clients: [],
		},
	};
}

/** The person, with a membership in each business; there is no `result` layer here. */
export function me(accounts: readonly Account[], now: number): object {
	const each = <T>(value: (account: Account) => T) =>
		Object.fromEntries(accounts.map((one) => [one.identity.accountId, value(one)]));
	return {
		response: {
			id: IDENTITY,
			identity_id: IDENTITY,
			identity_uuid: '0b0c1f1e-6d0b-4a47-8a63-5f4f8f5c4711',
			first_name: 'Bea',
			last_name: 'Bookkeeper',
			email: 'bea@example.com',
			language: 'en',
			confirmed_at: isoText(now),
			created_at: isoText(now),
			unconfirmed_email: null,
			setup_complete: true,
			profile: {
				setup_complete: true,
				first_name: 'Bea',
				last_name: 'Bookkeeper',
				phone_number: null,
				address: null,
				professions: [],
				has_password: true,
			},
			phone_numbers: [{ title: '', phone_number: null }],
			addresses: [null],
			profession: null,
			links: {
				me: `/service/auth/api/v1/users?id=${IDENTITY}`,
				roles: `/service/auth/api/v1/users/role/${IDENTITY}`,
			},
			permissions: each(() => PERMISSIONS),
			groups: accounts.map(({ identity }, index) => ({
				id: 12_001 + index,
				group_id: 7_001 + index,
				role: 'owner',
				identity_id: IDENTITY,
				business_id: identity.businessId,
				active: true,
			})),
			subscription_statuses: each(() => 'active'),
			integrations: {},
			business_memberships: accounts.map(membership),
			identity_origin: null,
			roles: accounts.map(({ identity }, index) => ({
				id: 61_001 + index,
				role: 'admin',
				systemid: identity.businessId,
				userid: 1,
				created_at: isoText(now),
				links: { destroy: `/service/auth/api/v1/users/role/${61_001 + index}` },
				accountid: identity.accountId,
			})),
		},
	};
}

/** The settings of the business. */
export const systemView = ({ identity }: Account): object => ({
	id: identity.businessId,
	accounting_systemid: identity.accountId,
	business_id: identity.businessId,
	name: identity.name,
	country: identity.country,
	currency_code: identity.currency,
	timezone: identity.timeZone,
	date_format: 'dd/mm/yyyy',
});
