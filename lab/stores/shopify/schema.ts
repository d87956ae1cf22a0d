/**
 * The official Admin GraphQL schema of Shopify, read from an introspection result that is never part of this project: from
 * the shared specifications, from a cache, or fetched once from the npm package that publishes it (packed, not installed).
 */
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { API_VERSION } from './options';

const PACKAGE = '@shopify/dev-mcp@1.16.0';
const PACKED_FILE = `package/dist/data/admin_${API_VERSION}.json.gz`;
const ROOT = path.resolve(__dirname, '../../..');
const SHARED_FILE = path.resolve(ROOT, `../shared/specs/shopify/admin_${API_VERSION}.introspection.json.gz`);
const CACHE_FOLDER = path.join(homedir(), '.cache/storeledger/shopify-schema');
const CACHED_FILE = path.join(CACHE_FOLDER, `admin_${API_VERSION}.json.gz`);

/** What a type or field asks of the token: one of `anyOf`, in Shopify's own sentence. */
export interface AccessRule {
	readonly anyOf: readonly string[];
	readonly sentence: string;
}

export interface ShopifySchema {
	readonly schema: GraphQLSchema;
	/** by type name */
	readonly typeRules: ReadonlyMap<string, AccessRule>;
	/** by "Type.field" */
	readonly fieldRules: ReadonlyMap<string, AccessRule>;
}

interface PublishedSchema {
	readonly data: IntrospectionQuery;
	readonly offline_scopes: {
		readonly items: readonly {
			readonly type: 'type' | 'field';
			readonly typeName: string;
			readonly fieldName?: string;
			readonly requiredAccess: string;
			readonly offlineScopes: readonly string[];
		}[];
	};
}

/** Packs the publishing package into a folder of its own and moves the one file into the cache. */
async function fetchIntoCache(): Promise<void> {
	const run = promisify(execFile);
	const folder = mkdtempSync(path.join(tmpdir(), 'storeledger-schema-'));
	try {
		await run('npm', ['pack', PACKAGE, '--silent', '--pack-destination', folder], { cwd: folder });
		const tarball = path.join(folder, PACKAGE.replace('@', '').replace(/[/@]/g, '-') + '.tgz');
		await run('tar', ['-xzf', tarball, '-C', folder, PACKED_FILE]);
		mkdirSync(CACHE_FOLDER, { recursive: true });
		const finished = `${CACHED_FILE}.${process.pid}`;
		copyFileSync(path.join(folder, PACKED_FILE), finished);
		renameSync(finished, CACHED_FILE);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function schemaFile(): Promise<string> {
	if (existsSync(SHARED_FILE)) return SHARED_FILE;
	if (!existsSync(CACHED_FILE)) await fetchIntoCache();
	return CACHED_FILE;
}

function read(file: string): ShopifySchema {
	const published = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as PublishedSchema;
	const typeRules = new Map<string, AccessRule>();
	const fieldRules = new Map<string, AccessRule>();
	for (const { type, typeName, fieldName, requiredAccess, offlineScopes } of published.offline_scopes.items) {
		if (offlineScopes.length === 0) continue;
		const rule = { anyOf: offlineScopes, sentence: requiredAccess };
		if (type === 'type') typeRules.set(typeName, rule);
		else fieldRules.set(`${typeName}.${fieldName}`, rule);
	}
	return { schema: buildClientSchema(published.data), typeRules, fieldRules };
}

let loading: Promise<ShopifySchema> | undefined;

/**
 * The schema, built once per process.
 * @throws Error it is neither there nor can it be fetched
 */
export function shopifySchema(): Promise<ShopifySchema> {
	loading ??= schemaFile()
		.then(read)
		.catch((error: unknown) => {
			loading = undefined;
			throw new Error(`the schema of Shopify ${API_VERSION} is not available`, { cause: error });
		});
	return loading;
}
