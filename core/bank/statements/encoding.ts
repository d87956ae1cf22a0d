/** The text of a statement file, whatever it is encoded in. */

const DECLARED = [
	// <?xml version="1.0" encoding="ISO-8859-1"?>, also <?OFX ... ?> files
	/^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)["']/i,
	// the header of OFX 1.x: ENCODING says UNICODE or USASCII, CHARSET the code page
	/^\s*(?:OFXHEADER|DATA)\s*:[\s\S]{0,400}?\bCHARSET\s*:\s*([\w-]+)/i,
];

/** How far into a file its encoding may be declared, bytes. */
const HEAD = 1_000;

const BY_NAME: Readonly<Record<string, string>> = {
	'1252': 'windows-1252',
	'1250': 'windows-1250',
	'1251': 'windows-1251',
	'1254': 'windows-1254',
	'8859-1': 'windows-1252',
	'iso-8859-15': 'iso-8859-15',
	'65001': 'utf-8',
};

function decoderOf(label: string): InstanceType<typeof TextDecoder> | undefined {
	try {
		return new TextDecoder(BY_NAME[label.toLowerCase()] ?? label);
	} catch {
		return undefined;
	}
}

function utf8(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

/** UTF-16 without a mark: every second byte of the beginning is zero. */
function halfZero(bytes: Uint8Array, offset: 0 | 1): boolean {
	const length = Math.min(bytes.length, 200);
	if (length < 8) return false;
	let zeros = 0;
	for (let index = offset; index < length; index += 2) if (bytes[index] === 0) zeros++;
	return zeros > length / 4;
}

/**
 * Decodes a file: by its byte order mark, as UTF-8 when it is that, by what it declares, otherwise as Windows-1252 (of which
 * ISO 8859-1 is a part). Line ends become "\n".
 */
export function decodeStatement(bytes: Uint8Array): string {
	return decoded(bytes)
		.replace(/^\uFEFF/, '')
		.replace(/\r\n?/g, '\n');
}

function decoded(bytes: Uint8Array): string {
	const [first, second] = bytes;
	if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
	if (halfZero(bytes, 1)) return new TextDecoder('utf-16le').decode(bytes);
	if (halfZero(bytes, 0)) return new TextDecoder('utf-16be').decode(bytes);
	// a file that is UTF-8 is read so, whatever it says: "CHARSET:1252" stands in many that are
	const text = utf8(bytes);
	if (text !== undefined) return text;
	const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, HEAD));
	for (const pattern of DECLARED) {
		const label = pattern.exec(head)?.[1];
		const decoder = label === undefined ? undefined : decoderOf(label);
		// what declares UTF-8 and is not was most likely written by a Western system
		if (decoder !== undefined && decoder.encoding !== 'utf-8') return decoder.decode(bytes);
	}
	return new TextDecoder('windows-1252').decode(bytes);
}
