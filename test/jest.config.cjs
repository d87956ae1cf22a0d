/**
 * unit: core, connectors and synclog, no build needed, the fast loop.
 * nodes: the built package through n8n's own execution engine. lab: the simulated platforms, with foreign clients.
 * e2e: the real n8n and the real editor.
 */
const { join } = require('node:path');

const root = join(__dirname, '..');
const transform = {
	'^.+\\.ts$': [
		'@swc/jest',
		{
			jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
			module: { type: 'commonjs' },
		},
	],
};
const project = (name, timeoutMs, more = {}) => ({
	displayName: name,
	rootDir: root,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
	transform,
	globals: { TEST_TIMEOUT_MS: timeoutMs },
	setupFilesAfterEnv: [join(root, 'test', 'support', 'timeout.ts')],
	...more,
});

module.exports = {
	rootDir: root,
	projects: [
		project('unit', 5_000),
		project('lab', 60_000),
		project('nodes', 120_000, { modulePathIgnorePatterns: [] }),
		project('e2e', 900_000, { modulePathIgnorePatterns: [] }),
	],
};
