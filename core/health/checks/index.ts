/** All checks, by their names. */
import type { CheckId } from '../check';
import { activity } from './activity';
import { allowances } from './allowances';
import { failed, lost, retried } from './attempts';
import { clearing } from './clearing';
import { credentials } from './credentials';
import { duplicates } from './duplicates';
import { held } from './held';
import { missing } from './missing';
import { closedPeriods, summaries } from './periods';
import { productCodes } from './productCodes';
import { rounding } from './rounding';
import { setup } from './setup';
import { taxDrift } from './taxDrift';
import type { Check } from './tools';
import { stale, webhooks } from './triggers';

export const CHECKS: Readonly<Record<CheckId, { readonly title: string; readonly check: Check }>> = {
	activity: { title: 'Activity', check: activity },
	missing: { title: 'Missing documents', check: missing },
	duplicates: { title: 'Doubled documents', check: duplicates },
	held: { title: 'Held for review', check: held },
	failed: { title: 'Failed', check: failed },
	retried: { title: 'Tried several times', check: retried },
	lost: { title: 'Lost on the way', check: lost },
	stale: { title: 'Standing still', check: stale },
	webhooks: { title: 'Webhooks', check: webhooks },
	credentials: { title: 'Credentials', check: credentials },
	allowances: { title: 'Limits of calls', check: allowances },
	closedPeriods: { title: 'Closed periods', check: closedPeriods },
	summaries: { title: 'Summaries', check: summaries },
	clearing: { title: 'Clearing accounts', check: clearing },
	rounding: { title: 'Rounding', check: rounding },
	taxDrift: { title: 'Tax', check: taxDrift },
	productCodes: { title: 'Product codes', check: productCodes },
	setup: { title: 'Set-up', check: setup },
};
