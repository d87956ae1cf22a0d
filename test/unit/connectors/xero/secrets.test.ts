import { TransportError } from '../../../../core/transport/http';
import { TAX_CODES } from './support/companies';
import { document } from './support/documents';
import { FakeOrganisation } from './support/organisation';

const TOKEN = 'eyJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.hush.part';
const REFRESH = 'AB11763827162abcdefghijklmnopqrstuvwxyz012345678';

/** What a careless port or ledger may put into its failures. */
const LEAKS = [
	new Error(`connect failed, headers: {"authorization":"Bearer ${TOKEN}"}`),
	{
		status: 401,
		headers: { 'www-authenticate': TOKEN },
		body: { Title: 'Unauthorized', Detail: `TokenExpired: ${TOKEN}` },
	},
	{ status: 403, headers: {}, body: { Title: 'Forbidden', Detail: `Bearer ${TOKEN}` } },
	{
		status: 400,
		headers: { 'xero-correlation-id': TOKEN },
		body: {
			Type: 'ValidationException',
			Message: `Bearer ${TOKEN}`,
			Elements: [{ ValidationErrors: [{ Message: `refresh_token=${REFRESH}` }] }],
		},
	},
	{ status: 200, headers: {}, body: `<html>${TOKEN}</html>` },
	{ status: 500, headers: {}, body: TOKEN },
];

describe('secrets', () => {
	it.each(LEAKS.map((leak, index) => [index, leak] as const))(
		'never leave in an error or a finding (%i)',
		async (_, leak) => {
			const organisation = new FakeOrganisation();
			const session = organisation.open();
			const sale = document('Invoice', { lines: [{ amount: '1.00', code: TAX_CODES.uk.zero }] });
			const [outcome] = await session.prepare([sale], new Map());
			if (outcome?.ok !== true) throw new Error('held');
			organisation.onRequest = () => leak;
			const said: unknown[] = [];
			const reference = {
				postingKey: sale.postingKey,
				documentType: 'Invoice' as const,
				entity: 'Invoices',
				id: 'e0000000-0000-4000-8000-000000000100',
				number: sale.number,
				date: sale.date,
				total: sale.total,
			};
			for (const action of [
				async () => await session.send([outcome.value], 'r'),
				async () => await session.find([sale]),
				async () => await session.undo([reference], 'u'),
				async () => {
					await organisation.cache.clear();
					return await organisation.open().accounts();
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
		const organisation = new FakeOrganisation();
		await organisation.open().accounts();
		expect(Object.keys(organisation.requests[0]?.headers ?? {})).toEqual(['Accept', 'xero-tenant-id']);
	});
});
