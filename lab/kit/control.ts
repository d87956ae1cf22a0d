/**
 * The lab's control API: read its state, move the clock, choose faults, expire tokens, add events, keep and restore all.
 * It has a port of its own and speaks JSON. It answers only to this machine by name, and takes only JSON, so that no web
 * page that somebody has open can reach it.
 */
import { DateTime, Duration } from 'luxon';
import { z } from 'zod';
import { DayBookError, describeProblem } from '../daybook/errors';
import type { Call } from './calls';
import { LabError } from './errors';
import { parseFaultPlan, type FaultPlan } from './faultPlan';
import type { LabPlatform, LabRequest, LabResponse } from './platform';

/** What the control API can do to a lab. */
export interface ControlTarget {
	/** figures and state of everything, without secrets */
	state(): Record<string, unknown>;
	/** epoch milliseconds; infinity when everything has happened */
	now(): number;
	/** Moves the clock; returns how many events happened. */
	advance(to: number): Promise<number>;
	/** Faults from now on, for all platforms or one. False when there is no such platform. */
	useFaults(plan: FaultPlan, platform?: string): boolean;
	/** Ends access tokens; with `revoke` also what they are refreshed with. Returns how many of the ledger's ended. */
	expireTokens(revoke: boolean): number;
	calls(platform: string | undefined, last: number): readonly Call[];
	/** A ledger's own trial balance; undefined when there is no such ledger. */
	trialBalance(ledger: string): unknown;
	/** Closes the ledger's books until a day, or opens them again. False when it has no closed periods. */
	closeBooks(until: string | undefined): boolean;
	/** What the books must say by now. */
	expectedBooks(): unknown;
	/** Keeps everything in a file; returns its path. */
	save(path: string | undefined): Promise<string>;
	restore(path: string | undefined): Promise<string>;
	/** Takes further lines of a day book. @throws DayBookError */
	addEvents(ndjson: string): Promise<{ added: number; happened: number }>;
}

const advanceBody = z.union([
	z.strictObject({ to: z.union([z.literal('end'), z.iso.datetime({ offset: true })]) }),
	z.strictObject({ by: z.string() }),
]);
const faultsBody = z.strictObject({ plan: z.string(), platform: z.string().exactOptional() });
const tokensBody = z.strictObject({ revoke: z.boolean().exactOptional() });
const closingBody = z.strictObject({ until: z.union([z.iso.date(), z.literal('none')]) });
const fileBody = z.strictObject({ path: z.string().min(1).exactOptional() });

/** The body as JSON of the given shape; no body is an empty object. */
function parse<T>(request: LabRequest, schema: z.ZodType<T>, expected: string): T {
	const text = request.rawBody.toString('utf8');
	let value: unknown;
	try {
		value = text.trim() === '' ? {} : JSON.parse(text);
	} catch {
		throw new LabError(`The body is not JSON; expected ${expected}`);
	}
	const result = schema.safeParse(value);
	if (!result.success) throw new LabError(`Expected ${expected}`);
	return result.data;
}

function instantOf(body: z.infer<typeof advanceBody>, now: number): number {
	if ('to' in body) {
		const time = body.to === 'end' ? Number.POSITIVE_INFINITY : DateTime.fromISO(body.to).toMillis();
		if (time < now) throw new LabError('The clock cannot go back');
		return time;
	}
	const duration = Duration.fromISO(body.by);
	if (!duration.isValid || duration.toMillis() <= 0) {
		throw new LabError('"by" is an ISO 8601 duration such as "P1D" or "PT2H"');
	}
	if (!Number.isFinite(now)) throw new LabError('Everything has happened already');
	return now + duration.toMillis();
}

const json = (body: object, status = 200): LabResponse => ({ status, body });

type Route = (request: LabRequest) => Promise<object> | object;

