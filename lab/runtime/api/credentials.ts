/** Credentials: stored, tested, and connected through OAuth2's authorization code without a browser. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { N8n } from '../n8n';
import type { Session } from './session';
import { N8nRequestError } from './session';

/** A credential as a person enters it: `data` in plain text; n8n encrypts it. */
export interface StoredCredential {
	readonly id: string;
	readonly name: string;
	/** the credential type's name */
	readonly type: string;
	readonly data: Readonly<Record<string, unknown>>;
}

const withId = z.looseObject({ id: z.string() });
const testResult = z.looseObject({ status: z.enum(['OK', 'Error']), message: z.string() });
export type CredentialTestResult = z.infer<typeof testResult>;

const MOST_REDIRECTS = 10;

export class Credentials {
	readonly #session: Session;
	readonly #n8n: Pick<N8n, 'command'>;

	constructor(session: Session, n8n: Pick<N8n, 'command'>) {
		this.#session = session;
		this.#n8n = n8n;
	}

	/** Stores a new credential; returns the id that n8n gives it. */
	async create(credential: Omit<StoredCredential, 'id'>): Promise<string> {
		return withId.parse(await this.#session.rest('POST', '/credentials', credential)).id;
	}

	/** Stores credentials with the ids they have, through n8n's command line (some seconds; n8n need not run). */
	async import(credentials: readonly StoredCredential[]): Promise<void> {
		const folder = mkdtempSync(join(tmpdir(), 'storeledger-credentials-'));
		try {
			const file = join(folder, 'credentials.json');
			writeFileSync(file, JSON.stringify(credentials), { mode: 0o600 });
			const printed = await this.#n8n.command('import:credentials', `--input=${file}`);
			if (!printed.includes('Successfully imported'))
				throw new Error(`n8n did not import the credentials: ${printed}`);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}

	/** The credential's stored data in plain text, through n8n's command line. For tests of what n8n has kept. */
	async decrypted(id: string): Promise<Readonly<Record<string, unknown>>> {
		const folder = mkdtempSync(join(tmpdir(), 'storeledger-credentials-'));
		try {
			const file = join(folder, 'credentials.json');
			await this.#n8n.command('export:credentials', `--id=${id}`, '--decrypted', `--output=${file}`);
			const exported = z.array(z.looseObject({ data: z.record(z.string(), z.unknown()) }));
			const [credential] = exported.parse(JSON.parse(readFileSync(file, 'utf8')));
			if (credential === undefined) throw new Error(`There is no credential ${id}`);
			return credential.data;
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}

	/** What the editor does when a credential is saved: n8n runs its connection test. The id must be that of a stored one. */
	async test(credential: StoredCredential): Promise<CredentialTestResult> {
		return testResult.parse(
			await this.#session.rest('POST', '/credentials/test', { credentials: credential }),
		);
	}

	/**
	 * Connects an OAuth2 credential as the "Connect" button does: to the provider's consent page, which must redirect at once
	 * (the lab's does), and back to n8n, which exchanges the code for tokens and stores them.
	 * @throws Error the provider refused or n8n could not exchange the code
	 */
	async connectOAuth2(id: string): Promise<void> {
		let url = z.string().parse(await this.#session.rest('GET', `/oauth2-credential/auth?id=${id}`));
		const callback = `${this.#session.baseUrl}/rest/oauth2-credential/callback`;
		for (let steps = 0; !url.startsWith(callback); steps++) {
			if (steps > MOST_REDIRECTS)
				throw new Error(`The consent page redirects in circles: ${new URL(url).origin}`);
			const response = await fetch(url, { redirect: 'manual' });
			const next = response.headers.get('location');
			if (next === null) throw new N8nRequestError('OAuth2 consent', response.status, await response.text());
			url = new URL(next, url).href;
		}
		const response = await this.#session.fetch(url);
		const page = await response.text();
		// n8n answers 200 either way; its page tells the editor's window which it was
		if (!response.ok || !page.includes("postMessage('success'"))
			throw new N8nRequestError(
				'OAuth2 callback',
				response.status,
				/<h4>(.*?)<\/h4>/s.exec(page)?.[1] ?? page,
			);
	}
}
