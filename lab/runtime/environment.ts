/** The environment in which a test or demo n8n runs: loopback only, no calls to the outside, nothing of this process's own. */
import { delimiter, dirname } from 'node:path';

/** Of this process's environment only what programs need to run at all; never its tokens, NODE_OPTIONS or N8N_ settings. */
const PASSED_ON =
	/^(HOME|PATH|TMPDIR|TEMP|TMP|LANG|LC_\w+|TZ|USER|LOGNAME|SystemRoot|SystemDrive|ComSpec|PATHEXT|APPDATA|LOCALAPPDATA|USERPROFILE|ProgramFiles.*|ProgramData|HTTPS?_PROXY|NO_PROXY|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|npm_config_(cache|registry|userconfig|globalconfig|cafile|proxy|https_proxy|noproxy))$/i;

/** n8n's ways to reach outside, all off; modules that a bookkeeping workflow does not need are not even loaded. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry,instance-ai,chat-hub,mcp,agents,instance-reporting,insights',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
} as const;

export interface N8nAddress {
	readonly port: number;
	/** of the task broker: each n8n process opens one, a command line of n8n too */
	readonly brokerPort: number;
}

/** The environment for programs started here with this Node first in the path (npm of a test, for example). */
export function baseEnvironment(nodeBinary: string): Record<string, string> {
	const passed: Record<string, string> = {};
	for (const [name, value] of Object.entries(process.env))
		if (value !== undefined && PASSED_ON.test(name)) passed[name] = value;
	const path = Object.keys(passed).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
	passed[path] = [dirname(nodeBinary), passed[path] ?? ''].join(delimiter);
	return passed;
}

/** The environment of an n8n process; `extra` wins over everything. */
export function n8nEnvironment(options: {
	readonly nodeBinary: string;
	readonly userFolder: string;
	readonly encryptionKey: string;
	readonly address: N8nAddress;
	readonly extra: Readonly<Record<string, string>>;
}): Record<string, string> {
	const { port, brokerPort } = options.address;
	const url = `http://127.0.0.1:${port}`;
	return {
		...baseEnvironment(options.nodeBinary),
		...QUIET,
		// jest's "test" would make n8n refuse to start
		NODE_ENV: 'production',
		N8N_USER_FOLDER: options.userFolder,
		N8N_ENCRYPTION_KEY: options.encryptionKey,
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_EDITOR_BASE_URL: url,
		WEBHOOK_URL: `${url}/`,
		N8N_WEBHOOK_URL: `${url}/`,
		// plain http on loopback
		N8N_SECURE_COOKIE: 'false',
		...options.extra,
	};
}
