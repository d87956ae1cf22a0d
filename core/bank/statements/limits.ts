/** Bounds of a statement file. */
import { finding, type Finding } from '../../findings/finding';

/** Bytes: a year of a busy account is a tenth of it. */
export const MAX_STATEMENT_BYTES = 40 * 1024 * 1024;
export const MAX_STATEMENT_LINES = 200_000;

export function tooManyLines(): Finding {
	return finding('STATEMENT_TOO_LARGE', { evidence: { limit: MAX_STATEMENT_LINES, unit: 'lines' } });
}

export function tooManyBytes(): Finding {
	return finding('STATEMENT_TOO_LARGE', {
		evidence: { limit: MAX_STATEMENT_BYTES / 1024 / 1024, unit: 'megabytes' },
	});
}
