/** The hooks of one API account, with BigCommerce's refusals, and their end after failures or ninety days of silence. */
import { isLoopback } from '../../../kit/loopback';
import { Refusal } from '../http/answers';
import { isScope } from './scopes';

const PER_SCOPE = 10;
const FIRST_ID = 18_048_287;
const SILENCE_MS = 90 * 24 * 60 * 60 * 1000;

export interface Hook {
	readonly id: number;
	readonly scope: string;
	readonly destination: string;
	readonly isActive: boolean;
	readonly headers: Readonly<Record<string, string>> | null;
	/** epoch seconds, by the real clock */
	readonly createdAt: number;
	readonly updatedAt: number;
	/** epoch milliseconds by the store's clock: its start, or the last event that it was told */
	readonly lastEventAt: number;
}

export interface HookInput {
	readonly scope?: string;
	readonly destination?: string;
	readonly isActive?: boolean;
	readonly headers?: Readonly<Record<string, string>> | null;
}

export interface HookListSnapshot {
	readonly hooks: readonly Hook[];
	readonly lastId: number;
}

export class HookList {
	private list: Hook[] = [];
	private lastId = FIRST_ID;

	/**
	 * @param now the real clock, epoch milliseconds
	 * @param storeNow the store's clock
	 */
	constructor(
		private readonly allowHttpLoopback: boolean,
		private readonly now: () => number,
		private readonly storeNow: () => number,
	) {}

	get all(): readonly Hook[] {
		return this.list;
	}

	find(id: number): Hook | undefined {
		return this.list.find((hook) => hook.id === id);
	}

	/** @throws Refusal 422 */
	create(input: HookInput & Required<Pick<HookInput, 'scope' | 'destination'>>): Hook {
		const { scope, destination } = input;
		this.check(scope, destination, undefined);
		const at = Math.floor(this.now() / 1000);
		const hook: Hook = {
			id: ++this.lastId,
			scope,
			destination,
			isActive: input.isActive ?? true,
			headers: input.headers ?? null,
			createdAt: at,
			updatedAt: at,
			lastEventAt: this.storeNow(),
		};
		this.list.push(hook);
		return hook;
	}

	/** @throws Refusal 422 */
	update(hook: Hook, input: HookInput): Hook {
		const { scope = hook.scope, destination = hook.destination } = input;
		this.check(scope, destination, hook.id);
		const isActive = input.isActive ?? hook.isActive;
		return this.replace({
			...hook,
			scope,
			destination,
			isActive,
			headers: input.headers === undefined ? hook.headers : input.headers,
			updatedAt: Math.floor(this.now() / 1000),
			// a hook that is switched on again begins anew
			lastEventAt: isActive && !hook.isActive ? this.storeNow() : hook.lastEventAt,
		});
	}

	delete(id: number): void {
		this.list = this.list.filter((hook) => hook.id !== id);
	}

	/** An event that the hook is told of. */
	told(id: number): void {
		const hook = this.find(id);
		if (hook !== undefined) this.replace({ ...hook, lastEventAt: this.storeNow() });
	}

	/** All attempts failed. */
	failed(id: number): void {
		const hook = this.find(id);
		if (hook !== undefined) this.replace({ ...hook, isActive: false });
	}

	/** Switches off what heard nothing for ninety days of the store's time. */
	expire(): void {
		const before = this.storeNow() - SILENCE_MS;
		this.list = this.list.map((hook) => (hook.lastEventAt < before ? { ...hook, isActive: false } : hook));
	}

	snapshot(): HookListSnapshot {
		return { hooks: this.list, lastId: this.lastId };
	}

	restore({ hooks, lastId }: HookListSnapshot): void {
		this.list = [...hooks];
		this.lastId = lastId;
	}

	private replace(changed: Hook): Hook {
		this.list = this.list.map((hook) => (hook.id === changed.id ? changed : hook));
		return changed;
	}

	private check(scope: string, destination: string, except: number | undefined): void {
		if (!isScope(scope)) throw refusal('scope', 'Invalid scope');
		const problem = this.addressProblem(destination);
		if (problem !== undefined) throw refusal('destination', problem);
		const others = this.list.filter((hook) => hook.id !== except && hook.scope === scope);
		if (others.some((hook) => hook.destination === destination))
			throw refusal('destination', 'A webhook for this scope and destination already exists');
		if (others.length >= PER_SCOPE)
			throw refusal('scope', `There are ${PER_SCOPE} webhooks of this scope already`);
	}

	private addressProblem(address: string): string | undefined {
		if (!URL.canParse(address)) return 'The destination is not a valid URL';
		if (this.allowHttpLoopback && isLoopback(address)) return undefined;
		const { protocol, port } = new URL(address);
		if (protocol !== 'https:') return 'The destination must be https';
		return port === '' ? undefined : 'The destination must be served on port 443';
	}
}

const refusal = (field: string, message: string): Refusal => new Refusal(422, message, { [field]: message });
