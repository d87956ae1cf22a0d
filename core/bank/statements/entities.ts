/** The five entities of XML and numbered characters; others stay as they are. Nothing a document declares is ever expanded. */
const NAMED: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
};
const HIGHEST = 0x10ffff;

export function decodeEntities(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(
		/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,5}));/gi,
		(whole, decimal?: string, hex?: string, name?: string) => {
			if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
			const code = decimal === undefined ? parseInt(hex ?? '0', 16) : Number(decimal);
			return code > 0 && code <= HIGHEST ? String.fromCodePoint(code) : whole;
		},
	);
}
