/** What was done: documents posted and delivered again, by store or gateway and ledger. */
import type { SyncCounts } from '../../posting/syncLog';
import type { StoreHealth } from '../report';
import { counted, found, listed, type Check } from './tools';

export function storesOf(counts: readonly SyncCounts[]): StoreHealth[] {
	const stores = new Map<string, StoreHealth>();
	for (const { store, ledger, tenant, status, count, unchanged } of counts) {
		const key = JSON.stringify([store, ledger, tenant]);
		const known = stores.get(key) ?? { store, ledger, tenant, posted: 0, unchanged: 0, held: 0, failed: 0 };
		stores.set(key, {
			...known,
			unchanged: known.unchanged + unchanged,
			posted: known.posted + (status === 'posted' ? count : 0),
			held: known.held + (status === 'held' ? count : 0),
			failed: known.failed + (status === 'failed' ? count : 0),
		});
	}
	return [...stores.values()];
}

/** The count is what was posted: a figure to compare by, nothing that is wrong. */
export const activity: Check = ({ counts }) => {
	const stores = storesOf(counts);
	const posted = stores.reduce((sum, store) => sum + store.posted, 0);
	const unchanged = stores.reduce((sum, store) => sum + store.unchanged, 0);
	if (stores.length === 0)
		return found('Nothing was posted or held in this time, for any store or gateway.', []);
	const parts = stores.map(
		({ store, ledger, posted: each }) => `${counted(each, 'document')} of ${store} to ${ledger}`,
	);
	const shown = parts.length > 6 ? [...parts.slice(0, 6), `${parts.length - 6} more`] : parts;
	const again =
		unchanged === 0 ? '' : ` ${counted(unchanged, 'delivery', 'deliveries')} brought nothing new.`;
	return found(`Posted: ${listed(shown)}.${again}`, [], { count: posted });
};