function routes(target: ControlTarget): Readonly<Record<string, Route>> {
	const time = (): string => (Number.isFinite(target.now()) ? new Date(target.now()).toISOString() : 'end');
	return {
		'GET /state': () => target.state(),
		'GET /calls': ({ query }) => ({
			calls: target.calls(query.get('platform') ?? undefined, readCount(query.get('last'))),
		}),
		'GET /trial-balance': ({ query }) => {
			const ledger = query.get('ledger') ?? '';
			const trialBalance = target.trialBalance(ledger);
			if (trialBalance === undefined) throw new LabError(`There is no ledger "${ledger}" in this lab`);
			return { ledger, trialBalance };
		},
		'GET /expected-books': () => ({ expectedBooks: target.expectedBooks() }),
		'POST /advance': async (request) => {
			const body = parse(
				request,
				advanceBody,
				'{"to": "2026-09-15T12:00:00Z"}, {"to": "end"} or {"by": "P1D"}',
			);
			const happened = await target.advance(instantOf(body, target.now()));
			return { happened, now: time() };
		},
		'POST /faults': (request) => {
			const body = parse(request, faultsBody, '{"plan": "rateLimited=0.1,seed=7"}, "" or "none"');
			const plan = parseFaultPlan(body.plan);
			if (!target.useFaults(plan, body.platform)) {
				throw new LabError(`There is no platform "${body.platform ?? ''}"`);
			}
			return { requests: plan.requests, webhooks: plan.webhooks, seed: plan.seed };
		},
		'POST /tokens/expire': (request) => {
			const { revoke = false } = parse(request, tokensBody, '{} or {"revoke": true}');
			return { ended: target.expireTokens(revoke) };
		},
		'POST /books/close': (request) => {
			const { until } = parse(request, closingBody, '{"until": "2026-08-31"} or {"until": "none"}');
			if (!target.closeBooks(until === 'none' ? undefined : until))
				throw new LabError('This ledger has no closed periods');
			return { closedUntil: until };
		},
		'POST /snapshot': async (request) => ({
			path: await target.save(parse(request, fileBody, '{} or {"path": "file"}').path),
		}),
		'POST /restore': async (request) => ({
			path: await target.restore(parse(request, fileBody, '{} or {"path": "file"}').path),
			now: time(),
		}),
		'POST /events': async (request) => await target.addEvents(request.rawBody.toString('utf8')),
	};
}

function readCount(text: string | null): number {
	if (text === null) return 200;
	if (!/^[1-9]\d{0,5}$/.test(text)) throw new LabError('"last" is a number of calls');
	return Number(text);
}

/** Only this machine, called by its own name: a page that resolves its own host to 127.0.0.1 does not get in. */
function isOwnHost(host: string | undefined): boolean {
	return host !== undefined && /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host);
}

/** Bodies must say that they are JSON (or NDJSON): a browser does not send that to another site without asking. */
function isJson(type: string | undefined): boolean {
	return /^application\/(json|x-ndjson)\s*(;|$)/.test(type ?? '');
}

/** The control API as something that the kit's server can serve. */
export function controlApi(target: ControlTarget): LabPlatform {
	const table = routes(target);
	return {
		name: 'control',
		async handle(request) {
			if (!isOwnHost(request.headers['host'])) return json({ error: 'Not for this host' }, 403);
			const route = table[`${request.method} ${request.path}`];
			if (route === undefined) return json({ error: 'No such route', routes: Object.keys(table) }, 404);
			if (request.method === 'POST' && !isJson(request.headers['content-type'])) {
				return json({ error: 'Send content-type: application/json (or application/x-ndjson)' }, 415);
			}
			try {
				return json(await route(request));
			} catch (error) {
				if (error instanceof DayBookError) {
					return json({ error: 'Bad events', problems: error.problems.map(describeProblem) }, 400);
				}
				if (error instanceof LabError) return json({ error: error.message }, 400);
				const message = fileMessage(error);
				if (message !== undefined) return json({ error: message }, 400);
				throw error;
			}
		},
		faultResponse: () => json({ error: 'The control API has no faults' }, 500),
		isWrite: ({ method }) => method === 'POST',
		snapshot: () => ({}),
		restore: () => undefined,
		inspect: () => ({}),
	};
}

/** What the file system says: its errors have a code and a call, and their message names the file. */
function fileMessage(error: unknown): string | undefined {
	if (typeof error !== 'object' || error === null) return undefined;
	return 'code' in error && 'syscall' in error && 'message' in error ? String(error.message) : undefined;
}
