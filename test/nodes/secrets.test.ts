/** Nothing secret of shop, ledger or Slack is in any item, error, sync log or output, whatever goes wrong. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { EngineRun } from '../support/engine';
import { Bench, SHOPIFY } from './support/bench';
import { checkHealth, HEALTH_NODES } from './support/healthWorkflow';
import { fewOrders } from './support/shop';

let bench: Bench;
const said: string[] = [];

beforeAll(() => {
	for (const stream of [process.stdout, process.stderr]) {
		jest.spyOn(stream, 'write').mockImplementation((chunk) => {
			said.push(String(chunk));
			return true;
		});
	}
	for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
		jest.spyOn(console, level).mockImplementation((...args) => void said.push(inspect(args, { depth: 12 })));
});
afterAll(() => jest.restoreAllMocks());
afterEach(async () => await bench.close());

/** Every secret there has been so far, by name. */
function secrets(): Map<string, string> {
	const { store, ledger, slack } = bench.lab.keys;
	const { oauth, store: shop } = bench.lab.platforms();
	const { tokens } = oauth.snapshot();
	const { auth } = shop.snapshot?.() as { auth: { issued: { token: string }[] } };
	const issued = [
		...tokens.access.map(([token]) => token),
		...tokens.refresh.map(([token]) => token),
		...tokens.used.map(([token]) => token),
		...auth.issued.map(({ token }) => token),
	];
	return new Map([
		['client secret of the shop', store.clientSecret],
		['static token of the shop', store.accessToken],
		['client secret of the ledger', ledger.clientSecret],
		['address of Slack', slack.webhook],
		['bot token of Slack', slack.botToken],
		...issued.map((token, index): [string, string] => [`token ${index}`, token]),
	]);
}

/** All that n8n keeps and shows of a run, with the error in every form. */
function shown({ data, error }: EngineRun): string {
	const forms = error === undefined ? [] : [error.message, error.stack, inspect(error, { depth: 12 })];
	return [JSON.stringify(data), inspect(data, { depth: 30 }), JSON.stringify(error), ...forms].join('\n');
}

function syncLogBytes(): string {
	const folder = join(bench.folder, '.n8n', 'storeledger');
	return readdirSync(folder)
		.map((file) => readFileSync(join(folder, file), 'latin1'))
		.join('\n');
}

/** The names of the secrets that are in the texts, also as base64 as a header has them. */
function leaked(known: ReadonlyMap<string, string>, texts: readonly string[]): string[] {
	const all = texts.join('\n');
	return [...known].flatMap(([name, secret]) => {
		const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').slice(0, -4)];
		return forms.some((form) => all.includes(form)) ? [name] : [];
	});
}

/** Few, and no rate limits: QuickBooks asks for a minute's wait after one. */
const FAULTS = 'serverErrorBefore=0.1,serverErrorAfter=0.1,dropBefore=0.1,dropAfter=0.1,total=4,seed=3';

test('the search finds a secret that is there', async () => {
	bench = await Bench.start({ dayBook: fewOrders() });
	const { clientSecret } = bench.lab.keys.store;
	expect(leaked(secrets(), [`x${clientSecret}x`])).toEqual(['client secret of the shop']);
});

test('with faults everywhere, expired tokens, and at last a revoked sign-in', async () => {
	bench = await Bench.start({
		dayBook: fewOrders(),
		faults: FAULTS,
		baseNodes: HEALTH_NODES,
	});
	const texts: string[] = [];
	const known = new Map<string, string>();
	const note = (): void => {
		for (const [, secret] of secrets()) known.set(`secret ${secret.slice(0, 10)}`, secret);
	};
	note();
	const workflow = bench.workflow();
	await workflow.activate();
	const swept = await workflow.poll();
	if (swept !== undefined) texts.push(shown(swept));
	note();
	bench.lab.control.expireTokens(false);
	texts.push(shown(await bench.history()));
	note();
	await workflow.deactivate();
	bench.lab.control.expireTokens(true);
	// otherwise nothing would be asked: all is posted, and the lists of the ledger are kept for a while
	await bench.syncLog.clearCache('quickbooks/');
	const refused = await bench.history();
	expect(refused.error).toBeDefined();
	texts.push(shown(refused), syncLogBytes(), said.join('\n'));
	note();
	expect(known.size).toBeGreaterThan(9);
	expect(texts.join('').length).toBeGreaterThan(10_000);
	expect(leaked(known, texts)).toEqual([]);
});

test('when the shop refuses the secret', async () => {
	const wrong = 'shpss_a_secret_that_the_shop_refuses';
	bench = await Bench.start({ dayBook: fewOrders(), credentials: { [SHOPIFY]: { clientSecret: wrong } } });
	const run = await bench.history();
	expect(run.error?.message).toMatch(/My shop/);
	const known = new Map([...secrets(), ['the wrong secret', wrong]]);
	expect(leaked(known, [shown(run), said.join('\n')])).toEqual([]);
});

test('the weekly check, whose workflow itself holds the address of Slack', async () => {
	bench = await Bench.start({ dayBook: fewOrders(), baseNodes: HEALTH_NODES });
	await bench.history();
	const run = await checkHealth(bench);
	expect(run.error).toBeUndefined();
	expect(leaked(secrets(), [shown(run), syncLogBytes(), said.join('\n')])).toEqual([]);
});
