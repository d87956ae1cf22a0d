/** The figures of a comparison, and a text for Slack. */
import type { Finding } from '../findings/finding';
import { escaped } from '../slack/blocks';
import { isSuspicious, type ProductReport } from './match';

export interface ProductCounts {
	readonly products: number;
	readonly matched: number;
	readonly unmatched: number;
	readonly review: number;
	/** findings by their code, the most frequent first */
	readonly findings: Readonly<Record<string, number>>;
}

/** A row of the report, flat, for a sheet or a Data Table. */
export interface ProductRow {
	readonly code: string;
	readonly name: string;
	readonly shop: string;
	readonly itemId: string;
	readonly itemCode: string;
	readonly itemName: string;
	readonly matched: string;
	readonly problem: string;
	readonly why: string;
	readonly fix: string;
}

const counted = (findings: readonly Finding[]): Record<string, number> => {
	const counts = new Map<string, number>();
	for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
	return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
};

const distinct = ({ matches, findings }: ProductReport): Finding[] => [
	...new Set([...findings, ...matches.flatMap((match) => match.findings)]),
];

export function countsOf(report: ProductReport): ProductCounts {
	const review = report.matches.filter(isSuspicious).length;
	const unmatched = report.matches.filter(
		(match) => match.findings.length > 0 && !isSuspicious(match),
	).length;
	return {
		products: report.matches.length,
		matched: report.matches.length - review - unmatched,
		unmatched,
		review,
		findings: counted(distinct(report)),
	};
}

export function rowsOf({ matches }: ProductReport): ProductRow[] {
	return matches.map(({ product, item, how, findings }) => {
		const [first] = findings;
		return {
			code: product.code,
			name: product.name,
			shop: product.source.storeId,
			itemId: item?.id ?? '',
			itemCode: item?.code ?? '',
			itemName: item?.name ?? '',
			matched: how,
			problem: findings.map(({ code }) => code).join(', '),
			why: findings.map(({ message }) => message).join(' '),
			fix: first?.fix ?? '',
		};
	});
}

const SHOWN = 10;
/** eleven lines of this length stay below the 3,000 characters of a section */
const LONGEST_LINE = 250;
const LONGEST_NAME = 80;

/** A text that fits into one Slack message, the first problems in words. */
export function slackText(report: ProductReport, ledger: string): string {
	const { products, matched, unmatched, review } = countsOf(report);
	const problems = distinct(report).filter(({ code }) => code !== 'PRODUCT_NOT_IN_LEDGER');
	const lines = [
		`*Product codes against ${escaped(ledger, LONGEST_NAME)}*: ${products} products, ${matched} fit, ${unmatched} not in the ledger, ${review} to look at.`,
		...problems.slice(0, SHOWN).map(({ message }) => `• ${escaped(message, LONGEST_LINE)}`),
		...(problems.length > SHOWN ? [`... and ${problems.length - SHOWN} more.`] : []),
	];
	return lines.join('\n');
}
