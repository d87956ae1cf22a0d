/** A place in the lab where a platform stands, so that a restored one can take it while the server keeps running. */
import type { LabPlatform, LabRequest, LabResponse, PlatformFault } from './platform';

export class PlatformSlot implements LabPlatform {
	constructor(public current: LabPlatform) {}

	get name(): string {
		return this.current.name;
	}

	handle(request: LabRequest): Promise<LabResponse> | LabResponse {
		return this.current.handle(request);
	}

	faultResponse(fault: PlatformFault): LabResponse {
		return this.current.faultResponse(fault);
	}

	isWrite(request: LabRequest): boolean {
		return this.current.isWrite(request);
	}

	logPath(path: string): string {
		return this.current.logPath?.(path) ?? path;
	}

	snapshot(): unknown {
		return this.current.snapshot();
	}

	restore(snapshot: unknown): void {
		this.current.restore(snapshot);
	}

	inspect(): Record<string, unknown> {
		return this.current.inspect();
	}
}
