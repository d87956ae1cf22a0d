/**
 * The template of approvals in n8n's own engine: who is asked, what they decide, what is posted with their names, and what never is.
 * Sub-executions are started as n8n starts them, by the trigger "One Document" with one item.
 */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { LEDGER_CONNECTORS } from '../../connectors/registry.generated';
import { readTemplate, type TemplateWorkflow } from '../../lab/demo/templates';
import type { EngineRun } from '../support/engine';
import { approvalNodes, form, type Asked, type People } from './support/approvalNodes';
import { asEngineWorkflow, Bench } from './support/bench';
import { fewOrders } from './support/shop';

const ANN = { id: 'U1', name: 'Ann Lee' };
const BO = { id: 'U2', name: 'Bo Chan' };
const POLICY = {
	currency: 'GBP',
	thresholds: { entry: [{ above: '0.00', purpose: 'any', people: 2 }] },
	approvers: { entry: [ANN, BO] },
	also: {},
};
const HELD_NODE = { user: { __rl: true, mode: 'id', value: ANN.id, cachedResultName: 'Ann Lee (@ann)' } };

/** A shop with approvals in front of a ledger. */
class Shop {
	readonly asked: Asked[] = [];
	people: People = () => undefined;

	private constructor(
		readonly bench: Bench,
		private readonly ledger: string,
	) {}

	static async open(ledger = 'quickbooks'): Promise<Shop> {
		const asked: Asked[] = [];
		const holder: { shop?: Shop } = {};
		const baseNodes = approvalNodes((one) => holder.shop?.people(one), asked);
		const bench = await Bench.start({ dayBook: fewOrders(), ledger, baseNodes });
		const shop = new Shop(bench, ledger);
		holder.shop = shop;
		Object.assign(shop, { asked });
		return shop;
	}

	get poster(): string {
		return this.bench.sales.nodes.find(({ type }) => type.endsWith('Poster'))?.name ?? '';
	}

	/** The template with what was chosen in the one without approvals. */
	private workflow(policy: object): TemplateWorkflow {
		const template = readTemplate(`approvals-shopify-to-${this.ledger}`);
		const nodes = template.nodes.map((node) => {
			const known = this.bench.sales.nodes.find(({ name }) => name === node.name);
			if (known !== undefined && node.type.startsWith('n8n-nodes-storeledger.'))
				return { ...known, id: node['id'] };
			const more = node.name === 'Approvals' ? policy : node.name === 'Ask What to Do' ? HELD_NODE : {};
			return { ...node, parameters: { ...node.parameters, ...more } };
		});
		return { ...template, nodes, id: 'approvals' };
	}

	async history(policy: object = POLICY): Promise<EngineRun> {
		return await this.bench.engine
			.open(asEngineWorkflow(this.workflow(policy)))
			.run({ start: 'Read History' });
	}

	/** What "Each on Its Own" starts. */
	async one(json: IDataObject, policy: object = POLICY): Promise<EngineRun> {
		const open = this.bench.engine.open(asEngineWorkflow(this.workflow(policy)));
		return await open.run({ start: 'One Document', items: [{ json }] });
	}

	/** "Approvals" alone. */
	async select(items: readonly IDataObject[], parameters: INodeParameters): Promise<EngineRun> {
		const { nodes, ...more } = this.workflow({ ...POLICY, ...parameters });
		const alone = nodes.filter(({ name }) => name === 'Approvals' || name === 'Read History');
		const connections = { 'Read History': { main: [[{ node: 'Approvals', type: 'main', index: 0 }]] } };
		return await this.bench.engine
			.open(asEngineWorkflow({ ...more, nodes: alone, connections }))
			.run({ start: 'Read History', items: items.map((json) => ({ json })) });
	}

	/** Why the event of a question is held. */
	async findings(request: IDataObject): Promise<string[]> {
		const history = await this.bench.syncLog.heldHistory([String(request['businessKey'])]);
		return history
			.filter(({ clearedAt }) => clearedAt === undefined)
			.flatMap(({ findings }) => findings.map(({ code }) => code));
	}

	books(): string {
		return JSON.stringify(this.bench.lab.platforms().ledger.snapshot());
	}
}

let shop: Shop;
afterEach(async () => await shop.bench.close());

const both: People = ({ user }) =>
	user === ANN.id ? form('Approve', 'big wholesale order') : form('Approve', 'known customer');

/** The first of what is asked about. */
async function firstAsked(): Promise<IDataObject> {
	const [first] = (await shop.history()).json('Approvals', 1);
	if (first === undefined) throw new Error('nobody is asked');
	return first;
}
const codes = (items: readonly IDataObject[]): string[] =>
	items.flatMap(({ findings }) => (findings as { code: string }[]).map(({ code }) => code));

