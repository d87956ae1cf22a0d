/** The simulated __Display__. Shares nothing with the connector: it is the other side. */
import type { LabPlatform, LabRequest, LabResponse, PlatformFault } from '../../kit/platform';
import type { World } from '../../kit/world';

const FAULTS: Readonly<Record<PlatformFault, LabResponse>> = {
	rateLimited: { status: 429, headers: { 'retry-after': '1' }, body: { message: 'Too many requests' } },
	serverError: { status: 500, body: { message: 'Internal server error' } },
	unauthorized: { status: 401, body: { message: 'Unauthorized' } },
};

class Simulated__Pascal__ implements LabPlatform {
	readonly name = '__id__';
	private requests = 0;

	constructor(
		private readonly world: World,
		private readonly secretKey: string,
	) {}

	handle(request: LabRequest): LabResponse {
		this.requests++;
		if (request.headers['authorization'] !== `Bearer ${this.secretKey}`) return FAULTS.unauthorized;
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
		const payouts = this.world
			.happened()
			.filter((event) => event.kind === 'payout' && event.gateway === '__id__');
		return { payouts: payouts.length, calls: { all: this.requests } };
	}
}

export const __camel__Lab = (world: World, secretKey: string): LabPlatform =>
	new Simulated__Pascal__(world, secretKey);
