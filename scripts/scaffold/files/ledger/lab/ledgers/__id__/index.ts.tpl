/** The simulated __Display__ of one company. Shares nothing with the connector: it is the other side. */
import type { LabPlatform, LabRequest, LabResponse, PlatformFault } from '../../kit/platform';

export interface __Pascal__LabOptions {
	isTokenValid(token: string): boolean;
}

const FAULTS: Readonly<Record<PlatformFault, LabResponse>> = {
	rateLimited: { status: 429, headers: { 'retry-after': '1' }, body: { message: 'Too many requests' } },
	serverError: { status: 500, body: { message: 'Internal server error' } },
	unauthorized: { status: 401, body: { message: 'Unauthorized' } },
};

class Simulated__Pascal__ implements LabPlatform {
	readonly name = '__id__';
	private requests = 0;

	constructor(private readonly options: __Pascal__LabOptions) {}

	handle(request: LabRequest): LabResponse {
		this.requests++;
		const token = /^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
		if (!this.options.isTokenValid(token)) return FAULTS.unauthorized;
		// honest: what nobody has written is no answer
		return { status: 501, body: { message: `The lab's __Display__ has no ${request.path}` } };
	}

	faultResponse(fault: PlatformFault): LabResponse {
		return FAULTS[fault];
	}

	isWrite({ method }: LabRequest): boolean {
		return method !== 'GET';
	}

	snapshot(): unknown {
		return { requests: this.requests };
	}

	restore(snapshot: unknown): void {
		this.requests = (snapshot as { requests: number }).requests;
	}

	inspect(): Record<string, unknown> {
		return { documents: {}, trialBalance: [], calls: { all: this.requests }, duplicates: [] };
	}
}

export const __camel__Lab = (options: __Pascal__LabOptions): LabPlatform => new Simulated__Pascal__(options);
