/**
 * The search for leaks: every secret that a lab has handed out is looked for in all that a run has left behind. n8n keeps its
 * credentials encrypted, so a secret in plain text in any file of its folder is a leak, whoever wrote it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './lab';
import { platformsOf } from './assembly';

/** Secrets by what they are, for the message: never print the values. */
export type Secrets = ReadonlyMap<string, string>;

/** Something that a run has left behind. */
export interface Place {
	/** "n8n.log" */
	readonly name: string;
	readonly content: Buffer;
}

/** Names of keys that are no secrets: they are shown in addresses and lists. */
const PUBLIC = new Set(['clientId', 'tenant', 'accountId']);
/** Shorter texts are found anywhere. */
const SHORTEST = 10;
/** What n8n and the package are made of, and the lab's own memory, which holds its keys. */
const LEFT_OUT = new Set(['node_modules', 'packages', 'lab.json']);

/** Everything secret that the lab's platforms have given to anybody until now, expired and used up tokens too. */
export function secretsOf(lab: Pick<Lab, 'keys' | 'platforms'>): Secrets {
	const { store, ledger, slack, services } = lab.keys;
	const found = new Map<string, string>();
	const note = (owner: string, keys: object): void => {
		for (const [name, value] of Object.entries(keys))
			if (typeof value === 'string' && !PUBLIC.has(name)) found.set(`${name} of ${owner}`, value);
	};
	note('the shop', store);
	note('the ledger', ledger);
	note('Slack', { botToken: slack.botToken });
	for (const [id, keys] of Object.entries(services)) note(id, keys);
	const standing = lab.platforms();
	const tokens = [
		...standing.oauth.tokens.handedOut(),
		...platformsOf(standing).flatMap((platform) => platform.handedOut?.() ?? []),
	];
	tokens.forEach((token, index) => found.set(`token ${index + 1}`, token));
	return new Map([...found].filter(([, value]) => value.length >= SHORTEST));
}

/** The forms in which a text is written: as it is, in an address, in base64 (alone, or after something as in Basic). */
function formsOf(secret: string): readonly string[] {
	const inBase64 = [0, 1, 2].map((before) => {
		const text = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString('base64');
		// the letters at both ends depend on what stands beside
		return text.slice(before === 0 ? 0 : 4, -4);
	});
	return [secret, encodeURIComponent(secret), ...inBase64].filter((form) => form.length >= SHORTEST);
}

/** @returns "accessToken of the shop in n8n.log", for each secret that is in a place */
export function leaksIn(secrets: Secrets, places: Iterable<Place>): readonly string[] {
	const forms = [...secrets].map(([name, secret]) => ({ name, forms: formsOf(secret) }));
	const leaks: string[] = [];
	for (const { name: place, content } of places)
		for (const { name, forms: all } of forms)
			if (all.some((form) => content.includes(form))) leaks.push(`${name} in ${place}`);
	return leaks;
}

/** Every file below a folder, with what databases keep in their journals. */
export function* placesIn(folder: string, below = ''): Generator<Place> {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		if (LEFT_OUT.has(entry.name)) continue;
		const [path, name] = [join(folder, entry.name), below === '' ? entry.name : `${below}/${entry.name}`];
		if (entry.isDirectory()) yield* placesIn(path, name);
		else if (entry.isFile()) yield { name, content: readFileSync(path) };
	}
}

/** What messages and figures of the lab show to people. */
function shownBy(lab: Lab): Place[] {
	const text = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
	const standing = lab.platforms();
	return platformsOf(standing).map((platform) => ({
		name: platform.name === 'slack' ? 'messages in Slack' : `documents in ${platform.name}`,
		content: text(platform.inspect()),
	}));
}

/** Raised when a secret was found; names secrets and places, never their values. */
export class LeakError extends Error {
	override readonly name = 'LeakError';

	constructor(readonly leaks: readonly string[]) {
		super(`Secrets were found where none may be: ${leaks.join('; ')}`);
	}
}

/**
 * Searches everything that a run has left below its folder, what the lab shows, and what else there is (a database's content).
 * @param further secrets that were made of the lab's, and places of the caller's own
 * @throws LeakError
 */
export function searchForLeaks(
	lab: Lab,
	folder: string,
	further: { readonly secrets?: Secrets; readonly places?: readonly Place[] } = {},
): void {
	const secrets = new Map([...secretsOf(lab), ...(further.secrets ?? [])]);
	const places = [...shownBy(lab), ...(further.places ?? [])];
	const leaks = [...leaksIn(secrets, places), ...leaksIn(secrets, placesIn(folder))];
	if (leaks.length > 0) throw new LeakError(leaks);
}
