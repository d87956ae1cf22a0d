import { TransportError } from '../../../../core/transport/http';
import { FakeCompany, faultBody } from './support/company';
import { document } from './support/documents';
import { TAX_CODES } from './support/companies';

const TOKEN = 'eyJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.hush.part';
const REFRESH = 'AB11763827162abcdefghijklmnopqrstuvwxyz012345678';

/** What a careless port or ledger may put into its failures. */
const LEAKS = [
	new Error(`connect failed, headers: {"authorization":"Bearer ${TOKEN}"}`),
	{
		status: 401,
		headers: { 'www-authenticate': TOKEN },
		body: {
			fault: {
				error: [{ code: '3200', message: 'AuthenticationFailed', detail: `Token expired: ${TOKEN}` }],
				type: 'AUTHENTICATION',
			},
		},
	},
	{
		status: 400,
		headers: { intuit_tid: TOKEN },
		body: faultBody('6000', `Bearer ${TOKEN}`, `refresh_token=${REFRESH}`),
	},
	{ status: 400, headers: {}, body: faultBody('600', `request ${REFRESH}`) },
	{ status: 200, headers: {}, body: `<html>${TOKEN}</html>` },
	{ status: 500, headers: {}, body: TOKEN },
];

describe('secrets', () => {
	it.each(LEAKS.map((leak, index) => [index, leak] as const))(
		'never leave in an error or a finding (%i)',
		async (_, leak) => {
			const company = new FakeCompany();
			const session = company.open();
			const sale = document('SalesReceipt', { lines: [{ amount: '1.00', code: TAX_CODES.uk.zero }] });
			const [outcome] = await session.prepare([sale], new Map());
			if (outcome?.ok !== true) throw new Error('held');
			company.onRequest = () => leak;
			const said: unknown[] = [];
			for (const action of [
				async () => await session.send([outcome.value], 'r'),
				async () => await session.find([sale]),
				async () => {
					await company.cache.clear();
					return await company.open().accounts();
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
		const company = new FakeCompany();
		await company.open().accounts();
		expect(Object.keys(company.requests[0]?.headers ?? {})).toEqual(['Accept']);
	});
});
