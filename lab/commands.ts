/** The commands of the lab's command line: start a lab, or check a day book. See lab/README.md. */
import { parseArgs } from 'node:util';
import { builtIn } from './daybook/builtIn';
import { builtInUs } from './daybook/builtInUs';
import type { DayBook } from './daybook/events';
import { expectedBooks } from './daybook/expectedBooks';
import { DayBookError, readDayBook } from './daybook/readDayBook';
import { LabError } from './kit/errors';
import { preferred } from './kinds';
import { startLab, type Lab } from './lab';
import { LEDGERS, STORES } from './registry.generated';
import { SERVICES } from './services';

/** "a, b (default), c" */
const namesOf = (kinds: Parameters<typeof preferred>[0]): string =>
	Object.keys(kinds)
		.map((name) => (name === preferred(kinds) ? `${name} (default)` : name))
		.join(', ');

const HELP = `The lab: a shop, a ledger, OAuth, Slack, gateways and banks on this machine, made from a day book.

  npm run lab -- start [options]    starts it and stays up until Ctrl-C
  npm run lab -- check FILE         says whether a day book is good, and what its books must say

Options of start:
  --daybook FILE     NDJSON, gzipped or not (docs/daybook.md); "built-in" (default) or "built-in-us"
  --store NAME       ${namesOf(STORES)}
  --ledger NAME      ${namesOf(LEDGERS)}
  --faults [PLAN]    such as rateLimited=0.1,serverErrorAfter=0.05,seed=7; alone: a mix of all
  --start-at TIME    ISO 8601: what is later has not happened yet; default: everything has
  --port N           control API on N, then store, ledger, OAuth and Slack on N+1 to N+4, then gateways and banks; default: free ports
  --state FILE       keeps everything in FILE and goes on from it
  --help
`;

/** `--faults` may stand alone, which parseArgs does not know. */
function withFaultsValue(args: readonly string[]): string[] {
	return args.flatMap((arg, index) => {
		const next = args[index + 1];
		const isAlone = arg === '--faults' && (next === undefined || next.startsWith('--'));
		return isAlone ? ['--faults='] : [arg];
	});
}

function readOptions(args: readonly string[]) {
	try {
		return parseArgs({
			args: withFaultsValue(args),
			allowPositionals: true,
			options: {
				daybook: { type: 'string', default: 'built-in' },
				store: { type: 'string', default: preferred(STORES) },
				ledger: { type: 'string', default: preferred(LEDGERS) },
				faults: { type: 'string', default: 'none' },
				'start-at': { type: 'string' },
				port: { type: 'string' },
				state: { type: 'string' },
				help: { type: 'boolean', default: false },
			},
		});
	} catch (error) {
		throw new LabError(error instanceof Error ? error.message : String(error));
	}
}

function readTime(text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const hasZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
	const time = hasZone ? Date.parse(text) : Number.NaN;
	if (Number.isNaN(time)) throw new LabError(`--start-at ${text}: not a time such as 2026-09-14T12:00:00Z`);
	return time;
}

function readPorts(text: string | undefined) {
	if (text === undefined) return undefined;
	const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
	const ids = Object.keys(SERVICES);
	const last = 65_531 - ids.length;
	if (port < 1 || port > last) throw new LabError(`--port ${text}: not a port (1 to ${last})`);
	const services = Object.fromEntries(ids.map((id, index) => [id, port + 5 + index]));
	return { control: port, store: port + 1, ledger: port + 2, oauth: port + 3, slack: port + 4, services };
}

function openDayBook(name: string): Promise<DayBook> | DayBook {
	if (name === 'built-in') return builtIn();
	return name === 'built-in-us' ? builtInUs() : readDayBook(name);
}

