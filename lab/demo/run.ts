/** What happens in a demo, step by step, and the report at the end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { SyncLog } from '../../core/posting/syncLog';
import type { DayBook } from '../daybook/events';
import { expectedBooks } from '../daybook/expectedBooks';
import type { Lab } from '../lab';
import { arrivals, expectedEvents, type Arrivals, type EventKind } from './arrivals';
import { compareBooks, withRoles } from './books';
import { chooseAccounts, chooseUntaxedCode, type MappingRow } from './choices';
import type { DemoCredential, DemoEngine } from './engines';
import type { DemoOptions } from './options';
import type { DemoReport } from './report';
import { fillSalesTemplate, readTemplate, type Choices } from './templates';

export interface DemoContext {
	readonly lab: Lab;
	readonly engine: DemoEngine;
	readonly syncLog: SyncLog;
	readonly dayBook: DayBook;
	readonly options: DemoOptions;
	readonly folder: string;
	readonly started: number;
	say(text: string): void;
}

const ledgerState = z.looseObject({
	documents: z.record(z.string(), z.number()),
	trialBalance: z.array(
		z.looseObject({
			accountId: z.string(),
			account: z.string(),
			type: z.string(),
			currency: z.string(),
			debit: z.string(),
			credit: z.string(),
		}),
	),
	calls: z.record(z.string(), z.number()),
	duplicates: z.array(z.unknown()),
});

/** Nothing new for this long, although something is missing, means that it will not come. */
const GIVE_UP_AFTER_MS = 8 * 60_000;
/** Impatient, because people watch. */
const EMIT_AGAIN_AFTER_MINUTES = 2;
const CREDENTIAL_IDS = { store: 'storeledgerDemo1', ledger: 'storeledgerDemo2' };
const WORKFLOW_ID = 'storeledgerDemo1';

/** The credentials of the lab, as a person enters them. */
export function credentialsOf({ lab }: Pick<DemoContext, 'lab'>): {
	store: DemoCredential;
	ledger: DemoCredential;
} {
	const { store, ledger } = lab.credentials;
	return {
		store: { id: CREDENTIAL_IDS.store, name: 'The shop (lab)', ...store },
		ledger: { id: CREDENTIAL_IDS.ledger, name: 'The books (lab)', ...ledger },
	};
}

function gatewaysOf({ events }: DayBook): string[] {
	const payments = events.flatMap((event) =>
		event.kind === 'order' || event.kind === 'refund'
			? event.payments
			: event.kind === 'payment'
				? [event]
				: [],
	);
	const names = new Set(payments.map(({ gateway }) => gateway));
	return [...names].filter((name) => name !== 'gift_card' && name !== 'store_credit').sort();
}

/** Waits until everything that is due is in the books or held, or nothing more comes. */
export async function settle(
	{ engine, syncLog, say }: DemoContext,
	expected: Readonly<Record<EventKind, number>>,
): Promise<Arrivals> {
	const due = Object.values(expected).reduce((sum, count) => sum + count, 0);
	let last = { done: -1, at: Date.now() };
	let shownAt = 0;
	for (;;) {
		await engine.tick();
		const arrived = await arrivals(syncLog, expected);
		const done = due - arrived.missing;
		if (done !== last.done) last = { done, at: Date.now() };
		if (Date.now() - shownAt > 5_000 || arrived.missing === 0) {
			say(`  ${done} of ${due} events are in the books or held`);
			shownAt = Date.now();
		}
		if (arrived.missing === 0 || Date.now() - last.at > GIVE_UP_AFTER_MS) return arrived;
		await sleep(1_000);
	}
}

