/** build: dist/ from the sources. generate: what is derived from them (manifest, registry, tables). checkGenerated: is it up to date? */
const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { join } = require('node:path');
const { dest, parallel, series, src } = require('gulp');

const compiler = join(__dirname, 'node_modules', 'typescript', 'bin', 'tsc');

function compile(project) {
	return spawn(process.execPath, [compiler, '-p', project], { cwd: __dirname, stdio: 'inherit' });
}

const clean = () => rm(join(__dirname, 'dist'), { recursive: true, force: true });
const code = () => compile('tsconfig.json');
const types = () => compile('tsconfig.types.json');
const besideTheCode = () =>
	src(['nodes/**/*.{svg,png,node.json}', 'credentials/**/*.{svg,png}'], {
		base: '.',
		encoding: false,
		allowEmpty: true,
	}).pipe(dest('dist'));

const generate = async () => {
	const { writeGenerated } = await import('./scripts/generate/index.mjs');
	for (const path of await writeGenerated(__dirname)) console.log(`wrote ${path}`);
};
const checkGenerated = async () => {
	const { checkGenerated } = await import('./scripts/generate/index.mjs');
	await checkGenerated(__dirname);
};

exports.build = series(clean, parallel(code, types, besideTheCode));
exports.generate = generate;
exports.checkGenerated = checkGenerated;
exports.default = exports.build;
