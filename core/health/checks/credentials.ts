/** Credentials that are refused, or end soon. */
import { finding, type Finding } from '../../findings/finding';
import type { CredentialLook, HealthInput } from '../input';
import { counted, DAY_MS, found, notChecked, type Check } from './tools';

function problemOf(
	{ name: credential, of, refused, expiresAt }: CredentialLook,
	{ now, thresholds }: HealthInput,
): Finding[] {
	if (refused !== undefined)
		return [finding('CREDENTIAL_REFUSED', { evidence: { credential, of, problem: refused } })];
	if (expiresAt === undefined) return [];
	const left = Date.parse(expiresAt) - now;
	const on = expiresAt.slice(0, 10);
	if (left <= 0) return [finding('CREDENTIAL_EXPIRED', { evidence: { credential, of, on } })];
	const days = Math.floor(left / DAY_MS);
	if (days >= thresholds.expiresWithinDays) return [];
	return [finding('CREDENTIAL_EXPIRES', { evidence: { credential, of, on, days } })];
}

export const credentials: Check = (input) => {
	const { credentials: looks = [] } = input;
	if (looks.length === 0)
		return notChecked(
			'Switch on "Compare With the Shop" or "Compare With the Ledger": their credentials are checked then.',
		);
	const dated = looks.filter(({ expiresAt }) => expiresAt !== undefined).length;
	return found(
		`${counted(looks.length, 'credential')} ${looks.length === 1 ? 'was' : 'were'} used for a light call; of ${dated} n8n knows when ${dated === 1 ? 'it ends' : 'they end'}.`,
		looks.flatMap((look) => problemOf(look, input)),
	);
};
