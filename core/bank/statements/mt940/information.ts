/** Field :86: in its three usual forms: the German sub-fields (?20, ?32), words between slashes (/REMI/), and free text. */
import { given, joined } from '../draft';

export interface Information {
	readonly description: string;
	readonly counterparty?: string;
	readonly reference?: string;
}

const filled = (text: string | undefined): string | undefined => given(text ?? '') || undefined;

const informationOf = (
	description: string,
	counterparty: string | undefined,
	reference: string | undefined,
): Information => ({
	description,
	...(counterparty === undefined ? {} : { counterparty }),
	...(reference === undefined ? {} : { reference }),
});

/** A sub-field of the purpose has 27 characters: a full one goes on in the next without a blank. */
const PURPOSE_WIDTH = 27;
const SEPA_WORD = /(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP)\+/g;

function purposeOf(parts: readonly string[]): string {
	let text = '';
	for (const [index, part] of parts.entries()) {
		const before = parts[index - 1];
		text += before === undefined || before.length >= PURPOSE_WIDTH ? part : ` ${part}`;
	}
	return text;
}

/** "EREF+123 SVWZ+Invoice 7" by its words. */
function sepaWords(purpose: string): ReadonlyMap<string, string> {
	const words = new Map<string, string>();
	const found = [...purpose.matchAll(SEPA_WORD)];
	for (const [index, match] of found.entries()) {
		const end = found[index + 1]?.index ?? purpose.length;
		words.set(match[1] ?? '', purpose.slice(match.index + match[0].length, end).trim());
	}
	return words;
}

/** Business transaction code and sub-fields of the German banks ("166?00GUTSCHRIFT?20EREF+..."). */
function german(text: string): Information | undefined {
	const found = /^(\d{3})([^\w\s])(?=\d\d)/.exec(text);
	if (found === null) return undefined;
	const separator = found[2] ?? '?';
	const parts = text.slice(3).split(separator).slice(1);
	const fields = parts.map((part) => ({ code: Number(part.slice(0, 2)), value: part.slice(2) }));
	const between = (from: number, to: number): string[] =>
		fields.filter(({ code }) => code >= from && code <= to).map(({ value }) => value);
	const purpose = purposeOf([...between(20, 29), ...between(60, 63)]);
	const words = sepaWords(purpose);
	const [postingText = ''] = between(0, 0);
	const description = words.get('SVWZ') ?? (words.size === 0 ? purpose : '');
	return informationOf(
		description.trim() === '' ? joined([postingText]) : joined([description]),
		filled(joined([purposeOf(between(32, 33))])) ?? filled(words.get('ABWA')),
		filled(words.get('EREF')) ?? filled(words.get('KREF')),
	);
}

const SLASH_WORD =
	/\/(TRTP|TRCD|IBAN|BIC|NAME|ADDR|REMI|EREF|PREF|KREF|IREF|MARF|CSID|CNTP|ORDP|BENM|PURP|RTRN|ULTC|ULTD|ULTB|ISDT|SVCL|ACCW|ID|CORD)\//g;

/** Words between slashes, as the Dutch banks and SWIFT's own guide write them. */
function slashed(text: string): Information | undefined {
	const found = [...text.matchAll(SLASH_WORD)];
	if (found.length === 0 || found[0]?.index !== 0) return undefined;
	const words = new Map<string, string>();
	for (const [index, match] of found.entries()) {
		// a word inside a free text of an earlier one counts too: the text may hold anything but a word
		const end = found[index + 1]?.index ?? text.length;
		const word = match[1] ?? '';
		if (!words.has(word)) words.set(word, text.slice(match.index + match[0].length, end));
	}
	const plain = (word: string): string | undefined => filled(words.get(word)?.replace(/\/+$/, ''));
	// account/BIC/name/city/
	const counterparty = filled(words.get('CNTP')?.split('/')[2]) ?? plain('NAME');
	const remittance = words
		.get('REMI')
		?.replace(/^(USTD|STRD)\/(CUR\/|ISO\/)?\/?/, '')
		.replace(/\/+$/, '');
	const description = filled(remittance) ?? plain('TRTP') ?? '';
	return informationOf(joined([description]), counterparty, plain('EREF') ?? plain('KREF') ?? plain('PREF'));
}

/** @param lines of the field: a line end has no meaning in the structured forms, and is a blank in free text */
export function readInformation(lines: readonly string[]): Information {
	const unbroken = lines.join('');
	return german(unbroken) ?? slashed(unbroken) ?? { description: joined([lines.join(' ')]) };
}
