/** The gateways' connectors: what a gateway answers about payouts and disputes. */
import { GATEWAY_CONNECTORS } from '../../../connectors/registry.generated';
import type { GatewayConnector, GatewaySession } from '../../../core/gateway/connector';
import { GATEWAY_FACES } from '../../../nodes/shared/gateways/faces.generated';
import { everyType } from '../../support/gatewayContract/books';
import { ALL, all, ContractGateway, dayBookName } from '../../support/gatewayContract/context';
import type { Mutator } from '../mutate/mutator';
import { Tape, TapeClock } from '../tape';
import type { Attack, FuzzTarget } from '../target';

type Work = (session: GatewaySession, ids: readonly string[]) => Promise<unknown>;

const WORK: readonly Work[] = [
	async (session) => await all(session.payouts(ALL)),
	async (session) => await all(session.payouts(ALL)),
	async (session, ids) => await session.payoutsById(ids),
	async (session) => await all(session.disputes(ALL)),
	async (session) => await session.account(),
];

async function prepare(connector: GatewayConnector): Promise<Attack> {
	const face = GATEWAY_FACES[connector.id];
	if (face === undefined) throw new Error(`no face for ${connector.id}`);
	const tape = new Tape();
	let reopen: ((m: Mutator, perWork: number) => GatewaySession) | undefined;
	const recorded: GatewayConnector = {
		...connector,
		open: (http, settings, policy, clock) => {
			reopen = (m, perWork) =>
				connector.open(tape.playing(m, perWork), settings, policy, new TapeClock(Date.now()));
			return connector.open(tape.recording(http), settings, policy, clock);
		},
	};
	const { dayBook } = everyType(dayBookName({ connector, face }));
	const gateway = await ContractGateway.open({ connector: recorded, face }, dayBook);
	const ids = (await all(gateway.session.payouts(ALL))).map(({ externalId }) => externalId);
	const calls: number[] = [];
	for (const work of WORK) {
		const before = tape.length;
		await work(gateway.session, ids);
		calls.push(tape.length - before);
	}
	await gateway.close();
	return async (m) => {
		const at = m.int(WORK.length);
		return await WORK[at]?.(reopen?.(m, calls[at] ?? 1) as GatewaySession, ids);
	};
}

export const GATEWAY_TARGETS: readonly FuzzTarget[] = GATEWAY_CONNECTORS.map((connector) => ({
	name: `gateway/${connector.id}`,
	prepare: async () => await prepare(connector),
}));
