/** docs/compose.yaml as far as it can be looked at without a container engine: whole, of one version, and with one sync log. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = join(__dirname, '..', '..', '..');

const service = z.looseObject({
	image: z.string(),
	command: z.string().optional(),
	environment: z.record(z.string(), z.string()),
	depends_on: z.record(z.string(), z.strictObject({ condition: z.string() })).optional(),
	volumes: z.array(z.string()),
	healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
});
const compose = z.looseObject({
	name: z.string(),
	services: z.record(z.string(), service.extend({ environment: service.shape.environment.optional() })),
	volumes: z.record(z.string(), z.null()),
});

const text = readFileSync(join(ROOT, 'docs', 'compose.yaml'), 'utf8');
const { services, volumes } = compose.parse(parse(text, { merge: true }));
const n8n = Object.entries(services).filter(([, { image }]) => image.includes('n8n'));
const versionIn = (file: string, pattern: RegExp): string | undefined =>
	pattern.exec(readFileSync(join(ROOT, file), 'utf8'))?.[1];

it('has a main n8n and workers, all of the version that is tested', () => {
	const version = versionIn('scripts/setup/n8n.mjs', /N8N_VERSION = '([\d.]+)'/);
	expect(version).toBeDefined();
	expect(n8n.map(([, { image }]) => image.split(':').at(-1))).toEqual(n8n.map(() => version));
	expect(n8n.filter(([, { command }]) => command?.startsWith('worker') === true)).toHaveLength(2);
	expect(n8n.filter(([, { command }]) => command === undefined)).toHaveLength(1);
});

it('gives all of them one sync log, one queue, one key and this version of the package', () => {
	const [, first] = n8n[0] ?? [];
	for (const [, { environment }] of n8n) expect(environment).toEqual(first?.environment);
	expect(first?.environment).toMatchObject({ EXECUTIONS_MODE: 'queue', QUEUE_BULL_REDIS_HOST: 'redis' });
	expect(first?.environment?.STORELEDGER_DATABASE_URL).toMatch(
		/^postgres:\/\/n8n:\$\{POSTGRES_PASSWORD\}@postgres:5432\/n8n\?schema=storeledger$/,
	);
	const packages = z
		.array(z.strictObject({ name: z.string(), version: z.string() }))
		.parse(JSON.parse(first?.environment?.N8N_COMMUNITY_PACKAGES ?? ''));
	const { name, version } = z
		.looseObject({ name: z.string(), version: z.string() })
		.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
	expect(packages).toEqual([{ name, version }]);
});

it('keeps what each service writes in a volume of its own, and waits for what a service needs', () => {
	const used = Object.values(services).flatMap((each) => each.volumes.map((volume) => volume.split(':')[0]));
	expect([...used].sort()).toEqual(Object.keys(volumes).sort());
	for (const { depends_on: needs = {} } of Object.values(services))
		for (const [name, { condition }] of Object.entries(needs)) {
			expect(services[name]).toBeDefined();
			if (condition === 'service_healthy') expect(services[name]?.healthcheck).toBeDefined();
		}
});

it('has no secret in it, and asks for the ones it needs', () => {
	for (const secret of ['POSTGRES_PASSWORD', 'N8N_ENCRYPTION_KEY']) expect(text).toContain(`\${${secret}:?`);
	expect(text).not.toMatch(/(PASSWORD|KEY): (?!\$\{)\S/);
});
