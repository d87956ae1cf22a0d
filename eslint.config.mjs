// n8n's own rules for community nodes. StoreLedger is a self-hosted package that joins several services, so the variant
// without n8n Cloud is used, and run-time dependencies are allowed (docs/adr/0007); nothing else is switched off.
import { configWithoutCloudSupport } from '@n8n/node-cli/eslint';

export default [
	{ ignores: ['dist/**', 'node_modules/**', 'coverage/**', 'lab/**', 'test/**', 'scripts/**', 'core/**', 'connectors/**', 'synclog/**'] },
	...configWithoutCloudSupport,
	{ files: ['package.json'], rules: { '@n8n/community-nodes/no-runtime-dependencies': 'off' } },
];
