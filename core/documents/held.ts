import type { Finding } from '../findings/finding';
import type { BusinessKey, Source } from './header';

/** Something of a platform that cannot become a document: it is held, with all reasons. */
export interface HeldDocument {
	readonly type: 'Held';
	readonly id: BusinessKey;
	readonly source: Source;
	readonly findings: readonly Finding[];
}
