// Our own rules, on top of n8n's: nothing untyped, every case handled, no floats near money, files taken in at one glance.
import tseslint from 'typescript-eslint';

const MONEY_FLOATS = [
	{
		selector:
			"CallExpression[callee.name='parseFloat'], CallExpression[callee.object.name='Number'][callee.property.name='parseFloat']",
		message: 'Amounts are decimal text: use core/money.',
	},
	{
		selector: "CallExpression[callee.object.name='Math'][callee.property.name='round']",
		message: 'Amounts are rounded by core/money, with the mode named.',
	},
];

export default tseslint.config(
	{
		ignores: [
			'dist/**',
			'node_modules/**',
			'coverage/**',
			'**/*.generated.ts',
			'**/*.mjs',
			'**/*.cjs',
			'**/*.js',
		],
	},
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.base],
		languageOptions: {
			parserOptions: { project: './tsconfig.check.json', tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'@typescript-eslint/consistent-type-imports': [
				'error',
				{ fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
			],
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
			'@typescript-eslint/no-unnecessary-type-assertion': 'error',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'max-lines': ['error', { max: 400 }],
			'no-restricted-syntax': [
				'error',
				{ selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
			],
			'prefer-const': 'error',
		},
	},
	// tables of cases read best in one piece
	{ files: ['test/**/*.ts'], rules: { 'max-lines': ['error', { max: 700 }] } },
	{
		files: ['core/**/*.ts', 'connectors/**/*.ts'],
		rules: { 'no-restricted-syntax': ['error', ...MONEY_FLOATS] },
	},
	// pacing and back-off round times, suggestions their confidence, not money
	{
		files: ['connectors/**/*.ts', 'core/posting/**/*.ts', 'core/accounts/suggest/**/*.ts'],
		rules: { 'no-restricted-syntax': ['error', MONEY_FLOATS[0]] },
	},
);
