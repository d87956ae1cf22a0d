/** The platform: tokens, scopes, limits and idempotency keys in front of the organisations, and their state. */
import type { LabRequest, LabResponse, PlatformFault } from '../../kit/platform';
import type { Organisation, OrganisationSnapshot, TrialBalanceRow } from './books/organisation';
import type { Settings } from './books/settings';
import { Connections } from './connections';
import { XeroFault } from './faults';
import { documentCounts, duplicatesOf, lastKey, type OrganisationFigures } from './figures';
import { outOfScope, rateLimited, serverError, unauthorized, wrongTenant } from './http/answers';
import { acceptsJson } from './http/body';
import { AppLimit, Limits, type Refused } from './http/limits';
import { Replays, type ReplaysSnapshot } from './http/replays';
import { route } from './http/router';
import { isOpen } from './http/scopes';
import type { XeroLab } from './lab';
import { openOrganisation } from './openOrganisation';
import type { XeroGrant, XeroLabOptions } from './options';

interface Tenant {
	readonly id: string;
	readonly organisation: Organisation;
	readonly limits: Limits | undefined;
}

const API = '/api.xro/2.0/';
/** "keep it below 3.5 MB" */
const MAX_BODY = 3_500_000;

const NOT_JSON: LabResponse = {
	status: 406,
	body: 'Send "Accept: application/json": Xero answers XML otherwise, which the lab does not speak.',
};

/** The lab's Xero with all its organisations. */
export class XeroPlatform implements XeroLab {
	readonly name = 'xero';
	private readonly tenants: ReadonlyMap<string, Tenant>;
	private readonly connections: Connections;
	private readonly replays = new Replays();
	private readonly now: () => number;
	private readonly realTime: () => number;
	private calls: Record<string, number> = {};

	constructor(private readonly options: XeroLabOptions) {
		this.now = options.now ?? Date.now;
		this.realTime = options.realTime ?? Date.now;
		const limits = options.limits ?? {};
		const app = new AppLimit(limits === 'off' ? {} : limits);
		this.connections = new Connections(options.organisations, this.now());
		this.tenants = new Map(
			options.organisations.map((one) => [
				one.tenantId,
				{
					id: one.tenantId,
					organisation: openOrganisation(one, this.now),
					limits: limits === 'off' ? undefined : new Limits(limits, app),
				},
			]),
		);
	}

	async handle(request: LabRequest): Promise<LabResponse> {
		const token = /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
		const grant = token === undefined ? undefined : this.options.grantOf(token);
		if (grant === undefined) {
			this.count('unauthorized');
			return unauthorized(this.realTime());
		}
		if (request.path === '/connections' || request.path.startsWith('/connections/')) {
			this.count('connections');
			return this.connections.handle(request, grant);
		}
		const path = pathOf(request);
		if (path === undefined) return { status: 404, body: 'Not Found' };
		const tenant = this.tenantOf(request, grant);
		if (tenant === undefined) {
			this.count('forbidden');
			return wrongTenant();
		}
		if (!isOpen(grant.scope, request.method, path)) {
			this.count('outOfScope');
			return outOfScope();
		}
		return await this.admitted(tenant, path, request);
	}

	faultResponse(fault: PlatformFault): LabResponse {
		if (fault === 'unauthorized') return unauthorized(this.realTime());
		return fault === 'rateLimited' ? rateLimited('minute', 1) : serverError();
	}

	isWrite({ method, path }: LabRequest): boolean {
		return method !== 'GET' && path.startsWith(API);
	}

	trialBalance(tenantId: string): TrialBalanceRow[] {
		return this.tenant(tenantId).organisation.trialBalance();
	}

	figures(tenantId: string): OrganisationFigures {
		const { organisation } = this.tenant(tenantId);
		return {
			documents: documentCounts(organisation),
			trialBalance: organisation.trialBalance(),
			duplicates: duplicatesOf(organisation, this.options.markerOf ?? lastKey),
		};
	}

	configure(tenantId: string, settings: Partial<Settings>): void {
		const { organisation } = this.tenant(tenantId);
		organisation.settings = { ...organisation.settings, ...settings };
	}

	closeBooks(until: string | undefined): void {
		for (const tenantId of this.tenants.keys()) this.configure(tenantId, { periodLockDate: until });
	}

