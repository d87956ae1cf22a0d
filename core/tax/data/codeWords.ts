/**
 * What names of tax codes say, by law and language, and what ledgers themselves say a code is for. Names are compared in small
 * letters without accents. Words are data: a language is a line more.
 */
import type { Jurisdiction } from '../jurisdiction';

type Law = Jurisdiction | 'noSale';

type Words = Readonly<Partial<Record<'en' | 'fr' | 'de' | 'es' | 'signs', readonly string[]>>>;

const NONE: Words = {
	en: ['out of scope', 'no (vat|tax|gst)', 'not applicable', 'none', 'bas excluded'],
	fr: ['hors champ', 'sans (tva|taxe)', 'non soumis(e)?', 'non assujetti(e)?'],
	de: ['ohne (ust|mwst|umsatzsteuer|mehrwertsteuer|steuer)', 'nicht steuerbar', 'keine (ust|mwst|steuer)'],
	es: ['sin (iva|impuestos?)', 'no sujet[oa]s?', 'fuera de ambito'],
};

/** Regular expressions of whole words; those of names that an accountant would give, and those that ledgers come with. */
export const CODE_WORDS: Readonly<Record<Law, Words>> = {
	domestic: {
		en: ['standard', 'reduced', 'zero', 'output', 'income', 'sales?', 'gst on', 'collected'],
		fr: ['normal', 'taux normal', 'reduit', 'intermediaire', 'collectee', 'ventes?'],
		de: [
			'normal',
			'regelsteuersatz',
			'ermassigt',
			'umsatzsteuer',
			'ust',
			'mwst',
			'mehrwertsteuer',
			'inland',
			'verkauf',
		],
		es: ['general', 'reducido', 'superreducido', 'repercutido', 'ventas?', 'nacional'],
		signs: ['s', 'z'],
	},
	otherState: {
		en: ['out of state', 'no (vat|tax|gst)', 'non[ -]?taxable', 'exempt', 'none', 'out of scope'],
	},
	oss: { en: ['oss', 'one[ -]stop', 'moss'], fr: ['guichet unique'], es: ['ventanilla unica'] },
	ioss: { en: ['ioss', 'import one[ -]stop'], fr: ['guichet unique.*import(ation)?s?'] },
	ukImport: {
		en: ['uk', 'gb', 'united kingdom', 'low value'],
		fr: ['royaume[ -]uni'],
		de: ['grossbritannien'],
		es: ['reino unido'],
	},
	lowValueImport: { en: ['low value', 'imports?', 'voec'], de: ['einfuhr'], es: ['importacion(es)?'] },
	export: {
		en: ['exports?(ed)?', 'exempt export', 'outside', 'rest of (the )?world', 'row'],
		fr: ['exportations?', 'hors (ue|cee|union)', 'pays tiers'],
		de: ['ausfuhr(en)?', 'ausfuhrlieferung(en)?', 'drittland', 'export'],
		es: ['exportacion(es)?', 'fuera de la ue', 'terceros paises', 'extracomunitari[oa]s?'],
	},
	reverseCharge: {
		en: ['reverse', 'rc', 'intra', 'ec (goods|sales|services|supplies)', 'ecg', 'b2b'],
		fr: ['autoliquidation', 'intra[ -]?communautaires?'],
		de: ['innergemeinschaftlich(e|en|er)?', 'ig lieferung(en)?', 'steuerschuldnerschaft.*', 'reverse'],
		es: ['intracomunitari[oa]s?', 'inversion del sujeto pasivo'],
	},
	exempt: {
		en: ['exempt'],
		fr: ['exoneree?s?', 'exemptee?s?', 'franchise'],
		de: ['steuerfrei(e|er)?', 'befreit'],
		es: ['exent[oa]s?'],
	},
	marketplace: { ...NONE, en: ['marketplace', ...(NONE.en ?? [])] },
	noSale: { ...NONE, en: [...(NONE.en ?? []), 'non'] },
};

/** Words that say a code is for something else than a sale at home. */
export const SPECIAL_WORDS: Words = {
	en: [
		...['eu', 'ec', 'acquisition', 'postponed', 'purchases?', 'input', 'gst on imports?', 'bas excluded'],
		...[
			'outside',
			'exports?',
			'imports?',
			'low value',
			'voec',
			'marketplace',
			'no (vat|tax|gst)',
			'out of scope',
		],
	],
	fr: ['deductible', 'achats?', 'importations?'],
	de: ['vorsteuer', 'einfuhr', 'eu', 'einkauf'],
	es: ['soportado', 'compras?', 'importacion(es)?'],
};

/** "zero" and "exempt" as names of codes and tax classes have them. */
export const UNTAXED_WORDS: Readonly<Record<'zero' | 'exempt', Words>> = {
	zero: {
		en: ['zero', 'zero[ -]rated', 'z'],
		fr: ['taux zero', 'taux nul'],
		de: ['nullsatz', 'null'],
		es: ['cero', 'tipo cero'],
	},
	exempt: CODE_WORDS.exempt,
};

/** What a ledger itself says a code is reported as: the laws it is for; none for what is no sale of goods or services at all. */
const REPORTED: readonly (readonly [pattern: string, laws: readonly Law[]])[] = [
	// https://developer.xero.com/documentation/api/accounting/types#report-tax-types
	['(OUTPUT|SROUTPUT|RROUTPUT)[234]?(Y\\d\\d)?|SALESOUTPUT|ZERORATED(OUTPUT)?|ZROUTPUT', ['domestic']],
	['EXEMPTOUTPUT|ESN?33OUTPUT', ['exempt', 'domestic']],
	['EXEMPTEXPORT|ZEROEXPOUTPUT|ZREXPORT', ['export']],
	['EC(ZR)?OUTPUT(SERVICES)?|REVERSECHARGES', ['reverseCharge']],
	['MOSSSALES', ['oss']],
	['BASEXCLUDED|NONE(OUTPUT)?|NOTREPORTED|OSOUTPUT2?', ['noSale', 'marketplace', 'otherState']],
	[
		'.*INPUT.*|.*IMPORTS?|CAP.*|GOODSIMPORT|.*ACQUISITIONS|DRCHARGE.*|SHOUTPUT|ACC.*28.*|BADDEBT.*|TOURISTREFUND',
		[],
	],
];

const REPORTED_AS = REPORTED.map(([pattern, laws]) => ({ is: new RegExp(`^(${pattern})$`), laws }));

/** @returns the laws; undefined where the ledger says nothing, or something that is not known */
export function lawsReported(as: string | undefined): readonly Law[] | undefined {
	return as === undefined ? undefined : REPORTED_AS.find(({ is }) => is.test(as))?.laws;
}

/** All words of all languages as one expression over a folded name. */
export const wordsPattern = (words: Words): RegExp =>
	new RegExp(`(^|[^a-z])(${Object.values(words).flat().join('|')})(?![a-z])`);

/** Small letters without accents: "Ermäßigt" is "ermassigt". */
export const folded = (text: string): string =>
	text.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '');