describe.each(LEDGER_CONNECTORS.map(({ id }) => id))('into %s', (ledger) => {
	test('two people approve, and their names and reasons stand in the books', async () => {
		shop = await Shop.open(ledger);
		shop.people = both;
		const asked = (await shop.history()).json('Approvals', 1);
		expect(asked.length).toBeGreaterThan(2);
		expect(shop.books()).not.toContain('Approved by');
		for (const request of asked) {
			const run = await shop.one(request);
			expect(run.error).toBeUndefined();
		}
		expect(shop.asked.map(({ user }) => user)).toEqual(asked.flatMap(() => [ANN.id, BO.id]));
		expect(shop.asked[1]?.message).toContain('Ann Lee: big wholesale order');
		expect(shop.books()).toContain(
			'Approved by Ann Lee and Bo Chan: Ann Lee: big wholesale order; Bo Chan: known customer',
		);
		const again = await shop.history();
		expect(again.json('Approvals', 1)).toEqual([]);
		expect(again.json(shop.poster, 0)).toEqual([]);
		expect(again.json(shop.poster, 1)).toHaveLength(asked.length);
		expect(await shop.bench.syncLog.openHeldEvents(10)).toEqual([]);
	});
});

describe('decisions', () => {
	beforeEach(async () => {
		shop = await Shop.open();
	});

	test('what is below all limits passes as it is', async () => {
		const policy = { ...POLICY, thresholds: { entry: [{ above: '99999.00', purpose: 'any', people: 2 }] } };
		const run = await shop.history(policy);
		expect(run.json('Approvals', 0)).toEqual(run.json('Account Mapper', 0));
		expect(run.json(shop.poster, 0)).toHaveLength(run.json('Account Mapper', 0).length);
	});

	test('one approval of two posts nothing', async () => {
		const request = await firstAsked();
		shop.people = ({ user }) => (user === ANN.id ? form('Approve', 'big') : undefined);
		const run = await shop.one(request);
		expect(run.nodes).not.toContain(shop.poster);
		expect(codes(run.json('Second Decision', 3))).toEqual(['APPROVAL_MISSING']);
		expect(await shop.findings(request)).toEqual(['APPROVAL_MISSING']);
	});

	test('a rejection holds it with the reason, until a person tries again', async () => {
		const request = await firstAsked();
		shop.people = () => form('Reject', 'price is wrong');
		const run = await shop.one(request);
		expect(run.nodes).not.toContain(shop.poster);
		const [held] = run.json('First Decision', 3);
		expect(held).toMatchObject({ reason: 'Ann Lee rejected this: price is wrong', stage: 'approval' });
		const again = await shop.history();
		expect(codes(again.json('Approvals', 3))).toEqual(['APPROVAL_REJECTED']);
		expect(again.json('Approvals', 1)).toEqual([]);
		await shop.bench.syncLog.retry([String(request['businessKey'])]);
		const [anew] = (await shop.history()).json('Approvals', 1);
		expect(anew?.['businessKey']).toBe(request['businessKey']);
		expect(anew?.['id']).not.toBe(request['id']);
		// whoever has the old question cannot decide by it
		shop.people = both;
		expect((await shop.one(request)).nodes).not.toContain(shop.poster);
		expect((await shop.one(anew ?? {})).json(shop.poster, 0)).toHaveLength(1);
	});

	test('nobody answers: it is held, and asked about once however often it comes', async () => {
		const request = await firstAsked();
		const again = await shop.history();
		expect(again.json('Approvals', 1)).toEqual([]);
		expect(again.json('Approvals', 2).map(({ id }) => id)).toContain(request['id']);
		expect(await shop.findings(request)).toEqual(['APPROVAL_PENDING']);
		await shop.one(request);
		expect(await shop.findings(request)).toEqual(['APPROVAL_MISSING']);
	});

	test('what has changed since is asked about anew, and the old approval does not count', async () => {
		const request = await firstAsked();
		const entry = structuredClone(request['entry'] as IDataObject);
		Object.assign(entry, { bookedOn: '2026-12-31' });
		const [anew] = (await shop.select([entry], {})).json('Approvals', 1);
		expect(anew?.['businessKey']).toBe(request['businessKey']);
		shop.people = both;
		const old = await shop.one(request);
		expect(codes(old.json('First Decision', 3))).toEqual(['APPROVAL_CHANGED']);
		expect(old.nodes).not.toContain(shop.poster);
		// and the new question still waits
		expect(await shop.findings(request)).toEqual(['APPROVAL_PENDING']);
	});

	test('a document that was altered on its way is not posted', async () => {
		const request = structuredClone(await firstAsked());
		const lines = Reflect.get(request['entry'] as object, 'lines') as { amount: { amount: string } }[];
		for (const line of lines) line.amount.amount = `9${line.amount.amount}`;
		shop.people = both;
		const run = await shop.one(request);
		expect(run.nodes).not.toContain(shop.poster);
		expect(codes(run.json('First Decision', 3)).length).toBeGreaterThan(0);
	});

	test('the same person does not count twice, also when Slack says who clicked', async () => {
		const request = await firstAsked();
		const clicked = (id: string): object => ({
			approved: true,
			responder: { id, name: 'x', source: 'slack' },
			respondedAt: '2026-11-27T10:00:00.000Z',
		});
		shop.people = () => clicked(BO.id);
		const run = await shop.one(request);
		expect(run.nodes).not.toContain(shop.poster);
		expect(run.json('Second Decision', 1)).toMatchObject([{ asked: ANN }]);
		shop.people = () => clicked('U9');
		expect(codes((await shop.one(request)).json('First Decision', 3))).toEqual(['APPROVAL_NOT_FITTING']);
	});

	test('what was approved and not posted, because n8n was stopped, passes when it comes again', async () => {
		const request = await firstAsked();
		const { syncLog } = shop.bench;
		for (const approver of [ANN, BO])
			await syncLog.approvalDecide(String(request['id']), { approver, approved: true, why: 'yes' });
		const again = await shop.history();
		expect(again.json('Approvals', 0)).toMatchObject([{ id: request['businessKey'], approval: {} }]);
		expect(again.json(shop.poster, 0)).toHaveLength(1);
		expect(shop.books()).toContain('Approved by Ann Lee and Bo Chan: yes');
	});

	test('a new gateway is asked about until a document of it is approved', async () => {
		const policy = {
			...POLICY,
			thresholds: {},
			approvers: { entry: [ANN] },
			also: { firstTimes: ['gateway'] },
		};
		shop.people = both;
		const asked = (await shop.history(policy)).json('Approvals', 1);
		expect(asked.length).toBeGreaterThan(0);
		for (const request of asked) await shop.one(request, policy);
		const again = await shop.history(policy);
		expect(again.json('Approvals', 1)).toEqual([]);
	});

	test.each([
		['no currency', { currency: '' }, 'no currency'],
		['no amount', { thresholds: { entry: [{ above: 'much', purpose: 'any', people: 1 }] } }, 'no amount'],
		['one person for two', { approvers: { entry: [ANN] } }, 'only one is named'],
		['the same person twice', { approvers: { entry: [ANN, ANN] } }, 'named twice'],
		['nobody named', { approvers: { entry: [{ id: '', name: '' }] } }, 'needs a name'],
	])('%s: nothing is let through', async (_, change, message) => {
		const run = await shop.history({ ...POLICY, ...change });
		expect(run.status).toBe('error');
		expect(run.error?.message).toContain(message);
		expect(run.nodes).not.toContain(shop.poster);
	});
});

