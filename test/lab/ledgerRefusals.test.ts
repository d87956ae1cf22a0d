/** Of a batch of 50 with two documents that the ledger itself refuses 48 are posted, and two are held with the ledger's own words. */
import { LEDGER_CONNECTORS } from '../../connectors/registry.generated';
import type { LedgerRequest, LedgerSession } from '../../core/ledger/connector';
import { LEDGERS } from '../../lab/registry.generated';
import { paidSale } from '../support/entries';
import { ContractBooks } from '../support/ledgerContract/books';

type Body = LedgerRequest['body'];

/** A request that passes the connector's checks and that the ledger refuses, and a part of what it says then. */
const SPOILT: Readonly<Record<string, { spoil(body: Body): Body; readonly words: RegExp }>> = {
	quickbooks: { spoil: (body) => ({ ...body, Line: [] }), words: /Required parameter .*Line/i },
	xero: { spoil: (body) => ({ ...body, LineItems: [] }), words: /line item/i },
};
const BAD = ['107', '131'];

/** The session, with the requests of some orders spoilt after they were prepared. */
function spoiling(session: LedgerSession, spoil: (body: Body) => Body): LedgerSession {
	const isBad = ({ document }: LedgerRequest): boolean =>
		BAD.some((order) => document.businessKey.endsWith(`/${order}`));
	return {
		...session,
		prepare: async (...given) =>
			(await session.prepare(...given)).map((outcome) =>
				outcome.ok && isBad(outcome.value)
					? { ...outcome, value: { ...outcome.value, body: spoil(outcome.value.body) } }
					: outcome,
			),
	};
}

it('every ledger is tried', () => {
	expect(LEDGER_CONNECTORS.map(({ id }) => id).filter((id) => SPOILT[id] === undefined)).toEqual([]);
});

it.each(LEDGER_CONNECTORS.map((connector) => [connector.id, connector] as const))(
	'%s',
	async (id, connector) => {
		const kind = LEDGERS[id];
		const spoilt = SPOILT[id];
		if (kind === undefined || spoilt === undefined) throw new Error(`${id} is not set up`);
		const books = await ContractBooks.open(connector, { kind, closeBooks: () => undefined });
		try {
			const entries = Array.from({ length: 50 }, (_, index) => paidSale(String(100 + index)));
			const results = await books.post(entries, { session: spoiling(books.session, spoilt.spoil) });
			const held = results.filter(({ outcome }) => outcome === 'review');
			expect(held.map(({ entryId }) => entryId.split('/').at(-1))).toEqual(BAD);
			for (const { findings } of held) {
				expect(findings[0]).toMatchObject({ code: 'REJECTED_BY_LEDGER' });
				expect(findings[0]?.message).toMatch(spoilt.words);
			}
			expect(results.filter(({ outcome }) => outcome === 'posted')).toHaveLength(48);
			expect(books.balances()['Sales']).toBe(-48_000);
			expect(books.duplicates).toEqual([]);

			// put right, the two follow, and nothing else is touched
			const again = await books.post(entries);
			expect(again.filter(({ outcome }) => outcome === 'posted')).toHaveLength(2);
			expect(again.filter(({ outcome }) => outcome === 'unchanged')).toHaveLength(48);
			expect(books.balances()['Sales']).toBe(-50_000);
		} finally {
			await books.close();
		}
	},
);
