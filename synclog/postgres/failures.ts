/** PostgreSQL's errors: which mean "try again", and what the others mean for a person. */
import { SyncLogError } from '../errors';

/** Looks at the shape, not at `instanceof`: the error may come from another realm (a sandbox, a test runner). */
function codeOf(error: unknown): string | undefined {
	if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
	return typeof error.code === 'string' ? error.code : undefined;
}

/** Conditions: https://www.postgresql.org/docs/current/errcodes-appendix.html; the others are Node's. */
const UNREACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'];
const BROKEN = ['ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03'];
const AGAIN = ['40001', '40P01', '55P03'];

/** pg's own errors of a broken or refused connection have no code. */
const lostConnection = (error: unknown): boolean =>
	error instanceof Error &&
	/^(Connection terminated|timeout exceeded when trying to connect|Client .* is not queryable$)/.test(
		error.message,
	);

/** The connection was known to be broken, so it was not even sent. */
export const wasNotSent = (error: unknown): boolean =>
	error instanceof Error && /^Client .* is not queryable$/.test(error.message);

/** Nothing was committed, and the same work may succeed in a moment: the server restarts, another transaction was first. */
export function isPassing(error: unknown): boolean {
	const code = codeOf(error);
	if (code === undefined) return lostConnection(error);
	return AGAIN.includes(code) || BROKEN.includes(code) || UNREACHABLE.includes(code) || code.startsWith('08');
}

function advice(code: string | undefined, lost: boolean): string | undefined {
	if (
		lost ||
		(code !== undefined && (UNREACHABLE.includes(code) || BROKEN.includes(code) || code.startsWith('08')))
	)
		return 'cannot be reached. Check that PostgreSQL runs there, and host and port in the credential "StoreLedger Database"';
	switch (code) {
		case '28P01':
		case '28000':
			return 'refuses the user. Check user, password and the way of connecting (SSL) in the credential "StoreLedger Database"';
		case '3D000':
			return 'does not exist. Create it, or correct its name in the credential "StoreLedger Database"';
		case '42501':
			return 'does not let the user create the schema or its tables. Grant CREATE on the database, or create the schema and make the user its owner';
		case '53300':
			return 'has no connection left. Raise max_connections, or let fewer programs connect';
		case '53100':
			return 'cannot be written: its disk is full';
		case '55P03':
		case '40P01':
		case '40001':
			return 'is locked by a transaction that does not end. Look for it in pg_stat_activity';
		case 'DEPTH_ZERO_SELF_SIGNED_CERT':
		case 'SELF_SIGNED_CERT_IN_CHAIN':
		case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
		case 'ERR_TLS_CERT_ALTNAME_INVALID':
			return 'shows a certificate that is not trusted. Enter its CA in the credential "StoreLedger Database"';
		default:
			return undefined;
	}
}

/** An error that names the database and what to do; anything that is not PostgreSQL's or the network's passes unchanged. */
export function explained(error: unknown, name: string): unknown {
	const code = codeOf(error);
	const sentence = advice(code, lostConnection(error));
	return sentence === undefined
		? error
		: new SyncLogError(
				`The sync log's database ${name} ${sentence}${code === undefined ? '' : ` (${code})`}.`,
			);
}
