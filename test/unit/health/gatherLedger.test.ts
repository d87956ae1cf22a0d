/** What is read of a ledger: bounded, and one lack of a permission costs one check. */
import { gatherLedger, type CheckId, type LedgerQuestion } from '../../../core/health';
import type {
	LedgerSession,
	PostedReference,
	ReadBack,
	StandingDocument,
} from '../../../core/ledger/connector';
import { DEFAULT_RETRY } from '../../../core/posting/retry';
import { TransportError } from '../../../core/transport/http';
import { openSyncLog } from '../../../synclog';
import { DEFAULT_THRESHOLDS } from '../../../core/health';
import { gbp, input, posted, shown, standing } from './support';

const company = {
	ledger: 'quickbooks',
	tenant: '9130',
	name: 'Shop Ltd',
	country: 'GB',
	currency: 'GBP',
	multiCurrency: false,
	taxModel: 'codes' as const,
	findings: [],
};
const week = [posted(1), posted(2), posted(3), posted(4, { record: { bookedOn: '2026-02-01' } })];

/** A ledger that has these, and what it was asked. */
function ledger(documents: readonly StandingDocument[], more: Partial<LedgerSession> = {}) {
	const asked: { read: PostedReference[]; days: string[] } = { read: [], days: [] };
	const session = {
		company: async () => company,
		items: async () => [],
		async *standing(from: string, to: string) {
			asked.days.push(from, to);
			yield documents;
		},
		async read(references: readonly PostedReference[]): Promise<readonly ReadBack[]> {
			asked.read.push(...references);
			const there = new Set(documents.map(({ id }) => id));
			return references.map((reference) =>
				there.has(reference.id)
					? { state: 'there', posted: { ...reference, date: reference.date } }
					: { state: 'missing' },
			);
		},
		...more,
	} as unknown as LedgerSession;
	return { session, asked };
}

async function gather(session: LedgerSession, more: Partial<LedgerQuestion> = {}) {
	const log = openSyncLog({ file: ':memory:' });
	const { period } = input();
	const clock = { now: () => 0, sleep: async () => undefined };
	const gathered = await gatherLedger(
		{ ledger: 'quickbooks', name: 'QuickBooks Online', tenant: '9130', session },
		log,
		{
			period,
			thresholds: DEFAULT_THRESHOLDS,
			posted: week,
			isWanted: () => true,
			mostVerified: 2_000,
			...more,
		},
		{ clock, policy: { ...DEFAULT_RETRY, resends: 0 }, random: () => 0 },
	);
	await log.close();
	return gathered;
}

it('reads what stands some days around the period, and what was posted in it', async () => {
	const { session, asked } = ledger(week.map(shown));
	const { look, failures, refused } = await gather(session);
	expect(asked.days).toEqual(['2026-03-06', '2026-03-19']);
	expect(asked.read.map(({ id }) => id)).toEqual(['id1', 'id2', 'id3']);
	expect(look).toMatchObject({
		company,
		verified: [{ state: 'same' }, { state: 'same' }, { state: 'same' }],
	});
	expect(failures).toEqual({});
	expect(refused).toBeUndefined();
});

it('reads first what is not in the list of what stands, so that a limit hides no loss', async () => {
	const { session, asked } = ledger(week.slice(0, 2).map(shown));
	const { look } = await gather(session, { mostVerified: 1 });
	expect(asked.read.map(({ id }) => id)).toEqual(['id3']);
	expect(look.verified).toMatchObject([{ orderNumber: '#3', state: 'missing' }]);
});

it('reads nothing that no check wants', async () => {
	const { session, asked } = ledger([standing('x', { total: gbp('1.00') })]);
	const only: CheckId = 'closedPeriods';
	const { look } = await gather(session, { isWanted: (check) => check === only });
	expect(asked).toEqual({ read: [], days: [] });
	expect(look).toMatchObject({ company });
	expect(look).not.toHaveProperty('standing');
});

it('goes on without what fails, and says which checks have missed it', async () => {
	const { session } = ledger(week.map(shown), {
		// a generator that fails as the ledger does
		async *standing(): AsyncGenerator<readonly StandingDocument[]> {
			yield [];
			throw new TransportError('rejected', 'QuickBooks gives no answer to this.');
		},
	});
	const { look, failures, refused } = await gather(session);
	expect(failures).toEqual({ duplicates: ['QuickBooks gives no answer to this.'] });
	expect(look.verified).toHaveLength(3);
	expect(refused).toBeUndefined();
});

it('asks nothing more once the credential is refused', async () => {
	const problem = 'The credential "My books" no longer works: open it and reconnect it.';
	const { session, asked } = ledger([], {
		company: async () => await Promise.reject(new TransportError('unauthorized', problem)),
	});
	const { failures, refused, look } = await gather(session);
	expect(refused).toBe(problem);
	expect(asked).toEqual({ read: [], days: [] });
	expect(Object.keys(failures).sort()).toEqual([
		'closedPeriods',
		'duplicates',
		'missing',
		'productCodes',
		'setup',
		'taxDrift',
	]);
	expect(look).toEqual({ ledger: 'quickbooks', tenant: '9130', name: 'QuickBooks Online' });
});
