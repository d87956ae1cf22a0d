/**
 * The one rule (docs/adr/0001): core knows no platform, no n8n and no network; connectors and synclog know core;
 * nodes know any of these and n8n; nothing knows a node; no platform knows another platform.
 */
const NETWORK = '^(node:)?(http|https|http2|net|tls|dgram|dns|child_process)$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{
			name: 'core-is-pure',
			comment: 'core imports nothing of ours but core',
			severity: 'error',
			from: { path: '^core/' },
			to: { path: '^(connectors|synclog|nodes|credentials|lab|test|scripts)/' },
		},
		{
			name: 'only-nodes-know-n8n',
			comment: 'n8n packages are imported by nodes and credentials only (and by the lab, which drives n8n)',
			severity: 'error',
			from: { path: '^(core|connectors|synclog|index)' },
			to: { path: 'node_modules/(n8n-|@n8n/)' },
		},
		{
			name: 'no-network-below-nodes',
			comment: 'core, connectors and synclog reach the network only through the Http port',
			severity: 'error',
			from: { path: '^(core|connectors|synclog)/' },
			to: { path: NETWORK },
		},
		{
			name: 'core-touches-no-files',
			comment: 'core is functions of its input',
			severity: 'error',
			from: { path: '^core/' },
			to: { path: '^(node:)?(fs|fs/promises|sqlite|os|process)$' },
		},
		{
			name: 'connectors-know-core-only',
			severity: 'error',
			from: { path: '^connectors/' },
			to: { path: '^(synclog|nodes|credentials|lab|test|scripts)/' },
		},
		{
			name: 'no-platform-knows-another',
			comment: 'one folder a platform; what two platforms share belongs in core',
			severity: 'error',
			from: { path: '^connectors/([^/]+)/([^/]+)/' },
			to: { path: '^connectors/[^/]+/[^/]+/', pathNot: '^connectors/$1/$2/' },
		},
		{
			name: 'synclog-knows-core-only',
			severity: 'error',
			from: { path: '^synclog/' },
			to: { path: '^(connectors|nodes|credentials|lab|test|scripts)/' },
		},
		{
			name: 'nothing-knows-a-node',
			severity: 'error',
			from: { path: '^(core|connectors|synclog|credentials|lab|index)' },
			to: { path: '^nodes/' },
		},
		{
			name: 'the-package-does-not-know-the-lab',
			severity: 'error',
			from: { path: '^(core|connectors|synclog|nodes|credentials|index)' },
			to: { path: '^(lab|test|scripts)/' },
		},
		{
			name: 'run-time-dependencies-are-declared',
			severity: 'error',
			from: { path: '^(core|connectors|synclog|nodes|credentials|index)' },
			to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/n8n-workflow' },
		},
		{ name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'no-orphans',
			severity: 'error',
			from: { orphan: true, path: '^(core|connectors|synclog)/', pathNot: '\\.d\\.ts$' },
			to: {},
		},
	],
	options: {
		tsConfig: { fileName: 'tsconfig.check.json' },
		tsPreCompilationDeps: true,
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '(^|/)(dist|golden)/' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['require', 'node', 'default', 'types'],
		},
	},
};