	snapshot(): {
		readonly organisations: Record<string, OrganisationSnapshot>;
		readonly replays: ReplaysSnapshot;
		readonly removed: readonly string[];
		readonly calls: Record<string, number>;
	} {
		const organisations = [...this.tenants.values()].map(
			({ id, organisation }) => [id, organisation.snapshot()] as const,
		);
		return {
			organisations: Object.fromEntries(organisations),
			replays: this.replays.snapshot(),
			removed: this.connections.snapshot(),
			calls: { ...this.calls },
		};
	}

	restore(snapshot: unknown): void {
		const { organisations, replays, removed, calls } = snapshot as ReturnType<XeroPlatform['snapshot']>;
		for (const [id, kept] of Object.entries(organisations)) this.tenants.get(id)?.organisation.restore(kept);
		this.replays.restore(replays);
		this.connections.restore(removed);
		this.calls = { ...calls };
	}

	/** All organisations together; a single one's figures stand at the top. */
	inspect(): Record<string, unknown> {
		const figures = [...this.tenants.keys()].map((tenantId) => ({ tenantId, ...this.figures(tenantId) }));
		const documents: Record<string, number> = {};
		for (const one of figures) {
			for (const [type, count] of Object.entries(one.documents))
				documents[type] = (documents[type] ?? 0) + count;
		}
		const tag = <T extends object>(rows: readonly T[], tenantId: string) =>
			figures.length === 1 ? rows : rows.map((row) => ({ tenantId, ...row }));
		return {
			documents,
			trialBalance: figures.flatMap((one) => tag(one.trialBalance, one.tenantId)),
			duplicates: figures.flatMap((one) => tag(one.duplicates, one.tenantId)),
			calls: { ...this.calls },
		};
	}

	/** The organisation that the header names; a custom connection has one and needs no header. */
	private tenantOf({ headers }: LabRequest, grant: XeroGrant): Tenant | undefined {
		const named = headers['xero-tenant-id'] ?? (grant.custom === true ? this.connections.only : undefined);
		return named === undefined || !this.connections.has(named) ? undefined : this.tenants.get(named);
	}

	private async admitted(tenant: Tenant, path: readonly string[], request: LabRequest): Promise<LabResponse> {
		const { limits } = tenant;
		const now = this.realTime();
		const refusal: Refused | undefined = limits?.enter(now);
		const told = (response: LabResponse): LabResponse => ({
			...response,
			headers: { ...response.headers, ...limits?.headers(now) },
		});
		if (refusal !== undefined) {
			this.count('throttled');
			return told(rateLimited(refusal.problem, refusal.retryAfter));
		}
		try {
			// calls that come together are under way together
			await new Promise(setImmediate);
			return told(this.answer(tenant, path, request));
		} finally {
			limits?.leave();
		}
	}

	private answer(tenant: Tenant, path: readonly string[], request: LabRequest): LabResponse {
		if (!acceptsJson(request)) return NOT_JSON;
		if (request.rawBody.length > MAX_BODY) return { status: 413, body: 'Request Entity Too Large' };
		const key = request.headers['idempotency-key'];
		const act = (): LabResponse => this.refusable(() => this.act(tenant, path, request));
		if (key === undefined || !this.isWrite(request)) return act();
		const now = this.realTime();
		return this.refusable(() =>
			this.replays.once({ key, request, tenant: tenant.id, now }, act, () => this.count('replayed')),
		);
	}

	private act({ organisation }: Tenant, path: readonly string[], request: LabRequest): LabResponse {
		try {
			const { body, kinds } = organisation.atomically(() => route(organisation, path, request));
			for (const kind of kinds) this.count(kind);
			return { status: 200, body };
		} finally {
			organisation.undo.forget();
		}
	}

	private refusable(act: () => LabResponse): LabResponse {
		try {
			return act();
		} catch (error) {
			if (!(error instanceof XeroFault)) throw error;
			this.count('refused');
			return { status: error.status, body: error.body };
		}
	}

	private count(kind: string): void {
		this.calls[kind] = (this.calls[kind] ?? 0) + 1;
	}

	private tenant(tenantId: string): Tenant {
		const tenant = this.tenants.get(tenantId);
		if (tenant === undefined) throw new Error(`the lab has no organisation ${tenantId}`);
		return tenant;
	}
}

/** The words behind /api.xro/2.0/; the first in lower case. */
function pathOf({ path }: LabRequest): string[] | undefined {
	if (!path.toLowerCase().startsWith(API)) return undefined;
	const [first = '', ...rest] = path.slice(API.length).split('/');
	return first === '' ? undefined : [first.toLowerCase(), ...rest.map(decodeURIComponent)];
}
