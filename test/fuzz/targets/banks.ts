/** The banks' connectors: what a bank answers. */
import { BANK_CONNECTORS } from '../../../connectors/registry.generated';
import type { BankConnector, BankSession } from '../../../core/bank/connector';
import { BANKS } from '../../../lab/registry.generated';
import { BANK_FACES } from '../../../nodes/shared/banks/faces.generated';
import { bookOf, dailyLines } from '../../support/bankContract/books';
import { ContractBank } from '../../support/bankContract/context';
import { all } from '../../support/gatewayContract/context';
import type { Mutator } from '../mutate/mutator';
import { Tape, TapeClock } from '../tape';
import type { Attack, FuzzTarget } from '../target';

const WORK: readonly ((session: BankSession) => Promise<unknown>)[] = [
	async (session) => await session.changes(undefined),
	async (session) => await all(session.period('2024-01-01', '2024-03-31')),
	async (session) => await session.accounts(),
];

async function prepare(connector: BankConnector): Promise<Attack> {
	const [face, kind] = [BANK_FACES[connector.id], BANKS[connector.id]];
	if (face === undefined || kind === undefined) throw new Error(`no face or lab for ${connector.id}`);
	const tape = new Tape();
	let reopen: ((m: Mutator, perWork: number) => BankSession) | undefined;
	const recorded: BankConnector = {
		...connector,
		open: (http, settings, clock) => {
			reopen = (m, perWork) => connector.open(tape.playing(m, perWork), settings, new TapeClock(Date.now()));
			return connector.open(tape.recording(http), settings, clock);
		},
	};
	const bank = await ContractBank.open({ connector: recorded, face, kind }, bookOf(dailyLines(40)));
	const calls: number[] = [];
	for (const work of WORK) {
		const before = tape.length;
		await work(bank.session);
		calls.push(tape.length - before);
	}
	await bank.close();
	return async (m) => {
		const at = m.int(WORK.length);
		return await WORK[at]?.(reopen?.(m, calls[at] ?? 1) as BankSession);
	};
}

export const BANK_TARGETS: readonly FuzzTarget[] = BANK_CONNECTORS.map((connector) => ({
	name: `bank/${connector.id}`,
	prepare: async () => await prepare(connector),
}));
