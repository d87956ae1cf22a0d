/** Names of accounts and gateways, compared as people read them: without case, accents and punctuation. */

/** "Erlöse (19 %)" is "erlose 19". */
export function plainName(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/ß/g, 'ss')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/** Shorter stems mean only whole words ("vat", "fees"), longer ones may stand inside a compound ("Versanderlöse"). */
const WHOLE_WORD = 3;
const INSIDE = 5;

function hasStem(name: string, stem: string): boolean {
	if (stem.length <= WHOLE_WORD) return [stem, `${stem}s`].some((word) => ` ${name} `.includes(` ${word} `));
	if (stem.length >= INSIDE) return name.includes(stem);
	return ` ${name}`.includes(` ${stem}`);
}

export interface TermMatch {
	readonly term: string;
	readonly stems: number;
	/** 0 to 1: how much of the name the term is */
	readonly coverage: number;
}

/** The term that says most about a name, of those whose stems all occur in it. @param name as `plainName` gives it */
export function bestTerm(name: string, terms: readonly string[]): TermMatch | undefined {
	const letters = name.replace(/ /g, '').length;
	let best: TermMatch | undefined;
	for (const term of terms) {
		const stems = term.split(' ');
		if (!stems.every((stem) => hasStem(name, stem))) continue;
		const coverage = Math.min(1, stems.join('').length / Math.max(1, letters));
		const better =
			best === undefined ||
			stems.length > best.stems ||
			(stems.length === best.stems && coverage > best.coverage);
		if (better) best = { term, stems: stems.length, coverage };
	}
	return best;
}

/** Words beside a term that make an account no more special. */
const GENERAL = /\b(accounts?|konto|compte|cuenta|rekening|conto|online|payments?|gateways?|shop|web)\b/g;

/** Whether a name says nothing but the term: "Clearing account", not "Marketplace clearing". */
export function saysOnly(name: string, { term }: TermMatch): boolean {
	const stems = term.split(' ');
	const words = name
		.replace(GENERAL, ' ')
		.split(' ')
		.filter((word) => word !== '');
	return words.every((word) => stems.some((stem) => word.includes(stem)));
}

/** What gateways are called beside their own key. */
const ALIASES: readonly (readonly [key: RegExp, names: readonly string[]])[] = [
	[/^shopify/, ['shopify payments', 'shopify']],
	[/paypal|ppcp|ppec/, ['paypal']],
	[/stripe/, ['stripe']],
	[/^woocommerce_payments|woopayments/, ['woocommerce payments', 'woopayments', 'woo payments']],
	[
		/^(bacs|bank|banktransfer|bank_transfer|bank deposit)/,
		['bank transfer', 'bacs', 'uberweisung', 'virement', 'transferencia', 'overschrijving'],
	],
	[
		/^(cod|cash_on_delivery|cash on delivery)/,
		['cash on delivery', 'cod', 'nachnahme', 'contre remboursement', 'contrareembolso', 'rembours'],
	],
	[/^(cheque|check)/, ['cheque', 'scheck', 'check']],
	[/klarna/, ['klarna']],
	[/amazon/, ['amazon']],
	[/square/, ['square']],
	[/mollie/, ['mollie']],
	[/adyen/, ['adyen']],
	[/braintree/, ['braintree']],
	[/afterpay|clearpay/, ['afterpay', 'clearpay']],
	[/authorize/, ['authorize net', 'authorize']],
	[/^cash$/, ['cash', 'kasse', 'caisse', 'caja', 'kas']],
];

/** Words of keys that say nothing about which gateway it is. */
const FILLER = /\b(gateway|payments?|pay|checkout|for|the|express|standard|cc|credit|debit|cards?)\b/g;

/** The names by which accounts of a gateway are known, the most telling first. */
export function gatewayTerms(gateway: string): readonly string[] {
	const key = gateway.toLowerCase();
	const own = plainName(gateway.replace(/_/g, ' '));
	const telling = own.replace(FILLER, ' ').replace(/\s+/g, ' ').trim();
	const known = ALIASES.find(([pattern]) => pattern.test(key))?.[1] ?? [];
	return [...new Set([own, ...known, ...(telling === '' ? [] : [telling])])].filter((term) => term !== '');
}

/** Every gateway's name that is known, to tell that an account is another gateway's. */
const KNOWN: readonly string[] = ALIASES.flatMap(([, names]) => names).filter(
	(name) => !['check', 'cash', 'kas', 'square', 'rembours', 'virement'].includes(name),
);

/** A gateway that the name is about and that is none of these terms; undefined when there is none. */
export function otherGateway(name: string, terms: readonly string[]): string | undefined {
	return KNOWN.find((known) => !terms.includes(known) && bestTerm(name, [known]) !== undefined);
}
