/** Where the shop is registered for tax, as the bookkeeper says it. Nothing said: nothing is concluded from it. */
import { z } from 'zod';
import { finding, type Finding } from '../findings/finding';
import { parseMoney, type Money } from '../money/money';
import { held, done, type Outcome } from '../outcome';
import type { LimitedScheme } from './data/limits';
import { taxCountry, type TaxPlace } from './taxPlace';

/** What a person enters; see `parseRegistrations`. */
export interface RegistrationsInput {
	/** the country (or state) the shop is at home in: "DE", "US-NY" */
	readonly home: string;
	/** oss: the One-Stop-Shop of the EU; ioss: the Import One-Stop-Shop */
	readonly schemes?: readonly ('oss' | 'ioss')[];
	/** other places with a registration: "GB", "US-CA", "CA-QC" */
	readonly places?: readonly string[];
	/** limits of schemes in the shop's own currency, "130.00 GBP"; otherwise those of the law are used where the currency fits */
	readonly limits?: Readonly<Partial<Record<LimitedScheme, string>>>;
}

export interface TaxRegistrations {
	readonly home: string;
	readonly oss: boolean;
	readonly ioss: boolean;
	/** countries and regions, "GB", "US-CA" */
	readonly places: ReadonlySet<string>;
	/** countries of which regions are named: a region of them that is not named has no registration */
	readonly byRegion: ReadonlySet<string>;
	readonly limits: Readonly<Partial<Record<LimitedScheme, Money>>>;
}

const schema = z.strictObject({
	home: z.string().min(1).max(20),
	schemes: z
		.array(z.enum(['oss', 'ioss']))
		.max(2)
		.optional(),
	places: z.array(z.string().max(20)).max(500).optional(),
	limits: z
		.strictObject({
			ioss: z.string().max(40).optional(),
			ukImport: z.string().max(40).optional(),
			lowValueImport: z.string().max(40).optional(),
		})
		.optional(),
});

/** "us-ca" is US-CA; undefined when it is no place. */
function placeCode(text: string): string | undefined {
	const match = /^([A-Za-z]{2})(?:-([A-Za-z0-9]{1,3}))?$/.exec(text.trim());
	const country = match?.[1] === undefined ? undefined : taxCountry(match[1]);
	if (country === undefined) return undefined;
	return match?.[2] === undefined ? country : `${country}-${match[2].toUpperCase()}`;
}

function moneyOf(text: string): Money | undefined {
	const [amount, currency, ...rest] = text.trim().split(/\s+/);
	if (amount === undefined || currency === undefined || rest.length > 0) return undefined;
	const parsed = parseMoney(amount, currency.toUpperCase());
	return typeof parsed === 'string' ? undefined : parsed;
}

const invalid = (path: string, value: string, problem: string): Finding =>
	finding('TAX_REGISTRATION_INVALID', { path, evidence: { value, problem } });

/**
 * Reads what a person entered.
 * @returns the registrations; or TAX_REGISTRATION_INVALID for each value that cannot be used
 */
export function parseRegistrations(json: unknown): Outcome<TaxRegistrations> {
	const result = schema.safeParse(json);
	if (!result.success) {
		return held(
			result.error.issues.map(({ path, message }) =>
				invalid(`registrations.${path.join('.')}`, path.join('.'), message),
			),
		);
	}
	const { home: homeText, schemes = [], places: texts = [], limits: limitTexts = {} } = result.data;
	const findings: Finding[] = [];
	const codes: string[] = [];
	[homeText, ...texts].forEach((text, index) => {
		const code = placeCode(text);
		if (code !== undefined) codes.push(code);
		else
			findings.push(
				invalid(index === 0 ? 'home' : `places[${index - 1}]`, text, 'it is no country or region'),
			);
	});
	const limits: Partial<Record<LimitedScheme, Money>> = {};
	for (const [scheme, text] of Object.entries(limitTexts)) {
		if (text === undefined || text.trim() === '') continue;
		const money = moneyOf(text);
		if (money === undefined)
			findings.push(invalid(`limits.${scheme}`, text, 'it is no amount with a currency'));
		else limits[scheme as LimitedScheme] = money;
	}
	const [home = ''] = codes;
	if (findings.length > 0) return held(findings);
	return done({
		home: home.slice(0, 2),
		oss: schemes.includes('oss'),
		ioss: schemes.includes('ioss'),
		places: new Set(codes),
		byRegion: new Set(
			codes
				// a Canadian home says nothing about the provinces' own taxes
				.filter((code, index) => code.includes('-') && (index > 0 || code.startsWith('US-')))
				.map((code) => code.slice(0, 2)),
		),
		limits,
	});
}

/** Whether there is a registration for a place: for its country, or for its state or province where those count. */
export function isRegistered({ places, byRegion, home }: TaxRegistrations, place: TaxPlace): boolean {
	const { country, region, outsideVat } = place;
	if (region !== undefined && places.has(region)) return true;
	if (outsideVat !== undefined) return false;
	// at home, named regions are the only ones; abroad, a country alone means all of it
	return places.has(country) && !(byRegion.has(country) && country === home);
}