describe('what is held', () => {
	const UNMAPPED = 'Account Mapper';

	test('is decided in Slack: tried again, or settled by hand with who and why', async () => {
		shop = await Shop.open();
		const sales = shop.bench.sales as { nodes: { name: string; parameters: object }[] };
		const mapper = sales.nodes.find(({ name }) => name === UNMAPPED);
		if (mapper === undefined) throw new Error('no mapper');
		const { parameters } = mapper;
		mapper.parameters = { ...parameters, accounts: {} };
		const held = (await shop.history()).json('At Most Ten');
		mapper.parameters = parameters;
		const [first, second] = held;
		expect(first).toMatchObject({ type: 'Held', stage: 'mapping' });

		shop.people = () => form('Try again', 'the account is there now');
		const retried = await shop.one(first ?? {});
		expect(retried.json('Try It Again')).toMatchObject([{ type: 'Retry', businessKey: first?.['id'] }]);
		expect(shop.asked.at(-1)).toMatchObject({ user: ANN.id, node: 'Ask What to Do' });
		expect(shop.asked.at(-1)?.message).toContain('No account is chosen');

		shop.people = () => form('Settled by hand', 'journal 1042');
		const settled = await shop.one(second ?? {});
		expect(settled.json('Settled by Hand')).toMatchObject([
			{ settled: true, by: 'Ann Lee (@ann)', reason: 'journal 1042' },
		]);
	});
});
