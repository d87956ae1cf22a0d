/** The stores' connectors: what a shop answers. */
import { STORE_CONNECTORS } from '../../../connectors/registry.generated';
import type { StoreConnector, StoreSession } from '../../../core/store/connector';
import { builtIn } from '../../../lab/daybook/builtIn';
import { STORE_FACES } from '../../../nodes/shared/stores/faces.generated';
import { ALL, all, ContractShop, idsOf } from '../../support/storeContract/context';
import type { Mutator } from '../mutate/mutator';
import { Tape, TapeClock } from '../tape';
import type { Attack, FuzzTarget } from '../target';

type Work = (session: StoreSession) => Promise<unknown>;

const CHANGED = { from: '2026-01-01T00:00:00Z' };

/** Beside single orders, which are what the books are made of. */
const WORK: readonly Work[] = [
	async (session) => await session.shop(),
	async (session) => await all(session.products()),
	async (session) => await all(session.customers()),
	async (session) => await session.taxSettings(),
	async (session) => await session.webhooks(),
	async (session) => await session.subscribe('https://n8n.example/webhook/1'),
	async (session) => await all(session.placedOrders(ALL)),
	async (session) => await all(session.changedOrders(CHANGED)),
];
/** How often lists of everything are read: they take as long as a hundred orders. */
const LISTS = 0.01;

async function prepare(connector: StoreConnector): Promise<Attack> {
	const face = STORE_FACES[connector.id];
	if (face === undefined) throw new Error(`no face for ${connector.id}`);
	const tape = new Tape();
	let reopen: ((m: Mutator, perWork: number) => StoreSession) | undefined;
	const recorded: StoreConnector = {
		...connector,
		verifyWebhook: (incoming) => connector.verifyWebhook(incoming),
		open: (http, settings, policy, clock) => {
			const wide = { ...policy, deliveries: true, productFacts: true, customerGroups: true };
			reopen = (m, perWork) =>
				connector.open(tape.playing(m, perWork), settings, wide, new TapeClock(Date.now()));
			return connector.open(tape.recording(http), settings, wide, clock);
		},
	};
	const shop = await ContractShop.open({ connector: recorded, face }, builtIn());
	const ids = idsOf(await all(shop.session.changedOrders(CHANGED)));
	const orders = ids.map(
		(id): Work =>
			async (session) =>
				await session.ordersById([id]),
	);
	const counted = async (work: Work): Promise<readonly [Work, number]> => {
		const before = tape.length;
		await work(shop.session);
		return [work, tape.length - before];
	};
	const [single, few, lists]: (readonly [Work, number])[][] = [[], [], []];
	for (const work of orders) single?.push(await counted(work));
	for (const work of WORK.slice(0, -2)) few?.push(await counted(work));
	for (const work of WORK.slice(-2)) lists?.push(await counted(work));
	await shop.close();
	return async (m) => {
		const choice = (m.chance(LISTS) ? lists : m.chance(0.15) ? few : single) ?? [];
		const [work, calls] = m.pick(choice);
		return await work(reopen?.(m, calls) as StoreSession);
	};
}

export const STORE_TARGETS: readonly FuzzTarget[] = STORE_CONNECTORS.map((connector) => ({
	name: `store/${connector.id}`,
	prepare: async () => await prepare(connector),
}));
