/** Starts a lab in a process of its own and asks it things. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { LabCredential } from '../../lab/kinds';
import type { ShopEvent } from '../../lab/daybook/events';
import type { ExpectedBooks } from '../../lab/daybook/expectedBooks';
import type { LedgerBalance } from '../../lab/demo/books';
import type { Call } from '../../lab/kit/calls';
import type { LabQuestion, LabStart } from './labProcess';

export interface LabFacts {
	readonly credentials: { readonly store: LabCredential; readonly ledger: LabCredential };
	readonly slackWebhook: string;
	readonly urls: Readonly<Record<string, string>>;
	readonly shopDomain: string;
	/** of the shop */
	readonly accessToken: string;
	/** the company's id in the ledger */
	readonly tenant: string;
	readonly shop: ShopEvent;
	readonly gateways: readonly string[];
	readonly orders: number;
	/** when the first order was placed */
	readonly first: string;
}

export interface LedgerFacts {
	readonly documents: Readonly<Record<string, number>>;
	readonly trialBalance: readonly LedgerBalance[];
	readonly calls: Readonly<Record<string, number>>;
	readonly duplicates: readonly unknown[];
}

interface Answers {
	readonly ledger: LedgerFacts;
	readonly expectedBooks: ExpectedBooks;
	readonly calls: readonly Call[];
	readonly totals: Readonly<Record<string, number>>;
	readonly token: { readonly accessToken: string; readonly refreshToken: string };
	readonly faults: boolean;
	readonly advance: number;
}

interface Said {
	readonly id: number;
	readonly answer?: unknown;
	readonly error?: string;
}

export interface LabBeside {
	readonly facts: LabFacts;
	ask<Q extends LabQuestion>(question: Q, argument?: string): Promise<Answers[Q]>;
	/** Ends its process. */
	stop(): void;
}

/** @throws Error the lab does not start, or its process ends */
export async function labBeside(start: LabStart): Promise<LabBeside> {
	const child = fork(join(__dirname, 'labProcess.ts'), [], {
		execArgv: ['--import', 'tsx', '--max-old-space-size=6144'],
		serialization: 'advanced',
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
	child.on('message', ({ id, answer, error }: Said) => {
		const one = waiting.get(id);
		waiting.delete(id);
		if (error === undefined) one?.resolve(answer);
		else one?.reject(new Error(`The lab: ${error}`));
	});
	child.on('exit', (code) => {
		for (const { reject } of waiting.values()) reject(new Error(`The lab ended (${String(code)}).`));
	});
	let count = 0;
	const send = async (id: number, message: object): Promise<unknown> =>
		await new Promise((resolve, reject) => {
			waiting.set(id, { resolve, reject });
			child.send({ id, ...message });
		});
	const facts = (await send(0, { start })) as LabFacts;
	return {
		facts,
		ask: async (ask, argument = '') => (await send(++count, { ask, argument })) as never,
		stop: () => void child.kill(),
	};
}
