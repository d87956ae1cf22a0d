import { TransportError } from '../../../../core/transport/http';
import type { LedgerRequest, PostedReference } from '../../../../core/ledger/connector';
import { FakeBusiness } from './support/business';
import { documentOf } from './support/documents';

const TOKEN = 'eyJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.hush.part';
const REFRESH = 'a1763827162abcdefghijklmnopqrstuvwxyz01234567890';

/** What a careless port or ledger may put into its failures. */
const LEAKS = [
	new Error(`connect failed, headers: {"authorization":"Bearer ${TOKEN}"}`),
	{
		status: 401,
		headers: { 'www-authenticate': TOKEN },
		body: { error: 'unauthenticated', error_description: TOKEN },
	},
	{ status: 403, headers: {}, body: { code: 7, message: `Bearer ${TOKEN}` } },
	{
		status: 422,
		headers: { 'x-request-id': TOKEN },
		body: {
			response: { errors: [{ errno: 1004, field: '', message: `refresh_token=${REFRESH} Bearer ${TOKEN}` }] },
		},
	},
	{ status: 200, headers: {}, body: `<html>${TOKEN}</html>` },
	{ status: 500, headers: {}, body: TOKEN },
];

const sale = documentOf('paid-sale');
const request: LedgerRequest = {
	document: sale,
	entity: 'JournalEntry',
	body: { name: sale.number, description: 'x', date: sale.date, currency: 'GBP', legs: [] },
};
const reference: PostedReference = {
	postingKey: sale.postingKey,
	documentType: 'Invoice',
	entity: 'Invoice',
	id: '1',
	number: sale.number,
	date: sale.date,
	total: sale.total,
};

describe('secrets', () => {
	it.each(LEAKS.map((leak, index) => [index, leak] as const))(
		'never leave in an error or a finding (%i)',
		async (_, leak) => {
			const business = new FakeBusiness();
			const session = business.open();
			await session.accounts();
			business.onRequest = () => leak;
			const said: unknown[] = [];
			for (const action of [
				async () => await session.send([request], 'r'),
				async () => await session.find([sale]),
				async () => await session.undo([reference], 'u'),
				async () => await session.read([reference]),
				async () => {
					await business.cache.clear();
					return await business.open().accounts();
				},
			]) {
				try {
					said.push(await action());
				} catch (error) {
					expect(error).toBeInstanceOf(TransportError);
					said.push(
						Object.entries(error as object),
						String(error),
						(error as Error).stack,
						(error as Error).cause,
					);
				}
			}
			const text = JSON.stringify(said);
			expect(text.length).toBeGreaterThan(50);
			expect(text).not.toMatch(/eyJlbmM|hush/);
			expect(text).not.toContain(REFRESH);
		},
	);

	it('requests carry no credential of their own', async () => {
		const business = new FakeBusiness();
		await business.open().accounts();
		expect(Object.keys(business.requests[0]?.headers ?? {})).toEqual(['Accept', 'Api-Version']);
	});
});
