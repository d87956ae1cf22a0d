/** A process of its own that claims all keys, in an order of its own, and prints which ones it won. */
import { openSyncLog, type SyncLogSettings } from '../../../synclog';
import { claimFor } from '../../support/syncLogContract';

async function main(settings: SyncLogSettings, runId: string, count: number): Promise<void> {
	const log = openSyncLog(settings);
	const start = (Number(runId.slice(4)) * count) / 4;
	const orders = Array.from({ length: count }, (_, index) => (start + index) % count);
	const won: number[] = [];
	for (let from = 0; from < count; from += 7) {
		const batch = orders.slice(from, from + 7);
		const claims = await log.claim(
			batch.map((order) => claimFor(order)),
			runId,
			600_000,
		);
		claims.forEach((claim, index) => {
			if (claim.state === 'claimed') won.push(batch[index] ?? -1);
		});
	}
	await log.close();
	process.stdout.write(JSON.stringify(won));
}

const [settings = '', runId = '', count = ''] = process.argv.slice(2);
void main(JSON.parse(settings) as SyncLogSettings, runId, Number(count));
