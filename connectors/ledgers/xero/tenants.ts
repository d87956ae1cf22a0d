/** The organisations that a credential is connected to, for a person to choose from. */
import type { LedgerSettings, LedgerTenant } from '../../../core/ledger/connector';
import type { Clock } from '../../../core/transport/clock';
import type { Http } from '../../../core/transport/http';
import { createClient } from './client';
import { connectionSchema } from './payload';
import { parsedRows } from './reading';

/** A connection may also be one to a practice (Xero HQ), which keeps no books. */
const ORGANISATION = 'ORGANISATION';

/**
 * @returns each organisation once, by its tenant id
 * @throws TransportError when Xero gives no list, or one that cannot be read
 */
export async function tenantsOf(
	http: Http,
	settings: LedgerSettings,
	clock: Clock,
): Promise<readonly LedgerTenant[]> {
	const client = createClient(http, { ...settings, tenant: '' }, clock);
	const rows = parsedRows(connectionSchema, await client.connections(), 'connections');
	const tenants = new Map<string, LedgerTenant>();
	for (const { tenantId, tenantName, tenantType } of rows) {
		if (tenantType !== undefined && tenantType !== null && tenantType !== ORGANISATION) continue;
		const id = tenantId.toLowerCase();
		const name = tenantName ?? '';
		tenants.set(id, { id, name: name === '' ? id : name });
	}
	return [...tenants.values()];
}
