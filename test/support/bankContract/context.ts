/** A bank of the lab, and a session of its connector that is signed by the package's own credential. */
import type { BankConnector, BankPage, BankSession } from '../../../core/bank/connector';
import type { BankTransaction, HeldDocument } from '../../../core/documents';
import type { Clock } from '../../../core/transport/clock';
import type { DayBook } from '../../../lab/daybook/events';
import type { BankKind, ServiceKeys } from '../../../lab/kinds';
import { parseFaultPlan } from '../../../lab/kit/faultPlan';
import { FaultSchedule } from '../../../lab/kit/faults';
import type { LabPlatform } from '../../../lab/kit/platform';
import { serve, type Served } from '../../../lab/kit/server';
import { World } from '../../../lab/kit/world';
import type { BankFace } from '../../../nodes/shared/banks/face';
import { credentialHttp } from '../credentialHttp';

export interface BankUnderTest {
	readonly connector: BankConnector;
	readonly face: BankFace;
	readonly kind: BankKind;
}

/** Does not wait, and remembers how long it was asked to. */
class NoWaiting implements Clock {
	readonly slept: number[] = [];

	now(): number {
		return Date.now();
	}

	async sleep(ms: number): Promise<void> {
		this.slept.push(ms);
		await Promise.resolve();
	}
}

export class ContractBank {
	private constructor(
		readonly world: World,
		readonly platform: LabPlatform,
		readonly keys: ServiceKeys,
		readonly faults: FaultSchedule,
		readonly clock: NoWaiting,
		readonly session: BankSession,
		private readonly served: Served,
	) {}

	/** @param startAt a day; what is later has not happened yet. By default all has happened. */
	static async open(
		{ connector, face, kind }: BankUnderTest,
		dayBook: DayBook,
		startAt?: string,
	): Promise<ContractBank> {
		const world = new World(dayBook, startAt === undefined ? undefined : Date.parse(startAt));
		const keys = kind.newKeys();
		const deliver = async () => await Promise.reject(new Error('a bank sends nothing here'));
		const platform = kind.make(world, { keys, deliver });
		const faults = new FaultSchedule(platform.name);
		const served = await serve(platform, { faults });
		const { type, data } = kind.credential({ keys, url: served.url });
		if (type !== face.credential) throw new Error(`the lab gives a credential of the type ${type}`);
		const clock = new NoWaiting();
		const session = connector.open(await credentialHttp(type, data), face.settings(data), clock);
		return new ContractBank(world, platform, keys, faults, clock, session, served);
	}

	useFaults(plan: string): void {
		this.faults.use(parseFaultPlan(plan));
	}

	/** Everything since a cursor, however many pages it takes. */
	async changes(cursor?: string): Promise<Omit<BankPage, 'more'>> {
		const transactions = new Map<string, BankTransaction | HeldDocument>();
		const removed: string[] = [];
		let at = cursor;
		for (;;) {
			const page = await this.session.changes(at);
			for (const one of page.transactions) transactions.set(one.id, one);
			for (const id of page.removed) {
				transactions.delete(id);
				removed.push(id);
			}
			at = page.cursor;
			if (!page.more) return { transactions: [...transactions.values()], removed, cursor: at };
		}
	}

	async period(from: string, to: string): Promise<(BankTransaction | HeldDocument)[]> {
		const all: (BankTransaction | HeldDocument)[] = [];
		for await (const page of this.session.period(from, to)) all.push(...page);
		return all;
	}

	async close(): Promise<void> {
		await this.served.close();
	}
}

/** What a line comes to, as the day book writes it. */
export function shortOf(line: BankTransaction | HeldDocument): string {
	if (line.type === 'Held') return `held ${line.findings.map(({ code }) => code).join(' ')}`;
	const sign = line.direction === 'out' ? '-' : '';
	return `${line.bookedOn} ${sign}${line.amount.amount} ${line.currency} ${line.description}`;
}
