/** JSON as PHP writes it: slashes escaped, everything beyond ASCII as \uXXXX. Signatures are over these bytes. */

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

export function phpJson(value: unknown): string {
	// everything that is not ASCII
	return JSON.stringify(value)
		.replace(/\//g, '\\/')
		.replace(/[^\u0000-\u007f]/g, escaped);
}
