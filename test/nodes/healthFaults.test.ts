/** The weekly check in n8n's engine, when others have been at the books: each fault is named with its fix, none stops the others. */
import { checkNamed, type CheckId, type HealthCheck, type HealthReport } from '../../core/health';
import type { SlackMessage } from '../../lab/slack';
import { Bench } from './support/bench';
import { checkHealth, HEALTH_NODES } from './support/healthWorkflow';
import { othersIn } from './support/otherConnector';
import { fewOrders, hoursAgo } from './support/shop';

const NODE = 'Sync Health Checker';

let bench: Bench;
beforeEach(async () => {
	bench = await Bench.start({ dayBook: fewOrders(), baseNodes: HEALTH_NODES });
	expect((await bench.history()).error).toBeUndefined();
});
afterEach(async () => await bench.close());

async function report(): Promise<HealthReport & { readonly html: string; readonly subject: string }> {
	const run = await checkHealth(bench);
	expect(run.error).toBeUndefined();
	const [only, ...more] = [0, 1, 2].flatMap((output) => run.json(NODE, output));
	expect(more).toEqual([]);
	return only as never;
}
const of = (each: HealthReport, id: CheckId): HealthCheck => checkNamed(each, id);
const codes = ({ findings }: HealthCheck): string[] => findings.map(({ code }) => code);
const inSlack = (): SlackMessage[] => {
	const { messages, refused } = bench.lab.platforms().slack.inspect() as {
		messages: SlackMessage[];
		refused: number;
	};
	expect(refused).toBe(0);
	return messages;
};
const postedSale = async (order: string) => {
	const records = await bench.syncLog.search({ status: ['posted'], limit: 100 });
	const found = records.find(
		({ orderNumber, documentType }) => orderNumber === order && documentType === 'SalesReceipt',
	);
	if (found?.total === undefined || found.ledgerId === undefined) throw new Error(`no sale ${order}`);
	return { ...found, total: found.total, ledgerId: found.ledgerId };
};

test('finds what a second connector and the bank feed have booked as well', async () => {
	const others = await othersIn(bench);
	const { total, bookedOn } = await postedSale('#1001');
	await others.sale({ amount: total.amount, date: bookedOn, number: '1001' });
	const { total: other, bookedOn: day } = await postedSale('#1002');
	await others.bankFeed({ amount: other.amount, date: day, number: 'FEED 1' });
	const health = await report();
	expect(health.status).toBe('errors');
	const found = of(health, 'duplicates');
	expect(codes(found)).toEqual(['SECOND_POSTER', 'PERHAPS_SECOND_POSTER']);
	expect(found.findings[0]).toMatchObject({
		message: `SalesReceipt 1001 of ${bookedOn} over ${total.amount} GBP in QuickBooks Online, entered by somebody for Kim Lee, is order #1001, which is booked as ${found.findings[0]?.evidence?.['document'] as string} already.`,
		fix: expect.stringMatching(/^Void SalesReceipt 1001/) as string,
		evidence: { ourAmount: `${total.amount} GBP`, what: 'order #1001' },
	});
	expect(of(health, 'missing').findings).toEqual([]);
	const [message] = inSlack();
	expect(JSON.stringify(message)).toContain('is order #1001');
	expect(health.html).toContain('is order #1001');
	expect(health.subject).toContain('Doubled documents (2)');
});

test('finds what somebody has voided in the ledger', async () => {
	const others = await othersIn(bench);
	const { ledgerId } = await postedSale('#1002');
	await others.voidSale({ entity: 'SalesReceipt', id: ledgerId });
	const health = await report();
	expect(of(health, 'missing').findings).toMatchObject([
		{ code: 'GONE_FROM_LEDGER', evidence: { order: '#1002', state: 'void' } },
	]);
	expect(of(health, 'duplicates').findings).toEqual([]);
});

test('names a revoked credential, and makes all checks that need no ledger', async () => {
	bench.lab.control.expireTokens(true);
	const health = await report();
	expect(health.status).toBe('errors');
	expect(codes(of(health, 'credentials'))).toEqual(['CREDENTIAL_REFUSED']);
	expect(of(health, 'credentials').findings[0]?.message).toMatch(
		/^QuickBooks Online refuses the credential "storeLedgerQuickBooksOAuth2Api": /,
	);
	expect(codes(of(health, 'duplicates'))).toEqual(['CHECK_FAILED']);
	expect(of(health, 'missing').checked).toMatch(/^4 events of the shop were looked up in the sync log/);
	expect(of(health, 'activity').count).toBeGreaterThan(3);
	expect(inSlack()).toHaveLength(1);
});

test('warns of books that are closed beyond today', async () => {
	bench.lab.control.closeBooks('2099-12-31');
	expect(codes(of(await report(), 'closedPeriods'))).toEqual(['PERIOD_CLOSED_AHEAD']);
});

test('says what is new and what is gone since a week ago', async () => {
	const others = await othersIn(bench);
	const { total, bookedOn } = await postedSale('#1001');
	const sale = await others.sale({ amount: total.amount, date: bookedOn, number: '1001' });
	expect((await report()).changes).toBeUndefined();
	const states = await bench.syncLog.states('reports/0');
	const [state] = states;
	const weekAgo = hoursAgo(24 * 7);
	const kept = (state?.value as object[]).map((each) => ({ ...each, checkedAt: weekAgo }));
	await bench.syncLog.setState(state?.scope ?? '', 'reports/0', kept);
	await others.voidSale(sale);
	const health = await report();
	expect(health.changes).toMatchObject({ since: weekAgo, status: 'errors', new: [] });
	expect(health.changes?.gone.map(({ check }) => check)).toEqual(['duplicates']);
	expect(of(health, 'duplicates')).toMatchObject({ count: 0, before: 1 });
});
