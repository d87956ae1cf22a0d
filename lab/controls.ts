/** What the control API does to a lab; tests and the demo may call it directly. */
import { isDeepStrictEqual } from 'node:util';
import {
	deliverersOf,
	PLATFORM_PARTS,
	platformsOf,
	type Assembly,
	type PlatformPart,
	type Standing,
} from './assembly';
import { expectedBooks, type ExpectedBooks } from './daybook/expectedBooks';
import { parseFurtherEvents } from './daybook/readDayBook';
import type { Call } from './kit/calls';
import type { ControlTarget } from './kit/control';
import { LabError } from './kit/errors';
import type { FaultPlan } from './kit/faultPlan';
import type { FaultSchedule } from './kit/faults';
import { PlatformSlot } from './kit/slot';
import { completeKeys, type LabKeys } from './keys';
import { perService } from './services';
import { readState, writeState, type LabState } from './stateFile';

/** A platform's place in the lab. */
interface Place {
	/** "store", or the service's id */
	readonly part: string;
	readonly slot: PlatformSlot;
	readonly schedule: FaultSchedule;
}

export class LabControls implements ControlTarget {
	/** where the servers find the platforms, also after a restore */
	readonly slots: Readonly<Record<PlatformPart, PlatformSlot>>;
	readonly serviceSlots: Readonly<Record<string, PlatformSlot>>;
	private current: Standing;

	constructor(
		private readonly assembly: Assembly,
		private readonly keys: LabKeys,
		state: LabState | undefined,
		private readonly stateFile: string | undefined,
	) {
		this.current = assembly.build(keys, state);
		const { store, ledger, oauth, slack, services } = this.current;
		this.slots = {
			store: new PlatformSlot(store),
			ledger: new PlatformSlot(ledger),
			oauth: new PlatformSlot(oauth),
			slack: new PlatformSlot(slack),
		};
		this.serviceSlots = perService(services, ({ platform }) => new PlatformSlot(platform));
	}

	get standing(): Standing {
		return this.current;
	}

	state(): Record<string, unknown> {
		const { world, deliverer, services } = this.current;
		const perPlatform = (of: (place: Place) => unknown): Record<string, unknown> =>
			Object.fromEntries(this.places().map((place) => [place.slot.name, of(place)]));
		return {
			shop: world.dayBook.shop,
			now: Number.isFinite(world.now) ? new Date(world.now).toISOString() : 'end',
			remainingEvents: world.remaining(),
			platforms: perPlatform(({ slot }) => slot.inspect()),
			faults: perPlatform(({ schedule }) => schedule.inspect()),
			webhooks: deliverer.inspect(),
			serviceWebhooks: perService(services, (service) => service.deliverer.inspect()),
			calls: this.assembly.calls.totals(),
		};
	}

	now(): number {
		return this.current.world.now;
	}

	async advance(to: number): Promise<number> {
		return await this.current.world.advanceTo(to);
	}

	/** Without a platform: all but the OAuth server, see Assembly. */
	useFaults(plan: FaultPlan, platform?: string): boolean {
		const places = this.places().filter(({ part, slot }) =>
			platform === undefined ? part !== 'oauth' : part === platform || slot.name === platform,
		);
		for (const { schedule } of places) schedule.use(plan);
		return places.length > 0;
	}

	expireTokens(revoke: boolean): number {
		for (const platform of platformsOf(this.current)) platform.revokeTokens?.();
		const { tokens } = this.current.oauth;
		return revoke ? tokens.revokeAll() : tokens.expireAll();
	}

	calls(platform: string | undefined, last: number): readonly Call[] {
		return this.assembly.calls.recent(platform, last);
	}

	trialBalance(ledger: string): unknown {
		const slot = this.slots.ledger;
		return ledger === slot.name ? slot.inspect()['trialBalance'] : undefined;
	}

	closeBooks(until: string | undefined): boolean {
		const { ledger } = this.current;
		ledger.closeBooks?.(until);
		return ledger.closeBooks !== undefined;
	}

	expectedBooks(): ExpectedBooks {
		const { dayBook, now } = this.current.world;
		return expectedBooks(dayBook, { until: now });
	}

	async save(path: string | undefined): Promise<string> {
		const file = this.fileFor(path);
		await writeState(file, this.assembly.stateOf(this.current, this.keys));
		return file;
	}

	async restore(path: string | undefined): Promise<string> {
		const file = this.fileFor(path);
		const state = await readState(file, this.assembly.identity);
		if (state === undefined) throw new LabError(`There is no file ${file}`);
		if (!isDeepStrictEqual(completeKeys(state.keys, this.keys.services), this.keys)) {
			throw new LabError(`${file} is of a lab with other keys; start a lab with it instead`);
		}
		await this.closeDeliverers();
		this.current = this.assembly.build(this.keys, state);
		for (const part of PLATFORM_PARTS) this.slots[part].current = this.current[part];
		for (const [id, { platform }] of Object.entries(this.current.services)) {
			const slot = this.serviceSlots[id];
			if (slot !== undefined) slot.current = platform;
		}
		return file;
	}

	/** Resolves when no webhook is on its way. */
	async webhooksDone(): Promise<void> {
		await Promise.all(deliverersOf(this.current).map((deliverer) => deliverer.idle()));
	}

	/** Gives up all webhooks that are on their way. */
	async closeDeliverers(): Promise<void> {
		await Promise.all(deliverersOf(this.current).map((deliverer) => deliverer.close()));
	}

	async addEvents(ndjson: string): Promise<{ added: number; happened: number }> {
		const further = parseFurtherEvents(this.current.world.dayBook, ndjson);
		const happened = await this.current.world.add(further);
		return { added: further.events.length, happened };
	}

	/** All that faults can lie in front of. */
	private places(): readonly Place[] {
		const { schedules, serviceSchedules } = this.assembly;
		const own = PLATFORM_PARTS.map((part) => ({ part, slot: this.slots[part], schedule: schedules[part] }));
		const services = Object.entries(this.serviceSlots).flatMap(([part, slot]) => {
			const schedule = serviceSchedules[part];
			return schedule === undefined ? [] : [{ part, slot, schedule }];
		});
		return [...own, ...services];
	}

	private fileFor(path: string | undefined): string {
		const file = path ?? this.stateFile;
		if (file === undefined) throw new LabError('The lab has no state file; name one: {"path": "file"}');
		return file;
	}
}
