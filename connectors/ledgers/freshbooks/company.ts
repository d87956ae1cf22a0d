/** The business: which of those the credential reaches, its country and currency. */
import { isCurrency } from '../../../core/money/currency';
import type { LedgerCompany } from '../../../core/ledger/connector';
import { TransportError } from '../../../core/transport/http';
import type { Me } from './payload';

export interface Business {
	readonly businessId: string;
	readonly businessUuid?: string;
	readonly name: string;
	/** as FreshBooks writes it: a name or a code */
	readonly country: string;
	/** the user's own id in the account, for what FreshBooks wants a member of staff */
	readonly staffId?: string;
}

/** Plain names for messages; tokens or markup have no place in them. */
const plain = (text: string): string => text.replace(/[^\p{L}\p{N} &.,()-]/gu, '').slice(0, 100);

/**
 * @param tenant the account id that the credential names
 * @throws TransportError "rejected" naming the businesses there are, when it is none of them
 */
export function businessOf(me: Me, tenant: string): Business {
	const memberships = me.business_memberships.map(({ business }) => business);
	const business = memberships.find(({ account_id: id }) => id === tenant);
	if (business === undefined) {
		const names = memberships.flatMap(({ name, account_id: id }) =>
			id === undefined || id === null ? [] : [`"${plain(name ?? '')}": ${plain(id)}`],
		);
		const list = names.length === 0 ? 'it is connected to none' : names.slice(0, 20).join(', ');
		throw new TransportError(
			'rejected',
			`The credential does not reach the business with this Account ID. Those it reaches: ${list}. Correct the Account ID in the credential.`,
		);
	}
	const role = (me.roles ?? []).find(
		({ accountid, role: name }) => accountid === tenant && (name === 'admin' || name === 'business_employee'),
	);
	const { id, business_uuid: uuid, name, address } = business;
	return {
		businessId: id,
		...(uuid === undefined || uuid === null || uuid === '' ? {} : { businessUuid: uuid }),
		name: name ?? tenant,
		country: address?.country ?? '',
		...(role?.userid === undefined || role.userid === null ? {} : { staffId: String(role.userid) }),
	};
}

const ALIASES: Readonly<Record<string, string>> = {
	'united states of america': 'US',
	usa: 'US',
	uk: 'GB',
	'great britain': 'GB',
};

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Names of today's codes; "UK", "DD" and the like stand for others. */
function namesOfRegions(): ReadonlyMap<string, string> {
	const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
	const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(
		(code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`,
	);
	return new Map(
		codes.flatMap((code): [string, string][] => {
			const name = names.of(code);
			return name === undefined ? [] : [[name.toLowerCase(), code]];
		}),
	);
}

let regions: ReadonlyMap<string, string> | undefined;

/** ISO 3166-1 alpha-2 of a country's English name; the text itself where it is none. */
export function countryCode(country: string): string {
	const text = country.trim();
	if (/^[A-Za-z]{2}$/.test(text) && ALIASES[text.toLowerCase()] === undefined) return text.toUpperCase();
	regions ??= namesOfRegions();
	return ALIASES[text.toLowerCase()] ?? regions.get(text.toLowerCase()) ?? text;
}

/**
 * @param currency of the business's settings
 * @param hasTaxes whether the business has taxes of its own to choose from
 * @throws TransportError when the currency is not known: nothing is assumed about it
 */
export function companyOf(
	tenant: string,
	business: Business,
	currency: string | null | undefined,
	hasTaxes: boolean,
): LedgerCompany {
	if (typeof currency !== 'string' || !isCurrency(currency))
		throw new TransportError(
			'rejected',
			'FreshBooks does not say which currency the business keeps its books in.',
		);
	return {
		ledger: 'freshbooks',
		tenant,
		name: business.name,
		country: countryCode(business.country),
		currency,
		// each currency has books of its own; reports are asked for in one
		multiCurrency: true,
		taxModel: hasTaxes ? 'codes' : 'none',
		findings: [],
	};
}
