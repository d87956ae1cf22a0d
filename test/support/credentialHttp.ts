/** The connectors' network port with requests signed by a credential of the package, as n8n would sign them. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';
import type { Http } from '../../core/transport/http';
import { fetchHttp } from './fetchHttp';

const FOLDER = join(__dirname, '..', '..', 'credentials');

/** The credential of the package with this name. */
export function credentialType(type: string): ICredentialType {
	for (const file of readdirSync(FOLDER)) {
		if (!file.endsWith('.credentials.ts')) continue;
		for (const Type of Object.values(
			require(join(FOLDER, file)) as Record<string, new () => ICredentialType>,
		)) {
			const found = new Type();
			if (found.name === type) return found;
		}
	}
	throw new Error(`The package has no credential "${type}".`);
}

/** "={{$credentials.token}}" and "=Bearer {{ $credentials.token }}": all that the package's credentials use. */
function resolved(value: unknown, data: ICredentialDataDecryptedObject): string {
	const text = String(value);
	if (!text.startsWith('=')) return text;
	return text
		.slice(1)
		.replace(/\{\{\s*\$credentials\??\.(\w+)\s*\}\}/g, (_, name: string) => String(data[name] ?? ''));
}

/** What n8n's helper gives to `preAuthentication`. */
const helper = {
	helpers: {
		httpRequest: async ({
			method = 'GET',
			url,
			headers = {},
			body,
		}: IHttpRequestOptions): Promise<unknown> => {
			const sent = typeof body === 'string' ? { body } : {};
			const response = await fetch(url, { method, headers: headers as Record<string, string>, ...sent });
			return await response.json();
		},
	},
} as unknown as IHttpRequestHelper;

/**
 * @param type the credential's name
 * @param entered what a person has entered
 */
export async function credentialHttp(type: string, entered: ICredentialDataDecryptedObject): Promise<Http> {
	const credential = credentialType(type);
	const fetched = await credential.preAuthentication?.call(helper, entered);
	const data: ICredentialDataDecryptedObject = Object.assign({}, entered, fetched);
	const plain = fetchHttp();
	return async (request) => {
		if (request.anonymous === true) return await plain(request);
		const { authenticate } = credential;
		if (typeof authenticate === 'function') {
			const options: IHttpRequestOptions = {
				method: request.method,
				url: request.url,
				headers: { ...request.headers },
				qs: { ...request.query },
				...(request.body === undefined
					? {}
					: { body: request.body as NonNullable<IHttpRequestOptions['body']> }),
			};
			const signed = await authenticate(data, options);
			const { username, password } = signed.auth ?? {};
			const basic =
				username === undefined
					? {}
					: { authorization: `Basic ${Buffer.from(`${username}:${String(password)}`).toString('base64')}` };
			return await plain({
				...request,
				url: signed.url,
				headers: { ...(signed.headers as Record<string, string>), ...basic },
				query: signed.qs as Record<string, string>,
				...(signed.body === undefined ? {} : { body: signed.body }),
			});
		}
		const { headers = {}, qs = {} } = authenticate?.properties ?? {};
		const all = (values: object): Record<string, string> =>
			Object.fromEntries(Object.entries(values).map(([name, value]) => [name, resolved(value, data)]));
		return await plain({
			...request,
			headers: { ...request.headers, ...all(headers) },
			query: { ...request.query, ...all(qs) },
		});
	};
}
