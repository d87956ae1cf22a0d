/**
 * A whole lab: a shop made from a day book, a ledger, its OAuth server, Slack, gateways and banks, each on a port of its own on loopback, with
 * faults between them and whoever calls, and one control API over all.
 */
import { Assembly, PLATFORM_PARTS, type PlatformPart, type Standing } from './assembly';
import { LabControls } from './controls';
import type { DayBook } from './daybook/events';
import { readDayBook } from './daybook/readDayBook';
import type { CallLog } from './kit/calls';
import { controlApi } from './kit/control';
import { NO_FAULTS, parseFaultPlan, type FaultPlan } from './kit/faultPlan';
import { serve, type Served } from './kit/server';
import type { World } from './kit/world';
import type { LabKeys } from './keys';
import type { LabCredential } from './kinds';
import type { TokenPair } from './oauth';
import { perService, type LabService, type ServiceKinds } from './services';
import { readState } from './stateFile';

export type { LabKeys } from './keys';

/** What has an address of its own beside the services. */
export type LabPart = PlatformPart | 'control';

export type LabPorts = Partial<Record<LabPart, number>> & {
	/** of gateways and banks, by id */
	readonly services?: Readonly<Record<string, number>>;
};

export interface LabOptions {
	/** a file's path, or the day book itself */
	readonly dayBook: DayBook | string;
	/** which platform shows the shop: a folder below `stores/` */
	readonly store: string;
	/** which one keeps the books: a folder below `ledgers/` */
	readonly ledger: string;
	/** a plan, or its text as on the command line. Default: none. */
	readonly faults?: FaultPlan | string;
	/** the instant (epoch milliseconds) at which the world opens: what is later has not happened yet. Default: all has. */
	readonly startAt?: number;
	/** a free one for each that is not named */
	readonly ports?: Readonly<LabPorts>;
	/** keeps everything here at `stop`, and begins with what it holds */
	readonly stateFile?: string;
	/** hears of errors of the lab itself */
	readonly onError?: (platform: string, error: unknown) => void;
	/** "off": the ledger refuses nothing for speed, for benchmarks in a time of their own. Default: as published. */
	readonly limits?: 'published' | 'off';
	/** which gateways and banks stand beside the shop; default: all of the registry */
	readonly services?: ServiceKinds;
}

/** A lab that runs. Addresses and keys are what credentials need; the keys are secret. */
export interface Lab {
	/** http addresses by part, without a slash at the end */
	readonly urls: Readonly<Record<LabPart, string>>;
	readonly keys: LabKeys;
	/** as a person would enter them in n8n; secret */
	readonly credentials: { readonly store: LabCredential; readonly ledger: LabCredential };
	/** gateways and banks, by id */
	readonly services: Readonly<Record<string, LabService>>;
	/** the shop's own name for itself */
	readonly shopDomain: string;
	/** the address of Slack's incoming webhook */
	readonly slackWebhook: string;
	/** where the OAuth server authorizes, gives and revokes tokens, and the scope that bookkeeping needs */
	readonly oauth: {
		readonly authorize: string;
		readonly token: string;
		readonly revoke: string;
		readonly scope: string;
	};
	/** A pair of tokens as if somebody had connected the ledger. */
	issueToken(): TokenPair;
	/** the same as over HTTP */
	readonly control: LabControls;
	readonly world: World;
	readonly calls: CallLog;
	/** The platforms as they stand now; a restore puts others in their place. */
	platforms(): Pick<Standing, PlatformPart | 'services'>;
	/** Resolves when no webhook is on its way. */
	webhooksDone(): Promise<void>;
	/** Closes all ports, and keeps the state if there is a state file. */
	stop(): Promise<void>;
}

interface ServedLab {
	readonly parts: Readonly<Record<LabPart, Served>>;
	readonly services: Readonly<Record<string, Served>>;
}

/** Serves all parts; when one port is taken, none stays open. */
async function serveAll(
	controls: LabControls,
	assembly: Assembly,
	{ ports = {}, onError }: Pick<LabOptions, 'ports' | 'onError'>,
): Promise<ServedLab> {
	const { calls, schedules, serviceSchedules } = assembly;
	const common = { calls, ...(onError === undefined ? {} : { onError }) };
	const start = [
		...PLATFORM_PARTS.map(async (part) => {
			const options = { ...common, port: ports[part] ?? 0, faults: schedules[part] };
			return { part, served: await serve(controls.slots[part], options) };
		}),
		(async () => {
			const served = await serve(controlApi(controls), { ...common, port: ports.control ?? 0 });
			return { part: 'control', served };
		})(),
		...Object.entries(controls.serviceSlots).map(async ([service, slot]) => {
			const faults = serviceSchedules[service];
			const port = ports.services?.[service] ?? 0;
			const served = await serve(slot, { ...common, port, ...(faults === undefined ? {} : { faults }) });
			return { service, served };
		}),
	];
	const results = await Promise.allSettled(start);
	const failed = results.find((result) => result.status === 'rejected');
	const served = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
	if (failed !== undefined) {
		await Promise.all(served.map((one) => one.served.close()));
		throw failed.reason;
	}
	const byPart = served.flatMap((one) => ('part' in one ? [[one.part, one.served] as const] : []));
	const byService = served.flatMap((one) => ('service' in one ? [[one.service, one.served] as const] : []));
	return {
		parts: Object.fromEntries(byPart) as Record<LabPart, Served>,
		services: Object.fromEntries(byService),
	};
}

/**
 * Starts a lab and serves it on 127.0.0.1.
 * @throws DayBookError the day book is refused; LabError an option or the state file is
 */
export async function startLab(options: LabOptions): Promise<Lab> {
	const { faults = NO_FAULTS, store, ledger, stateFile, startAt } = options;
	const plan = typeof faults === 'string' ? parseFaultPlan(faults) : faults;
	const dayBook = typeof options.dayBook === 'string' ? await readDayBook(options.dayBook) : options.dayBook;
	const assembly = new Assembly(dayBook, { store, ledger }, plan, startAt, options.services, options.limits);
	const state = stateFile === undefined ? undefined : await readState(stateFile, assembly.identity);
	const keys = state === undefined ? assembly.newKeys() : assembly.keysOf(state);
	const controls = new LabControls(assembly, keys, state, stateFile);
	const { parts: served, services: servedServices } = await serveAll(controls, assembly, options);
	const { paths } = controls.standing.oauth;
	const urls = {
		store: served.store.url,
		ledger: served.ledger.url,
		oauth: served.oauth.url,
		slack: served.slack.url,
		control: served.control.url,
	};
	return {
		urls,
		keys,
		credentials: assembly.credentials(keys, urls),
		services: assembly.services(
			keys,
			perService(servedServices, ({ url }) => url),
		),
		shopDomain: assembly.shopDomain,
		slackWebhook: served.slack.url + controls.standing.slack.webhookPath,
		oauth: {
			authorize: served.oauth.url + paths.authorize,
			token: served.oauth.url + paths.token,
			revoke: served.oauth.url + paths.revoke,
			scope: assembly.bookkeepingScope,
		},
		issueToken: () => controls.standing.oauth.issueToken(),
		control: controls,
		get world() {
			return controls.standing.world;
		},
		calls: assembly.calls,
		platforms: () => controls.standing,
		webhooksDone: () => controls.webhooksDone(),
		async stop() {
			await controls.closeDeliverers();
			const all = [...Object.values(served), ...Object.values(servedServices)];
			await Promise.all(all.map((one) => one.close()));
			if (stateFile !== undefined) await controls.save(stateFile);
		},
	};
}
