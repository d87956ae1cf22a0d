/**
 * Approvals in the real n8n, with its own Slack node: large documents are asked about in private messages, decided on n8n's own page,
 * and posted with names and reasons in the memo, or held. n8n is stopped in between.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium as browser, type Browser } from 'playwright-core';
import { builtIn } from '../../lab/daybook/builtIn';
import { fillSalesTemplate, readTemplate } from '../../lab/demo/templates';
import { setUp } from '../../lab/demo/run';
import { hasOpenssl, startHttpsProxy } from '../../lab/kit/httpsProxy';
import { serve } from '../../lab/kit/server';
import { directOf, SlackLab, type SlackMessage, type SlackUser } from '../../lab/slack';
import { buttonsOf, clickOf } from '../../lab/slack/interaction';
import { startN8nDemo } from '../support/demo';
import { Editor } from '../support/editor';
import { runtime } from '../support/n8n';

const FOLDER = join(__dirname, '..', '..', 'workflows-templates');

const ANN: SlackUser = { id: 'U0ANN', name: 'ann', realName: 'Ann Lee' };
const BO: SlackUser = { id: 'U0BO', name: 'bo', realName: 'Bo Chan' };
const ONE = '100.00';
const TWO = '200.00';
const MANY = '300.00';
const SIGNING_SECRET = 'lab-signing-secret';
/** of the day book: its sale and, later, its payment are above the limit for two */
const TWO_PEOPLE = '#1036';
const REJECTED = '#1008';
const RESTARTED = '#1005';
const LATE = '#1012';

const { chromium } = runtime();
const missing = chromium === undefined ? 'no Chromium was found' : hasOpenssl() ? undefined : 'no openssl';

type Demo = Awaited<ReturnType<typeof startN8nDemo>>;

/** The template, filled in; with who is asked, and a short time for what nobody answers. */
function filled(
	choices: Parameters<typeof fillSalesTemplate>[1],
	late: string,
	slack: { id: string; name: string },
) {
	const template = fillSalesTemplate(readTemplate('approvals-shopify-to-quickbooks'), {
		...choices,
		id: 'approvalsOfATest',
	});
	const nodes = template.nodes.map((node) => {
		if (node.type === 'n8n-nodes-base.slack') {
			const limit = {
				limitType: 'afterTimeInterval',
				resumeAmount: `={{ $json.orderNumber === '${late}' ? 0.05 : 2880 }}`,
				resumeUnit: 'minutes',
			};
			const options = { ...(node.parameters['options'] as object), limitWaitTime: { values: limit } };
			const user = node.name === 'Ask What to Do' ? { user: { __rl: true, mode: 'id', value: ANN.id } } : {};
			return {
				...node,
				parameters: { ...node.parameters, ...user, options },
				credentials: { slackApi: slack },
			};
		}
		if (node.name !== 'Approvals') return node;
		const parameters = {
			...node.parameters,
			currency: 'GBP',
			thresholds: {
				entry: [
					{ above: ONE, purpose: 'any', people: 1 },
					{ above: TWO, purpose: 'any', people: 2 },
				],
			},
			approvers: { entry: [ANN, BO].map(({ id, realName }) => ({ id, name: realName })) },
			also: {},
		};
		return { ...node, parameters };
	});
	return { ...template, nodes };
}

/** The same, where Slack tells who has clicked a button in a channel: nobody is named, and there is no form. */
function capturing(workflow: ReturnType<typeof filled>): ReturnType<typeof filled> {
	const nodes = workflow.nodes.map((node) => {
		const { parameters } = node;
		if (node.type === 'n8n-nodes-base.slack')
			return {
				...node,
				parameters: {
					...parameters,
					select: 'channel',
					channelId: { __rl: true, mode: 'name', value: '#bookkeeping' },
					responseType: 'approval',
					approvalOptions: { values: { approvalType: 'double' } },
					captureResponder: true,
					options: { appendAttribution: false },
				},
			};
		if (node.name !== 'Approvals') return node;
		const thresholds = { entry: [{ above: MANY, purpose: 'any', people: 2 }] };
		return { ...node, parameters: { ...parameters, thresholds, approvers: {} } };
	});
	return { ...workflow, nodes };
}

