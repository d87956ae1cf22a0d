import { quota } from '../../../../connectors/ledgers/xero/quota';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { TAX_CODES } from './support/companies';
import { document } from './support/documents';
import { FakeOrganisation } from './support/organisation';

describe('the limits', () => {
	it('are those Xero publishes', () => {
		expect(quota.windows).toEqual([
			{ name: 'minute', count: 60, windowMs: 60_000 },
			{ name: 'day', count: 5_000, windowMs: 86_400_000 },
		]);
		expect(quota.concurrent).toBe(5);
	});

	it('what is left is in every answer', () => {
		const headers = {
			'x-minlimit-remaining': '41',
			'x-daylimit-remaining': '876',
			'x-appminlimit-remaining': '9',
		};
		expect(quota.told?.({ status: 200, headers, body: {} })).toEqual({
			left: [
				{ window: 'minute', left: 41 },
				{ window: 'day', left: 876 },
			],
		});
		expect(
			quota.told?.({ status: 200, headers: { 'x-minlimit-remaining': 'many' }, body: {} }),
		).toBeUndefined();
	});

	it('a refusal for speed blocks as long as it says', () => {
		const headers = { 'retry-after': '23', 'x-rate-limit-problem': 'minute', 'x-minlimit-remaining': '0' };
		expect(quota.told?.({ status: 429, headers, body: '' })).toEqual({
			left: [{ window: 'minute', left: 0 }],
			blockedForMs: 23_000,
		});
	});
});

describe('calls of a backfill', () => {
	/** Sends as posting does: invoices first, then what applies to them, fifty at a time. */
	async function backfill(
		orders: number,
	): Promise<{ organisation: FakeOrganisation; documents: LedgerDocument[] }> {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const posted = new Map();
		const documents: LedgerDocument[] = [];
		const wave = async (part: LedgerDocument[]): Promise<void> => {
			documents.push(...part);
			for (let start = 0; start < part.length; start += session.maxBatch) {
				const outcomes = await session.prepare(part.slice(start, start + session.maxBatch), posted);
				const requests = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
				for (const result of await session.send(requests, `r${documents.length}-${start}`))
					if (result.kind === 'created') posted.set(result.posted.postingKey, result.posted);
			}
		};
		const sales = Array.from({ length: orders }, (_, index) =>
			document('Invoice', {
				number: `N${index}`,
				postingKey: `xero/t/${index}/Sale`,
				lines: [{ amount: '20.00', code: TAX_CODES.uk.zero }],
			}),
		);
		await wave(sales);
		await wave(
			sales.map(({ total, postingKey }, index) =>
				document('CustomerPayment', {
					number: `P${index}`,
					postingKey: `xero/t/${index}/Sale/payment`,
					total,
					appliesTo: postingKey,
				}),
			),
		);
		expect(posted.size).toBe(2 * orders);
		return { organisation, documents };
	}

	it('a thousand orders with their payments take fewer than 0.06 calls each', async () => {
		const { organisation, documents } = await backfill(1_000);
		expect(organisation.requests.length).toBeLessThanOrEqual(60);
		const [needed, ...others] = organisation.open().callsFor(documents);
		expect(others).toEqual([]);
		expect(needed?.count).toBeGreaterThanOrEqual(organisation.requests.length);
		expect(needed?.count).toBeLessThanOrEqual(organisation.requests.length + 10);
	});

	it('nothing takes no calls', () => expect(new FakeOrganisation().open().callsFor([])).toEqual([]));
});
