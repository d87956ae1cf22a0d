/** What the control API does to a lab; tests and the demo may call it directly. */
import { PLATFORM_PARTS, type Assembly, type PlatformPart, type Standing } from './assembly';
import { expectedBooks, type ExpectedBooks } from './daybook/expectedBooks';
import { parseFurtherEvents } from './daybook/readDayBook';
import type { Call } from './kit/calls';
import type { ControlTarget } from './kit/control';
import { LabError } from './kit/errors';
import type { FaultPlan } from './kit/faultPlan';
import { PlatformSlot } from './kit/slot';
import type { LabKeys } from './keys';
import { readState, writeState, type LabState } from './stateFile';

export class LabControls implements ControlTarget {
	/** where the servers find the platforms, also after a restore */
	readonly slots: Readonly<Record<PlatformPart, PlatformSlot>>;
	private current: Standing;

	constructor(
		private readonly assembly: Assembly,
		private readonly keys: LabKeys,
		state: LabState | undefined,
		private readonly stateFile: string | undefined,
	) {
		this.current = assembly.build(keys, state);
		const { store, ledger, oauth, slack } = this.current;
		this.slots = {
			store: new PlatformSlot(store),
			ledger: new PlatformSlot(ledger),
			oauth: new PlatformSlot(oauth),
			slack: new PlatformSlot(slack),
		};
	}

	get standing(): Standing {
		return this.current;
	}

	state(): Record<string, unknown> {
		const { world, deliverer } = this.current;
		const perPlatform = (of: (part: PlatformPart) => unknown): Record<string, unknown> =>
			Object.fromEntries(PLATFORM_PARTS.map((part) => [this.slots[part].name, of(part)]));
		return {
			shop: world.dayBook.shop,
			now: Number.isFinite(world.now) ? new Date(world.now).toISOString() : 'end',
			remainingEvents: world.remaining(),
			platforms: perPlatform((part) => this.slots[part].inspect()),
			faults: perPlatform((part) => this.assembly.schedules[part].inspect()),
			webhooks: deliverer.inspect(),
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
		const parts =
			platform === undefined
				? PLATFORM_PARTS.filter((part) => part !== 'oauth')
				: PLATFORM_PARTS.filter((part) => part === platform || this.slots[part].name === platform);
		for (const part of parts) this.assembly.schedules[part].use(plan);
		return parts.length > 0;
	}

	expireTokens(revoke: boolean): number {
		const { store, ledger, oauth } = this.current;
		store.revokeTokens?.();
		ledger.revokeTokens?.();
		const { tokens } = oauth;
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
		if (JSON.stringify(state.keys) !== JSON.stringify(this.keys)) {
			throw new LabError(`${file} is of a lab with other keys; start a lab with it instead`);
		}
		await this.current.deliverer.close();
		this.current = this.assembly.build(this.keys, state);
		for (const part of PLATFORM_PARTS) this.slots[part].current = this.current[part];
		return file;
	}

	async addEvents(ndjson: string): Promise<{ added: number; happened: number }> {
		const further = parseFurtherEvents(this.current.world.dayBook, ndjson);
		const happened = await this.current.world.add(further);
		return { added: further.events.length, happened };
	}

	private fileFor(path: string | undefined): string {
		const file = path ?? this.stateFile;
		if (file === undefined) throw new LabError('The lab has no state file; name one: {"path": "file"}');
		return file;
	}
}
