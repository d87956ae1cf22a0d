/** GET and DELETE /connections: which organisations a token reaches. */
import { createHash } from 'node:crypto';
import type { LabRequest, LabResponse } from '../../kit/platform';
import type { OrganisationOptions, XeroGrant } from './options';

/** A stable id in the form of a UUID. */
function uuidOf(text: string): string {
	const hex = createHash('sha256').update(text).digest('hex');
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`4${hex.slice(13, 16)}`,
		`8${hex.slice(17, 20)}`,
		hex.slice(20, 32),
	].join('-');
}

/** The connections of an app: one for each organisation, until it is taken away. */
export class Connections {
	private removed = new Set<string>();

	constructor(
		private readonly organisations: readonly OrganisationOptions[],
		private readonly opened: number,
	) {}

	/** Whether an organisation can be reached. */
	has(tenantId: string): boolean {
		return this.organisations.some((one) => one.tenantId === tenantId) && !this.removed.has(tenantId);
	}

	/** The organisation of a custom connection. */
	get only(): string | undefined {
		return this.organisations[0]?.tenantId;
	}

	handle({ method, path, query }: LabRequest, grant: XeroGrant): LabResponse {
		const id = path.split('/')[2];
		if (method === 'GET' && id === undefined) {
			const wanted = query.get('authEventId');
			const authEventId = grant.authEventId ?? uuidOf('authorization');
			const rows = wanted === null || wanted === authEventId ? this.view(authEventId) : [];
			return { status: 200, body: rows };
		}
		if (method !== 'DELETE' || id === undefined) return { status: 405, body: 'Method Not Allowed' };
		const found = this.organisations.find(({ tenantId }) => uuidOf(tenantId) === id && this.has(tenantId));
		if (found === undefined) return { status: 404, body: '' };
		this.removed.add(found.tenantId);
		return { status: 204, body: '' };
	}

	snapshot(): readonly string[] {
		return [...this.removed];
	}

	restore(removed: readonly string[]): void {
		this.removed = new Set(removed);
	}

	private view(authEventId: string): object[] {
		const at = `${new Date(this.opened).toISOString().slice(0, 23)}0000`;
		return this.organisations
			.filter(({ tenantId }) => this.has(tenantId))
			.map(({ tenantId, name }) => ({
				id: uuidOf(tenantId),
				authEventId,
				tenantId,
				tenantType: 'ORGANISATION',
				tenantName: name,
				createdDateUtc: at,
				updatedDateUtc: at,
			}));
	}
}
