/** The weekly check on its way to Slack: healthy after a clean run, and it finds what is held and what never came. */
import type { HealthReport } from '../../core/health';
import type { EngineRun } from '../support/engine';
import type { SlackMessage } from '../../lab/slack';
import { Bench } from './support/bench';
import { checkHealth, HTTP_REQUEST } from './support/healthWorkflow';
import { BEFORE_NEWEST, fewOrders } from './support/shop';

let bench: Bench;
const start = async (startAt?: number): Promise<void> => {
	bench = await Bench.start({
		dayBook: fewOrders(),
		baseNodes: { httpRequest: HTTP_REQUEST },
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
	expect(report).toMatchObject({
		status: 'healthy',
		held: { count: 0 },
		failed: { count: 0 },
		missing: { compared: 4, findings: [] },
	});
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
	expect(report).toMatchObject({ status: 'warnings', held: { count: 1 }, missing: { findings: [] } });
	expect(report.held.reasons).toEqual([
		expect.objectContaining({ code: 'ACCOUNT_NOT_MAPPED', count: 1, examples: ['#1002'] }),
	]);
	expect(inSlack()).toEqual([expect.stringMatching(/#1002/)]);
});

test('reports an order that never came as an error, with what it is worth', async () => {
	await start(BEFORE_NEWEST);
	expect((await bench.history()).error).toBeUndefined();
	await bench.lab.control.advance(Number.MAX_SAFE_INTEGER);
	const report = reportOf(await checkHealth(bench));
	expect(report).toMatchObject({
		status: 'errors',
		missing: { compared: 4, amounts: [{ amount: '24.00', currency: 'GBP' }] },
	});
	expect(report.missing?.findings.map(({ code }) => code)).toEqual(['MISSING_IN_LEDGER']);
	expect(report.missing?.findings[0]?.message).toContain('#1003');
	expect(inSlack()).toEqual([expect.stringMatching(/#1003/)]);
});

test('counts and Slack stay right when nothing was ever posted', async () => {
	await start();
	expect(reportOf(await checkHealth(bench))).toMatchObject({ status: 'errors', stores: [] });
	expect(inSlack()).toHaveLength(1);
});