/** The choices of a person who has just imported the template: the drop-downs are read as the editor reads them. */
async function choose(context: DemoContext, credentials: ReturnType<typeof credentialsOf>): Promise<Choices> {
	const { engine, dayBook, options } = context;
	const first = dayBook.events.find((event) => event.kind === 'order');
	const startFrom = new Date(Date.parse(first?.at ?? '2000-01-01T00:00:00Z') - 86_400_000).toISOString();
	const empty: Choices = {
		id: WORKFLOW_ID,
		startFrom,
		accounts: [],
		emitAgainAfterMinutes: EMIT_AGAIN_AFTER_MINUTES,
		untaxedCode: '',
		storeCredential: credentials.store,
		ledgerCredential: credentials.ledger,
	};
	const template = readTemplate(`${options.store}-to-${options.ledger}`);
	const open = fillSalesTemplate(template, empty);
	const accounts = await engine.dropDown(open, 'Account Mapper', 'getAccounts');
	const codes = await engine.dropDown(open, 'Tax Resolver', 'getTaxCodes');
	return {
		...empty,
		accounts: chooseAccounts(accounts, gatewaysOf(dayBook)),
		untaxedCode: chooseUntaxedCode(codes),
	};
}

function ledgerOf(lab: Lab) {
	return ledgerState.parse(lab.platforms().ledger.inspect());
}

export function reportOf(
	{ lab, dayBook, options }: DemoContext,
	arrived: Arrivals,
	mapping: readonly MappingRow[],
	measured: Pick<DemoReport, 'seconds' | 'again'>,
): DemoReport {
	const expected = expectedBooks(dayBook);
	const { documents, trialBalance, calls, duplicates } = ledgerOf(lab);
	const differences = compareBooks(expected.balances, trialBalance, mapping);
	return {
		shop: dayBook.shop.name,
		store: options.store,
		ledger: options.ledger,
		engine: options.engine,
		expected: expectedEvents(expected.counts),
		posted: arrived.posted,
		documents,
		trialBalance: withRoles(trialBalance, mapping),
		differences,
		held: arrived.held,
		...measured,
		ledgerCalls: calls,
		duplicates: duplicates.length,
		missing: arrived.missing,
		equal:
			differences.length === 0 &&
			duplicates.length === 0 &&
			arrived.missing === 0 &&
			measured.again.posted === 0,
	};
}

export interface Ready {
	readonly choices: Choices;
	/** the filled-in template */
	readonly workflow: ReturnType<typeof fillSalesTemplate>;
}

/** Stores and connects the credentials, and fills the template in; nothing is active yet. */
export async function setUp(context: DemoContext): Promise<Ready> {
	const { engine, options } = context;
	const credentials = credentialsOf(context);
	await engine.prepare([credentials.store, credentials.ledger]);
	const choices = await choose(context, credentials);
	return {
		choices,
		workflow: fillSalesTemplate(readTemplate(`${options.store}-to-${options.ledger}`), choices),
	};
}

/** Runs everything; the lab's world is at its end afterwards. */
export async function runDemo(context: DemoContext): Promise<DemoReport> {
	const { lab, engine, dayBook, say, started } = context;
	const seconds: Record<string, number> = {};
	let mark = started;
	const lap = (name: string): void => {
		seconds[name] = Math.round((Date.now() - mark) / 100) / 10;
		mark = Date.now();
	};
	const { choices, workflow } = await setUp(context);
	lap('setUp');

	say('Activating the workflow; the first sweep reads the history ...');
	await engine.activate(workflow);
	if (lab.world.remaining() > 0) {
		await settle(context, expectedEvents(expectedBooks(dayBook, { until: lab.world.now }).counts));
		lap('history');
		say(`${lab.world.remaining()} further events happen now; the shop sends webhooks ...`);
		await lab.control.advance(Number.MAX_SAFE_INTEGER);
		await lab.webhooksDone();
	}
	const arrived = await settle(context, expectedEvents(expectedBooks(dayBook).counts));
	lap('live');

	say('Reading the whole period again, to see that nothing is posted twice ...');
	const again = await engine.readAgain(workflow);
	lap('again');
	seconds.total = Math.round((Date.now() - started) / 100) / 10;
	return reportOf(context, arrived, choices.accounts, { seconds, again });
}