const textOf = ({ blocks }: SlackMessage): string => JSON.stringify(blocks);

/** n8n refuses whoever is faster than its own noting that it waits. */
const TOO_EARLY = 409;

async function sendWhenWaiting(send: () => Promise<Response>): Promise<Response> {
	for (let tries = 1; ; tries++) {
		const response = await send();
		if (response.status !== TOO_EARLY || tries === 60) return response;
		await sleep(1_000);
	}
}

/** Answers on n8n's page, as a browser does. */
async function answerInBrowser(open: Browser, url: string, decision: string, why: string): Promise<string> {
	await sendWhenWaiting(async () => await fetch(url, { headers: { 'user-agent': 'Mozilla/5.0' } }));
	const page = await open.newPage();
	await page.goto(url);
	const shown = await page.locator('body').innerText();
	await page.locator('select').selectOption(decision);
	await page.locator('textarea').fill(why);
	await page.locator('button[type="submit"], #submit-btn').click();
	await page.getByText('Got it, thanks').first().waitFor();
	await page.close();
	return shown;
}

/** The same without a browser. */
async function answer(url: string, decision: string, why: string): Promise<{ status: number; text: string }> {
	const body = new FormData();
	body.set('field-0', decision);
	body.set('field-1', why);
	const send = async (): Promise<Response> =>
		await fetch(url, { method: 'POST', body, headers: { 'user-agent': 'Mozilla/5.0' } });
	// a connection that was kept open to an n8n which is gone since has carried nothing
	const response = await sendWhenWaiting(send).catch(async (error: unknown) => {
		if (error instanceof TypeError) return await sendWhenWaiting(send);
		throw error;
	});
	return { status: response.status, text: await response.text() };
}

