// Runs a TypeScript file of the lab, the demo or the benchmark: node scripts/run.mjs FILE [arguments]
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureDependencies, ensureNode } from './setup.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
ensureDependencies();
const node = ensureNode();
const [file, ...rest] = process.argv.slice(2);
const child = spawnSync(node, ['--import', 'tsx', file, ...rest], { cwd: root, stdio: 'inherit' });
process.exit(child.status ?? 1);
