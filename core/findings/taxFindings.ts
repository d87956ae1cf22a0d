/** The findings about tax codes, rates and registrations: a part of the catalogue. */
import { entry } from './entry';

export const TAX_FINDINGS = {
	TAX_CODE_MISSING: entry(
		'error',
		'No tax rule matches {description}.',
		'Add a rule in the Tax Resolver. {suggestion}',
	),
	TAX_CODE_AMBIGUOUS: entry(
		'error',
		'{count} tax rules match {description} equally well: {rules}.',
		'Make one of the rules more specific, or remove one.',
	),
	TAX_CODE_UNKNOWN: entry(
		'error',
		'The tax code "{code}" of the rule does not exist in the ledger or is inactive.',
		'Pick the tax code again in the Tax Resolver.',
	),
	TAX_RATE_DIFFERS: entry(
		'error',
		"The shop charged {shopRate} %, but the ledger's code {code} has {ledgerRate} %.",
		'Pick the tax code with the rate the shop charged, or correct the rate in the shop.',
	),
	TAX_AMOUNT_UNUSUAL: entry(
		'warning',
		'{name}: {amount} was charged where {rate} % of {base} would be {expected} {currency}.',
		'The amount of the shop is posted. If it is wrong there, correct it there.',
	),
	TAX_EXPECTED: entry(
		'warning',
		'No tax was charged on {what}, where one is due: {reason}.',
		'Check {check} in the shop. What is untaxed on purpose needs nothing; the switch "Warn About Missing Tax" of the Tax Resolver turns this off.',
	),
	TAX_NOT_EXPECTED: entry(
		'warning',
		'{name} of {rate} % was charged on {what}: {reason}.',
		'Check {check} in the shop. The tax that was charged is booked and is owed; give it back to the customer by a refund if it was wrong.',
	),
	TAX_NO_REGISTRATION: entry(
		'error',
		'{name} of {rate} % was charged to {place}, where the shop is not registered.',
		'If the shop is registered there, say so under Registrations in the Tax Resolver. If it is not, stop charging this tax in the shop, and ask your tax adviser what becomes of what was charged; then register, or give it back.',
	),
	TAX_JURISDICTION_UNKNOWN: entry(
		'warning',
		'Where the tax on {what} belongs cannot be told: {problem}.',
		'Add the country to the address of the order in the shop. Countries are two letters of ISO 3166, such as GB.',
	),
	TAX_RATE_NOT_IN_FORCE: entry(
		'warning',
		'{name} of {rate} % was charged to {place} on {on}, where the rates known for that day are {rates} (as of {checked}){hint}.',
		"The shop's amount is booked. Correct the rate in the shop's tax settings; if the rate is newer than the day given, check it with the tax authority.",
	),
	TAX_OVER_LIMIT: entry(
		'warning',
		'{name} was charged under {scheme}, which is for consignments of at most {limit}; this one is worth {value}.',
		'Set the limit in the shop, so that such orders are exports without tax; the buyer pays at the border. Ask your tax adviser about the tax that was charged.',
	),
	TAX_REGISTRATION_INVALID: entry(
		'error',
		'"{value}" cannot be used under Registrations: {problem}.',
		'Write a country (GB), or a state or province (US-CA, CA-QC); several separated by commas. A limit is an amount with its currency (130.00 GBP).',
	),
} as const;
