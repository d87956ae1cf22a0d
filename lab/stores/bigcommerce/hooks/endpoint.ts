/** `/v3/hooks`: reading, making, changing and deleting hooks. */
import { z } from 'zod';
import type { LabRequest, LabResponse } from '../../../kit/platform';
import { envelope, notAllowed, notFound, Refusal } from '../http/answers';
import { cut, pageOf, pagination } from '../http/paging';
import { PARAMETERS } from '../http/parameters';
import { Query } from '../http/query';
import type { Hook, HookInput, HookList } from './hookList';

const text = z.string().min(1).max(2048);
const headers = z.record(z.string().regex(/^[A-Za-z0-9-]{1,100}$/), z.string().max(4096)).nullable();
const changed = z.strictObject({
	scope: text.exactOptional(),
	destination: text.exactOptional(),
	is_active: z.boolean().exactOptional(),
	headers: headers.exactOptional(),
});
const created = changed.required({ scope: true, destination: true });

export interface Account {
	readonly clientId: string;
	readonly storeHash: string;
}

const show = (hook: Hook, { clientId, storeHash }: Account): Record<string, unknown> => ({
	id: hook.id,
	client_id: clientId,
	store_hash: storeHash,
	scope: hook.scope,
	destination: hook.destination,
	headers: hook.headers,
	is_active: hook.isActive,
	created_at: hook.createdAt,
	updated_at: hook.updatedAt,
});

/** @throws Refusal 400 not JSON; 422 fields that are missing, unknown or of the wrong type */
function parse<T>(request: LabRequest, schema: z.ZodType<T>): T {
	let json: unknown;
	try {
		json = JSON.parse(request.rawBody.toString('utf8'));
	} catch {
		throw new Refusal(400, 'Input is invalid');
	}
	const result = schema.safeParse(json);
	if (result.success) return result.data;
	const errors = Object.fromEntries(
		result.error.issues.map(({ path, message, code, ...more }) => {
			const unknown = code === 'unrecognized_keys' && 'keys' in more ? String(more.keys) : '';
			return [path.join('.') || unknown || 'body', message];
		}),
	);
	throw new Refusal(422, 'Invalid field(s)', errors);
}

const inputOf = ({ is_active: isActive, ...rest }: z.infer<typeof changed>): HookInput => ({
	...rest,
	...(isActive === undefined ? {} : { isActive }),
});

export class HooksEndpoint {
	constructor(
		private readonly hooks: HookList,
		private readonly account: Account,
	) {}

	/** @param path below the store. Undefined when it is none of this endpoint's. @throws Refusal */
	handle(request: LabRequest, path: string): LabResponse | undefined {
		this.hooks.expire();
		if (path === '/v3/hooks') return this.collection(request);
		const [, id] = /^\/v3\/hooks\/(\d{1,15})$/.exec(path) ?? [];
		return id === undefined ? undefined : this.single(request, Number(id));
	}

	private collection(request: LabRequest): LabResponse {
		if (request.method === 'GET') return this.list(request);
		if (request.method !== 'POST') throw notAllowed();
		const { scope, destination, ...rest } = parse(request, created);
		return envelope(show(this.hooks.create({ ...inputOf(rest), scope, destination }), this.account));
	}

	private single(request: LabRequest, id: number): LabResponse {
		const hook = this.hooks.find(id);
		if (hook === undefined) throw notFound();
		switch (request.method) {
			case 'GET':
				return envelope(show(hook, this.account));
			case 'PUT': {
				const input = inputOf(parse(request, changed));
				if (Object.keys(input).length === 0) throw new Refusal(422, 'At least one field is required');
				return envelope(show(this.hooks.update(hook, input), this.account));
			}
			case 'DELETE':
				this.hooks.delete(id);
				return envelope(show(hook, this.account));
			default:
				throw notAllowed();
		}
	}

	private list(request: LabRequest): LabResponse {
		const query = new Query(request.query, 'v3');
		query.restrictTo(PARAMETERS['/v3/hooks'] ?? []);
		const [active, scope] = [query.flag('is_active'), query.text('scope')];
		const destination = query.text('destination');
		const found = this.hooks.all.filter(
			(hook) =>
				(active === undefined || hook.isActive === active) &&
				(scope === undefined || hook.scope === scope) &&
				(destination === undefined || hook.destination === destination),
		);
		const page = pageOf(query);
		const shown = cut(found, page).map((hook) => show(hook, this.account));
		return envelope(shown, pagination(found.length, shown.length, page));
	}
}