/** "secretKey" as "secret key" */
const wordsOf = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Addresses and keys, as they are typed into credentials. */
function describe(lab: Lab, store: string, ledger: string): string {
	const { urls, keys, oauth, credentials } = lab;
	const rows: readonly (readonly [string, string])[] = [
		[`Store (${store})`, urls.store],
		['  credential', credentials.store.type],
		['  shop', lab.shopDomain],
		['  client id', keys.store.clientId],
		['  client secret', keys.store.clientSecret],
		['  access token', keys.store.accessToken],
		[`Ledger (${ledger})`, urls.ledger],
		['  credential', credentials.ledger.type],
		['  company', keys.ledger.tenant],
		['  client id', keys.ledger.clientId],
		['  client secret', keys.ledger.clientSecret],
		['  authorization URL', oauth.authorize],
		['  access token URL', oauth.token],
		['  scope', oauth.scope],
		['Slack webhook', lab.slackWebhook],
		['  bot token', keys.slack.botToken],
		...Object.entries(lab.services).flatMap(([id, { url, credential }]) => [
			[id, url] as const,
			['  credential', credential.type] as const,
			...Object.entries(keys.services[id] ?? {}).map(
				([name, value]) => [`  ${wordsOf(name)}`, value] as const,
			),
		]),
		['Control API', urls.control],
	];
	return rows.map(([name, value]) => `${name.padEnd(22)}${value}`).join('\n');
}

/** Where a command speaks, and how long a lab stays up. */
export interface Terminal {
	print(text: string): void;
	complain(text: string): void;
	/** resolves when somebody stops the lab */
	stopped(): Promise<void>;
}

async function start(values: ReturnType<typeof readOptions>['values'], terminal: Terminal): Promise<void> {
	const { daybook, store, ledger, faults, state } = values;
	const [startAt, ports] = [readTime(values['start-at']), readPorts(values.port)];
	const lab = await startLab({
		dayBook: await openDayBook(daybook),
		store,
		ledger,
		faults,
		...(startAt === undefined ? {} : { startAt }),
		...(ports === undefined ? {} : { ports }),
		...(state === undefined ? {} : { stateFile: state }),
		onError: (platform, error) => terminal.complain(`${platform}: ${stackOf(error)}`),
	});
	terminal.print(`${describe(lab, store, ledger)}\n\nThe lab is up. Ctrl-C stops it.`);
	await terminal.stopped();
	await lab.stop();
}

/** An error of the lab itself, with its place: it should be mended. */
function stackOf(error: unknown): string {
	return (error instanceof Error ? error.stack : undefined) ?? String(error);
}

/** The balances that books must have, as a table. */
function balanceTable(book: DayBook): string {
	const rows = expectedBooks(book).balances.map(({ role, gateway, tax, currency, debit, credit }) => {
		const rate = tax === undefined ? undefined : `${tax.name} ${tax.rate} ${tax.country}`;
		const name = [role, gateway ?? rate].filter((part) => part !== undefined).join(' ');
		return `  ${name.padEnd(40)}${currency}${debit.padStart(16)}${credit.padStart(16)}`;
	});
	return [`  ${'Expected books'.padEnd(43)}${'debit'.padStart(16)}${'credit'.padStart(16)}`, ...rows].join(
		'\n',
	);
}

async function check(files: readonly string[], terminal: Terminal): Promise<void> {
	const [file, ...more] = files;
	if (file === undefined || more.length > 0) throw new LabError('check takes one file');
	const book = await openDayBook(file);
	const kinds = new Map<string, number>();
	for (const { kind } of book.events) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
	const counts = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ');
	terminal.print(
		`${file} is good: ${book.shop.name}, ${book.shop.currency}; ${counts}\n\n${balanceTable(book)}`,
	);
}

/** Runs a command line; gives the exit code: 0, or 1 when something was wrong, which is told. */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
	try {
		const { values, positionals } = readOptions(args);
		const [command, ...rest] = positionals;
		if (values.help || command === undefined) {
			terminal.print(HELP);
			return values.help ? 0 : 1;
		}
		if (command === 'check') await check(rest, terminal);
		else if (command === 'start' && rest.length === 0) await start(values, terminal);
		else throw new LabError(`"${[command, ...rest].join(' ')}" is not a command; see --help`);
		return 0;
	} catch (error) {
		const message = messageOf(error);
		if (message === undefined) throw error;
		terminal.complain(message);
		return 1;
	}
}

/** What to tell of an error that a person can do something about; undefined of others. */
function messageOf(error: unknown): string | undefined {
	if (error instanceof DayBookError || error instanceof LabError) return error.message;
	// no such file, port taken: the system's messages say it
	if (typeof error !== 'object' || error === null || !('syscall' in error) || !('message' in error))
		return undefined;
	return String(error.message);
}
