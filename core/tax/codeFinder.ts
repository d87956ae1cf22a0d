/** Finds the ledger's tax code of one line, for each way in which a ledger may treat sales tax. */
import type { LedgerTaxCode, Place } from '../documents/parts';
import { minorUnits } from '../money/money';
import { finding, type Finding } from '../findings/finding';
import type { LedgerCompany, LedgerTaxCodeDetail } from '../ledger/connector';
import { compareRates, percentText, rateDifference, type Rate } from '../money/rate';
import { ruleText, type RuleBook } from '../rules/mostSpecific';
import { plainCode, totalRate, type TaxCodeIndex } from './codes';
import { factsText, taxFacts, type TaxedFacts, type TaxedThing } from './facts';

export interface TaxOptions {
	/** "quickbooks" */
	readonly ledger: string;
	/** how sales tax works in the company's books */
	readonly taxModel: LedgerCompany['taxModel'];
	/** where no rule matches: take the ledger's only code with exactly the rates that were charged */
	readonly matchByRate: boolean;
	/**
	 * In the US: "ledger" (default) leaves the tax to the ledger's sales tax; "account" gives lines no code, so that the tax is a
	 * line on the account that the Account Mapper has for "taxPayable". Then the ledger's own tax report stays empty.
	 */
	readonly usSalesTax?: 'ledger' | 'account';
}

/** A code, none where the ledger has none, or why there is none. */
export type CodeResult = { readonly code?: LedgerTaxCode; readonly problem?: Finding };

/** Shops cut their rates after some digits; a hundredth of a percent is no other rate. */
const SAME_RATE: Rate = { units: 1n, scale: 10_000n };

function rateDiffers(code: LedgerTaxCodeDetail, { rate }: TaxedFacts): Finding | undefined {
	const ledgerRate = totalRate(code);
	if (compareRates(rateDifference(rate, ledgerRate), SAME_RATE) <= 0) return undefined;
	return finding('TAX_RATE_DIFFERS', {
		evidence: { shopRate: percentText(rate), code: code.name, ledgerRate: percentText(ledgerRate) },
	});
}

function suggestion(codes: readonly LedgerTaxCodeDetail[], { rate, ours }: TaxedFacts): string {
	const what = ours.length === 0 ? 'without tax' : `with ${percentText(rate)} %`;
	if (codes.length === 0) return `The ledger has no active sales code ${what}; create it there first.`;
	return `Codes of the ledger ${what}: ${codes.map(({ name }) => name).join(', ')}.`;
}

function byRules(
	thing: TaxedFacts,
	book: RuleBook<string>,
	codes: TaxCodeIndex,
	matchByRate: boolean,
): CodeResult {
	const match = book.find(thing.facts);
	const description = factsText(thing.facts);
	switch (match.kind) {
		case 'tie':
			return {
				problem: finding('TAX_CODE_AMBIGUOUS', {
					evidence: { count: match.rules.length, description, rules: match.rules.map(ruleText).join(', ') },
				}),
			};
		case 'match': {
			const code = codes.find(match.rule.then);
			if (code === undefined) {
				return { problem: finding('TAX_CODE_UNKNOWN', { evidence: { code: match.rule.then } }) };
			}
			const problem = rateDiffers(code, thing);
			return problem === undefined ? { code: plainCode(code) } : { problem };
		}
		case 'none': {
			const exact = matchByRate ? codes.withRatesOf(thing.ours) : [];
			const [only] = exact;
			if (only !== undefined && exact.length === 1) return { code: plainCode(only) };
			const candidates = suggestion(codes.withTotal(thing.rate), thing);
			return { problem: finding('TAX_CODE_MISSING', { evidence: { description, suggestion: candidates } }) };
		}
	}
}

const isTaxable = ({ ours, rate }: TaxedFacts): boolean =>
	rate.units > 0n || ours.some((tax) => minorUnits(tax.amount) > 0n);

/** In the US a line is only taxable or not; with automated sales tax the ledger finds the rates from the address. */
function usCode(ledger: string, taxable: boolean): LedgerTaxCode {
	const id = taxable ? 'TAX' : 'NON';
	return { ledger, id, name: id, rates: [] };
}

/** Everything that a code depends on, as a text. */
function keyOf({ lineType, taxClass, taxes }: TaxedThing): string {
	let key = `${lineType}|${taxClass}`;
	for (const { name, rate, country, region, collectedBy, amount } of taxes) {
		key += `|${name}/${rate}/${country}/${region}/${collectedBy}/${minorUnits(amount) > 0n}`;
	}
	return key;
}

/** A finder for one document: equal lines are decided once, and a problem is reported once, at its first line. */
export function codeFinder(
	book: RuleBook<string>,
	codes: TaxCodeIndex,
	options: TaxOptions,
	where: { readonly shipTo: Place; readonly channel: string },
	findings: Finding[],
): (thing: TaxedThing, path: string) => LedgerTaxCode | undefined {
	const decided = new Map<string, CodeResult>();
	const decide = (thing: TaxedThing): CodeResult => {
		const { taxModel, ledger, matchByRate, usSalesTax = 'ledger' } = options;
		if (taxModel === 'none') return {};
		const facts = taxFacts(thing, where.shipTo, where.channel);
		if (taxModel === 'codes') return byRules(facts, book, codes, matchByRate);
		if (usSalesTax === 'account') return {};
		// with manual sales tax a taxed line needs one of the company's tax groups; what is not taxed needs no rule
		if (taxModel === 'usManual' && isTaxable(facts)) return byRules(facts, book, codes, matchByRate);
		return { code: usCode(ledger, isTaxable(facts)) };
	};
	return (thing, path) => {
		const key = keyOf(thing);
		let result = decided.get(key);
		if (result === undefined) {
			decided.set(key, (result = decide(thing)));
			if (result.problem !== undefined) findings.push({ ...result.problem, path });
		}
		return result.code;
	};
}
