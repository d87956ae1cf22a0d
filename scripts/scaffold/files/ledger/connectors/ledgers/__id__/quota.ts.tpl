/** The published limits of __Display__ for a company. Until they are written down here: one call a second, one at a time. */
import type { Quota } from '../../../core/transport/quota';

export const quota: Quota = { windows: [{ name: 'second', count: 1, windowMs: 1_000 }], concurrent: 1 };
