/** Finds the ledger's tax code of one line, for each way in which a ledger may treat sales tax. */
import type { LedgerTaxCode } from '../documents/parts';
import { finding, type Finding } from '../findings/finding';
import type { LedgerCompany, LedgerTaxCodeDetail } from '../ledger/connector';
import { percentText } from '../money/rate';
import { ruleText, type RuleBook } from '../rules/mostSpecific';
import { plainCode, totalRate, type TaxCodeIndex } from './codes';
import { factsText, type TaxedFacts } from './facts';
import { isSameRate } from './rateTable';
import type { TaxRegistrations } from './registrations';

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
	/** where the shop is registered; without them nothing is said about registrations, and rules know no jurisdictions */
	readonly registrations?: TaxRegistrations;
	/** whether sales without tax where one is due are remarked; default true, and never without registrations */
	readonly expectTax?: boolean;
}

/** A code, none where the ledger has none, or why there is none. */
export type CodeResult = { readonly code?: LedgerTaxCode; readonly problem?: Finding };

function rateDiffers(code: LedgerTaxCodeDetail, { rate }: TaxedFacts): Finding | undefined {
	const ledgerRate = totalRate(code);
	if (isSameRate(rate, ledgerRate)) return undefined;
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

/** In the US a line is only taxable or not; with automated sales tax the ledger finds the rates from the address. */
function usCode(ledger: string, taxable: boolean): LedgerTaxCode {
	const id = taxable ? 'TAX' : 'NON';
	return { ledger, id, name: id, rates: [] };
}

/** Decides the code of a line from its facts, for each way in which a ledger may treat sales tax. */
export function codeDecider(
	book: RuleBook<string>,
	codes: TaxCodeIndex,
	{ taxModel, ledger, matchByRate, usSalesTax = 'ledger' }: TaxOptions,
): (facts: TaxedFacts) => CodeResult {
	return (facts) => {
		if (taxModel === 'none') return {};
		if (taxModel === 'codes') return byRules(facts, book, codes, matchByRate);
		if (usSalesTax === 'account') return {};
		// with manual sales tax a taxed line needs one of the company's tax groups; what is not taxed needs no rule
		if (taxModel === 'usManual' && facts.isTaxed) return byRules(facts, book, codes, matchByRate);
		return { code: usCode(ledger, facts.isTaxed) };
	};
}
