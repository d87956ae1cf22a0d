// n8n's own rules for community nodes. StoreLedger is a self-hosted package that joins several services, so the variant
// without n8n Cloud is used. Some rules are switched off, for the reasons in docs/adr/0007-one-package-self-hosted.md.
import { configWithoutCloudSupport } from '@n8n/node-cli/eslint';

export default [
	{
		ignores: [
			'dist/**',
			'node_modules/**',
			'coverage/**',
			'lab/**',
			'test/**',
			'scripts/**',
			'core/**',
			'connectors/**',
			'synclog/**',
		],
	},
	...configWithoutCloudSupport,
	{ files: ['package.json'], rules: { '@n8n/community-nodes/no-runtime-dependencies': 'off' } },
	// The rule looks for the test in the literal of a node; ours is put there by `withSyncLog` (Sync Health Checker).
	{
		files: ['credentials/StoreLedgerDatabaseApi.credentials.ts'],
		rules: { '@n8n/community-nodes/credential-test-required': 'off' },
	},
	// An AI agent must not write to the books on its own.
	{
		files: ['nodes/*Poster/*.node.ts', 'nodes/ProductMatcher/*.node.ts'],
		rules: { '@n8n/community-nodes/node-usable-as-tool': 'off' },
	},
];
