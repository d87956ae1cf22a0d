/** Patterns with `*` for any characters, matched in linear time. */

/** Whether a text is a pattern. */
export function isPattern(text: string): boolean {
	return text.includes('*');
}

/** Whether the whole value fits the pattern; every `*` stands for any characters, or none. */
export function matchesPattern(pattern: string, value: string): boolean {
	const parts = pattern.split('*');
	const first = parts[0] ?? '';
	const last = parts.at(-1) ?? '';
	if (parts.length === 1) return pattern === value;
	if (value.length < first.length + last.length || !value.startsWith(first) || !value.endsWith(last))
		return false;
	const end = value.length - last.length;
	let at = first.length;
	for (const part of parts.slice(1, -1)) {
		const found = value.indexOf(part, at);
		if (found < 0 || found + part.length > end) return false;
		at = found + part.length;
	}
	return true;
}
