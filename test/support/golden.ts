/** Golden texts: what a person has read and found right. They are rewritten only when UPDATE_GOLDEN=1 is set. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Compares a text with the file; a missing file fails too, so that a new case is looked at before it counts. */
export function expectGolden(file: string, text: string): void {
	if (process.env['UPDATE_GOLDEN'] === '1') {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text);
	}
	if (!existsSync(file)) throw new Error(`${file} is missing: look at the result, then set UPDATE_GOLDEN=1`);
	expect(text).toBe(readFileSync(file, 'utf8'));
}
