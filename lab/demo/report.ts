/** The demo's result: as JSON for a file, and as a table for a person. */
import type { AgainCounts } from './engines';
import type { Difference, ReportBalance } from './books';
import type { EventKind, HeldReport } from './arrivals';

export interface DemoReport {
	readonly shop: string;
	readonly store: string;
	readonly ledger: string;
	readonly engine: string;
	/** what the day book has */
	readonly expected: Readonly<Record<EventKind, number>>;
	/** events in the books */
	readonly posted: Readonly<Record<EventKind, number>>;
	/** documents in the ledger, by kind */
	readonly documents: Readonly<Record<string, number>>;
	readonly trialBalance: readonly ReportBalance[];
	readonly differences: readonly Difference[];
	readonly held: readonly HeldReport[];
	readonly seconds: Readonly<Record<string, number>>;
	/** requests to the ledger, by kind */
	readonly ledgerCalls: Readonly<Record<string, number>>;
	readonly duplicates: number;
	readonly missing: number;
	/** what reading the whole period once more brought */
	readonly again: AgainCounts;
	/** whether the books equal the shop to the cent, with nothing missing, doubled or held without need */
	readonly equal: boolean;
}

const pad = (text: string, width: number): string => text.padEnd(width);
const right = (text: string, width: number): string => text.padStart(width);

function table(rows: readonly (readonly string[])[], rightAligned: readonly number[]): string {
	const widths = (rows[0] ?? []).map((_, column) =>
		Math.max(...rows.map((row) => (row[column] ?? '').length)),
	);
	return rows
		.map((row) =>
			row
				.map((cell, column) => (rightAligned.includes(column) ? right : pad)(cell, widths[column] ?? 0))
				.join('  ')
				.trimEnd(),
		)
		.map((line) => `  ${line}`)
		.join('\n');
}

/** Reasons with how often each occurs, most frequent first. */
function reasons(held: readonly HeldReport[]): string[][] {
	const byCode = new Map<string, { count: number; held: HeldReport }>();
	for (const one of held) {
		const code = one.findings[0]?.code ?? 'UNKNOWN';
		byCode.set(code, { count: (byCode.get(code)?.count ?? 0) + 1, held: byCode.get(code)?.held ?? one });
	}
	return [...byCode.entries()]
		.sort(([, a], [, b]) => b.count - a.count)
		.map(([code, { count, held: example }]) => [
			String(count),
			code,
			example.findings[0]?.message ?? '',
			`e.g. ${example.order}`,
		]);
}

/** The report as a person reads it. */
export function reportText(report: DemoReport): string {
	const kinds = Object.keys(report.expected) as EventKind[];
	const events = [
		['', 'in the shop', 'in the books'],
		...kinds.map((kind) => [`${kind}s`, String(report.expected[kind]), String(report.posted[kind])]),
	];
	const documents = Object.entries(report.documents).map(([kind, count]) => [kind, String(count)]);
	const balances = [
		['account', 'role', 'currency', 'debit', 'credit'],
		...report.trialBalance.map(({ account, role, currency, debit, credit }) => [
			account,
			role,
			currency,
			debit,
			credit,
		]),
	];
	const parts = [
		`${report.shop}: ${report.store} to ${report.ledger}\n`,
		table(events, [1, 2]),
		`\nDocuments posted\n${table(documents, [1])}`,
		`\nTrial balance\n${table(balances, [3, 4])}`,
	];
	if (report.held.length > 0)
		parts.push(`\nHeld for review: ${report.held.length}\n${table(reasons(report.held), [0])}`);
	if (report.differences.length > 0) {
		const rows = report.differences.map(({ role, gateway, currency, expected, actual }) => [
			role,
			gateway ?? '',
			currency,
			expected,
			actual,
		]);
		parts.push(
			`\nDifferences (debit positive)\n${table([['role', 'gateway', 'currency', 'shop', 'books'], ...rows], [3, 4])}`,
		);
	}
	const { posted, unchanged, review } = report.again;
	parts.push(
		`\nMissing: ${report.missing}. Duplicates: ${report.duplicates}. Held: ${report.held.length}.`,
		`Read the whole period again: ${posted} posted, ${unchanged} unchanged, ${review} to review.`,
		report.equal ? 'The books equal the shop, to the cent.' : 'The books do NOT equal the shop; see above.',
	);
	return parts.join('\n');
}
