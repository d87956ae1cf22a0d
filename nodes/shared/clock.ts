/** The real clock, for the connectors' and the posting's port. */
import { sleep } from 'n8n-workflow';
import type { Clock } from '../../core/transport/clock';

export const systemClock: Clock = {
	now: () => Date.now(),
	elapsed: () => performance.now(),
	sleep: async (ms) => await sleep(ms),
};
