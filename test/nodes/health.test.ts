/** The weekly check on its way to Slack: healthy after a clean run, and it finds what is held and what never came. */
import { checkNamed, type CheckId, type HealthCheck, type HealthReport } from '../../core/health';
import type { EngineRun } from '../support/engine';
import type { SlackMessage } from '../../lab/slack';
import { Bench } from './support/bench';
import { checkHealth, HEALTH_NODES } from './support/healthWorkflow';
import { BEFORE_NEWEST, fewOrders } from './support/shop';

let bench: Bench;
const start = async (startAt?: number): Promise<void> => {
	bench = await Bench.start({
		dayBook: fewOrders(),
		baseNodes: HEALTH_NODES,
		...(startAt === undefined ? {} : { startAt }),
	});
};
afterEach(async () => await bench.close());

const NODE = 'Sync Health Checker';
const OUTPUTS = ['healthy', 'warnings', 'errors'];

/** The one report of a run, which must be on the output of its status. */
function reportOf(run: EngineRun): HealthReport {
	expect(run.error).toBeUndefined();
	const reports = OUTPUTS.flatMap((status, output) =>
		run.json(NODE, output).map((json) => ({ status, report: json as unknown as HealthReport })),
	);
	const [only] = reports;
	if (only === undefined || reports.length > 1) throw new Error(`${reports.length} reports`);
	expect(only.report.status).toBe(only.status);
	return only.report;
}

const checkIn = (report: HealthReport, id: CheckId): HealthCheck => checkNamed(report, id);
const messagesOf = ({ findings }: HealthCheck): string[] => findings.map(({ message }) => message);

/** What Slack has taken, as text. */
function inSlack(): string[] {
	const { messages, refused } = bench.lab.platforms().slack.inspect() as {
		messages: SlackMessage[];
		refused: number;
	};
	expect(refused).toBe(0);
	return messages.map((message) => JSON.stringify(message));
}

test('healthy after a clean run, and Slack hears so', async () => {
	await start();
	expect((await bench.history()).error).toBeUndefined();
	const run = await checkHealth(bench);
	const report = reportOf(run);
	expect(report.status).toBe('healthy');
	expect(checkIn(report, 'missing').checked).toBe(
		'4 events of the shop were looked up in the sync log and 4 posted documents were read again in QuickBooks Online.',
	);
	for (const id of ['held', 'failed', 'missing', 'duplicates', 'taxDrift', 'credentials', 'stale'] as const)
		expect([id, checkIn(report, id).status, checkIn(report, id).findings]).toEqual([id, 'ok', []]);
	expect(report.stores.map(({ posted }) => posted)).toEqual([4]);
	expect(run.json('Post to Slack')).toEqual([{ said: 'ok' }]);
	expect(inSlack()).toEqual([expect.stringMatching(/4 posted/)]);
});

test('warns of what is held, with reason, fix and order', async () => {
	await start();
	const entry = bench.accounts.filter(({ when }) => when.gateway !== 'paypal') as never;
	const run = await bench.history({ 'Account Mapper': { parameters: { accounts: { entry } } } });
	expect(run.error).toBeUndefined();
	const report = reportOf(await checkHealth(bench));
	expect(report.status).toBe('warnings');
	expect(checkIn(report, 'missing').findings).toEqual([]);
	expect(checkIn(report, 'held')).toMatchObject({
		count: 1,
		findings: [{ code: 'ACCOUNT_NOT_MAPPED', evidence: { count: 1, examples: '#1002' } }],
	});
	expect(inSlack()).toEqual([expect.stringMatching(/#1002/)]);
});

test('reports an order that never came as an error, with what it is worth', async () => {
	await start(BEFORE_NEWEST);
	expect((await bench.history()).error).toBeUndefined();
	await bench.lab.control.advance(Number.MAX_SAFE_INTEGER);
	const report = reportOf(await checkHealth(bench));
	expect(report.status).toBe('errors');
	const missing = checkIn(report, 'missing');
	expect(missing.checked).toContain('What is missing is worth 24.00 GBP.');
	expect(missing.findings.map(({ code }) => code)).toEqual(['MISSING_IN_LEDGER']);
	expect(messagesOf(missing)).toEqual([expect.stringContaining('#1003')]);
	expect(inSlack()).toEqual([expect.stringMatching(/#1003/)]);
});

test('counts and Slack stay right when nothing was ever posted', async () => {
	await start();
	expect(reportOf(await checkHealth(bench))).toMatchObject({ status: 'errors', stores: [] });
	expect(inSlack()).toHaveLength(1);
});
