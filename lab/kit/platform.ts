/**
 * What every simulated platform of the lab has in common: it answers HTTP requests, it can be asked for the shape its
 * failures take, and its state can be kept and brought back. The kit's server puts faults in front of and behind it.
 */

export interface LabRequest {
	method: string;
	/** without the query, e.g. "/admin/api/2026-10/graphql.json" */
	path: string;
	query: URLSearchParams;
	/** lower-case names */
	headers: Record<string, string>;
	/** exactly the bytes that came */
	rawBody: Buffer;
}

export interface LabResponse {
	status: number;
	headers?: Record<string, string>;
	/** an object is sent as JSON */
	body: string | Buffer | object;
}

/** The faults a platform must be able to show in its own words. */
export type PlatformFault = 'rateLimited' | 'serverError' | 'unauthorized';

export interface LabPlatform {
	/** short and stable: "shopify", "quickbooks", "oauth", "slack" */
	readonly name: string;
	handle(request: LabRequest): Promise<LabResponse> | LabResponse;
	/** The answer this platform gives for a fault that is injected, e.g. QuickBooks' Fault 3001 with status 429. */
	faultResponse(fault: PlatformFault): LabResponse;
	/** Whether a request writes: faults "after commit" are only interesting there. */
	isWrite(request: LabRequest): boolean;
	/** The path as it may be logged: a platform with secrets in its paths masks them. Without it the path is logged as it is. */
	logPath?(path: string): string;
	/** Every token that it ever issued itself, used up ones too; secret, for the search for leaks (`lab/leaks.ts`). */
	handedOut?(): readonly string[];
	/** Ends the access tokens that it issued itself, if it does so. */
	revokeTokens?(): void;
	/**
	 * Closes a ledger's books, as its settings do: nothing can be written into that day or earlier. Absent where the platform has
	 * no closed periods.
	 * @param until YYYY-MM-DD; undefined opens them again
	 */
	closeBooks?(until: string | undefined): void;
	/** Plain JSON from which `restore` brings the same state back; used to keep a lab between two runs. */
	snapshot(): unknown;
	restore(snapshot: unknown): void;
	/** Figures and state for the control API, e.g. calls by kind, documents by kind. No secrets. */
	inspect(): Record<string, unknown>;
}