async function until<T>(
	what: string,
	look: () => Promise<T | undefined> | T | undefined,
	withinMs = 240_000,
): Promise<T> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const found = await look();
		if (found !== undefined && found !== false) return found;
		if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs / 1000} s`);
		await sleep(500);
	}
}

/** Everything the ledger keeps, as a text to look for memos in. */
const booksText = ({ lab }: Demo): string => JSON.stringify(lab.platforms().ledger.snapshot());

async function stateOf({ syncLog }: Demo, orderNumber: string): Promise<string[]> {
	const events = await syncLog.eventsOfOrder(orderNumber);
	const records = await syncLog.recordsOf(events);
	const held = (await syncLog.heldHistory(events)).filter(({ clearedAt }) => clearedAt === undefined);
	return [
		...records.map(({ status, documentType }) => `${status} ${documentType}`),
		...held.flatMap(({ findings }) => findings.map(({ code }) => code)),
	].sort();
}

if (missing !== undefined) {
	test.skip(`approvals in the real n8n (skipped: ${missing})`, () => undefined);
} else {
	test('large orders wait for one or two people in Slack', async () => {
		const slack = new SlackLab({
			webhook: 'T1/B1/secret',
			botToken: 'xoxb-lab',
			channels: ['bookkeeping'],
			users: [ANN, BO],
		});
		const served = await serve(slack);
		const proxy = await startHttpsProxy({ 'slack.com': served.port });
		const demo = await startN8nDemo({ dayBook: builtIn(), env: proxy.env });
		const open = await browser.launch({
			...(chromium === undefined ? {} : { executablePath: chromium }),
			args: [
				'--headless',
				'--no-sandbox',
				'--disable-gpu',
				'--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
			],
		});
		const linkOf = (message: SlackMessage): string => String(buttonsOf(message)[0]?.url);
		const toPerson = (user: SlackUser): SlackMessage[] =>
			slack.messages().filter(({ channel }) => channel === directOf(user));
		try {
			const { choices } = await setUp(demo);
			const data = { accessToken: 'xoxb-lab', signatureSecret: SIGNING_SECRET };
			const credential = { name: 'Slack (lab)', type: 'slackApi' };
			const id = await demo.engine.api.credentials.create({ ...credential, data });
			const { engine, syncLog, lab } = demo;
			const workflow = filled(choices, LATE, { id, name: credential.name });
			await engine.activate(workflow);
			const about = (user: SlackUser, what: string): SlackMessage[] =>
				toPerson(user).filter((message) => textOf(message).includes(`decide: ${what}:`));
			const asked = async (user: SlackUser, what: string, times = 1): Promise<SlackMessage> =>
				await until(`${user.name} is asked about ${what}`, () => about(user, what)[times - 1]);
			const becomes = async (order: string, ...expected: string[]): Promise<void> =>
				await until(`${order} becomes ${expected.join(', ')}`, async () => {
					const state = await stateOf(demo, order);
					return JSON.stringify(state) === JSON.stringify(expected) ? true : undefined;
				}).then(() => undefined);

			// two people, each on n8n's page
			const first = linkOf(await asked(ANN, `Sale ${TWO_PEOPLE}`));
			expect(about(BO, `Sale ${TWO_PEOPLE}`)).toEqual([]);
			expect(await answerInBrowser(open, first, 'Approve', 'big wholesale order')).toContain(
				'360.45 GBP is more than 200.00 GBP',
			);
			const toBo = await asked(BO, `Sale ${TWO_PEOPLE}`);
			expect(textOf(toBo)).toContain('Ann Lee: big wholesale order');
			// the first link is no key to the second decision
			expect(linkOf(toBo)).not.toBe(first);
			await answer(first, 'Approve', 'and once more');
			await sleep(3_000);
			expect(await stateOf(demo, TWO_PEOPLE)).toEqual(['APPROVAL_PENDING', 'APPROVAL_PENDING']);
			await answerInBrowser(open, linkOf(toBo), 'Approve', 'known customer');
			// its payment is asked about by itself
			await becomes(TWO_PEOPLE, 'APPROVAL_PENDING', 'posted Invoice');
			expect(booksText(demo)).toContain(
				'Approved by Ann Lee and Bo Chan: Ann Lee: big wholesale order; Bo Chan: known customer',
			);

			await answer(linkOf(await asked(ANN, `Sale ${REJECTED}`)), 'Reject', 'price is wrong');
			await becomes(REJECTED, 'APPROVAL_REJECTED');

			// n8n dies while people think
			const afterwards = linkOf(await asked(ANN, `Sale ${RESTARTED}`));
			await engine.n8n.kill('SIGKILL');
			await engine.n8n.restart();
			await engine.n8n.waitUntilReady();
			expect((await answer(afterwards, 'Approve', 'after the restart')).status).toBe(200);
			await becomes(RESTARTED, 'posted SalesReceipt');
			expect(booksText(demo)).toContain('Approved by Ann Lee: after the restart');
			await answer(afterwards, 'Reject', 'too late');

			await becomes(LATE, 'APPROVAL_MISSING');

			// read again: nobody is asked again, nothing is posted again
			const messages = slack.messages().length;
			expect(await engine.readAgain(workflow)).toMatchObject({ posted: 0 });
			await sleep(5_000);
			expect(slack.messages()).toHaveLength(messages);
			expect(lab.platforms().ledger.inspect()).toMatchObject({ duplicates: [] });
			expect(await stateOf(demo, RESTARTED)).toEqual(['posted SalesReceipt']);
			expect(await stateOf(demo, REJECTED)).toEqual(['APPROVAL_REJECTED']);

			// a person wants the rejected one to be decided upon once more
			await syncLog.retry(await syncLog.eventsOfOrder(REJECTED));
			await answer(linkOf(await asked(ANN, `Sale ${REJECTED}`, 2)), 'Approve', 'price is mended');
			await becomes(REJECTED, 'posted SalesReceipt');
			expect(booksText(demo)).toContain('Approved by Ann Lee: price is mended');
			expect(proxy.refused).toEqual([]);

			const editor = await Editor.open(chromium ?? '', engine.editor);
			try {
				await editor.importWorkflow(join(FOLDER, 'approvals-shopify-to-quickbooks.json'));
				expect(await editor.nodesWithoutIcon()).toEqual([]);
				expect(await editor.unknownNodes()).toEqual([]);
				const folder = process.env['STORELEDGER_SCREENSHOTS'] ?? '';
				if (folder !== '') await editor.screenshot(join(folder, 'approvals.png'));
			} finally {
				await editor.close();
			}
		} finally {
			await open.close();
			await demo.close();
			await proxy.close();
			await served.close();
		}
	});

	test('where Slack tells who has clicked, the same person does not count twice', async () => {
		const slack = new SlackLab({
			webhook: 'T1/B1/secret',
			botToken: 'xoxb-lab',
			channels: ['bookkeeping'],
			users: [ANN, BO],
		});
		const served = await serve(slack);
		const proxy = await startHttpsProxy({ 'slack.com': served.port });
		const demo = await startN8nDemo({ dayBook: builtIn(), env: proxy.env });
		const { engine } = demo;
		const click = async (
			message: SlackMessage,
			user: SlackUser,
			secret = SIGNING_SECRET,
		): Promise<number> => {
			const [decline, approve] = buttonsOf(message);
			expect([decline?.text?.text, approve?.text?.text]).toEqual(['Decline', 'Approve']);
			const { headers, body } = clickOf(message, approve ?? {}, user, secret, Date.now());
			const url = `${engine.n8n.baseUrl}/webhook-waiting-slack`;
			const send = async (): Promise<Response> => await fetch(url, { method: 'POST', headers, body });
			return (await sendWhenWaiting(send)).status;
		};
		const about = (what: string): SlackMessage[] =>
			slack.messages().filter((message) => textOf(message).includes(`decide: ${what}:`));
		const waiting = (what: string): SlackMessage | undefined =>
			about(what).find((message) => buttonsOf(message).length > 0);
		try {
			const { choices } = await setUp(demo);
			const data = { accessToken: 'xoxb-lab', signatureSecret: SIGNING_SECRET };
			const credential = { name: 'Slack (lab)', type: 'slackApi' };
			const id = await engine.api.credentials.create({ ...credential, data });
			await engine.activate(capturing(filled(choices, LATE, { id, name: credential.name })));
			const first = await until('the channel is asked', () => waiting(`Sale ${TWO_PEOPLE}`));
			expect(await click(first, ANN, 'another secret')).toBe(401);
			expect(await click(first, ANN)).toBe(200);
			const second = await until('a second person is asked', () =>
				about(`Sale ${TWO_PEOPLE}`).length > 1 ? waiting(`Sale ${TWO_PEOPLE}`) : undefined,
			);
			expect(textOf(second)).toContain('Approved so far');
			expect(await click(second, BO)).toBe(200);
			await until('it is posted', async () =>
				(await stateOf(demo, TWO_PEOPLE)).includes('posted Invoice') ? true : undefined,
			);
			expect(booksText(demo)).toContain(
				'Approved by ann and bo: asked because 360.45 GBP is more than 300.00 GBP',
			);

			// its payment: one person clicks twice
			const payment = await until('about the payment', () => waiting(`Payment ${TWO_PEOPLE}`));
			expect(await click(payment, BO)).toBe(200);
			const again = await until('about the payment again', () =>
				about(`Payment ${TWO_PEOPLE}`).length > 1 ? waiting(`Payment ${TWO_PEOPLE}`) : undefined,
			);
			expect(await click(again, BO)).toBe(200);
			await sleep(5_000);
			expect(await stateOf(demo, TWO_PEOPLE)).toEqual(['APPROVAL_PENDING', 'posted Invoice']);
		} finally {
			await demo.close();
			await proxy.close();
			await served.close();
		}
	});
}
