/** The shared folder beside the checkout: specifications, fixtures and data that are not part of the repository. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve(__dirname, '..', '..', '..', 'shared');

/** The absolute path of something in the shared folder. */
export function shared(path: string): string {
	return join(FOLDER, path);
}

/** `describe`, or skipped by name when the shared folder is not there. */
export function describeWithShared(name: string, tests: () => void): void {
	if (existsSync(FOLDER)) describe(name, tests);
	// the tests are not even collected: they may read the folder while they are
	else describe.skip(name, () => it('skipped: no shared folder beside the checkout', () => undefined));
}
