/** Figures, our documents and the ledger's profit and loss, summed by the accounts that belong together. */
import type { ProfitAndLoss, StandingDocument } from '../ledger/connector';
import { minorUnits } from '../money/money';
import type { BookedDocument, BookedDocuments, BookedLine } from './bookedDocuments';
import type { FigureTexts } from './figures';
import { isIn, type Period } from './periods';

type FigureName =
	'grossSales' | 'discounts' | 'refunds' | 'cancelled' | 'shippingCharged' | 'shippingRefunded' | 'fees';

interface Group {
	readonly name: string;
	readonly roles: readonly string[];
	readonly figures: readonly (readonly [FigureName, 1n | -1n])[];
	/** where the figure stands when the books have no such account */
	readonly else?: string;
}

/** The figures and the roles of the accounts they go to. */
export const GROUPS: readonly Group[] = [
	{ name: 'sales', roles: ['sales'], figures: [['grossSales', 1n]] },
	{ name: 'discounts', roles: ['discounts'], figures: [['discounts', -1n]], else: 'sales' },
	{
		name: 'returns',
		roles: ['salesReturns', 'refundAdjustments'],
		figures: [
			['refunds', -1n],
			['cancelled', -1n],
		],
		else: 'sales',
	},
	{ name: 'shipping', roles: ['shippingIncome'], figures: [['shippingCharged', 1n]], else: 'sales' },
	{
		name: 'shipping given back',
		roles: ['shippingRefunds'],
		figures: [['shippingRefunded', -1n]],
		else: 'shipping',
	},
	{
		name: 'fees',
		roles: ['processingFees', 'conversionFees', 'subscriptions', 'chargebackFees'],
		figures: [['fees', -1n]],
	},
];
const groupOf = (role: string): string => GROUPS.find(({ roles }) => roles.includes(role))?.name ?? role;

export interface ComparisonQuestion {
	readonly ledger: string;
	readonly period: Period;
	readonly profitAndLoss: ProfitAndLoss;
	/** in the ledger's currency; undefined where there was nothing */
	readonly figures: FigureTexts | undefined;
	/** of those among them that are held before the ledger (`booked.heldBefore`) */
	readonly heldFigures?: FigureTexts;
	readonly booked: BookedDocuments;
	/** accounts of income and expense, by id */
	readonly accounts: ReadonlyMap<string, string>;
	/** documents of others in the period, where they were asked for */
	readonly others?: readonly StandingDocument[];
}

const unitsOf = (text: string): bigint => BigInt(text.replace('.', ''));

/** Groups that share accounts are one: a chart may have fewer accounts than there are figures. */
class Clusters {
	private readonly parents = new Map<string, string>();

	rootOf(name: string): string {
		const parent = this.parents.get(name);
		if (parent === undefined || parent === name) return name;
		const root = this.rootOf(parent);
		this.parents.set(name, root);
		return root;
	}

	join(name: string, to: string): void {
		const [a, b] = [this.rootOf(name), this.rootOf(to)];
		if (a !== b) this.parents.set(a, b);
	}
}

/** What is known of accounts that belong together, in minor units; positive adds to the profit. */
export interface Sums {
	readonly groups: Set<string>;
	readonly accounts: Map<string, string>;
	figures: bigint;
	hasFigure: boolean;
	posted: bigint;
	/** what no figure stands for, of what was posted */
	withoutFigure: bigint;
	waiting: bigint;
	held: bigint;
	moved: bigint;
	foreign: boolean;
	ledger: bigint;
}

type Lines = readonly (readonly [BookedDocument, BookedLine])[];

/** Lines on income and expense accounts. */
function linesOf({ booked, accounts }: ComparisonQuestion): Lines {
	return booked.documents.flatMap((document) =>
		document.lines
			.filter(({ accountId }) => accounts.has(accountId))
			.map((line) => [document, line] as const),
	);
}

function clustersOf(lines: Lines, figureOf: (group: Group) => bigint): Clusters {
	const clusters = new Clusters();
	const used = new Set<string>();
	for (const [, { role, accountId }] of lines) {
		used.add(groupOf(role));
		clusters.join(groupOf(role), `account ${accountId}`);
	}
	for (const group of GROUPS)
		if (group.else !== undefined && !used.has(group.name) && figureOf(group) !== 0n)
			clusters.join(group.name, group.else);
	return clusters;
}

/** The sums by accounts that belong together. */
export function sumsOf(question: ComparisonQuestion): readonly Sums[] {
	const { period, profitAndLoss, figures } = question;
	const home = profitAndLoss.currency;
	const figureOf = ({ figures: names }: Group, of: FigureTexts | undefined = figures): bigint =>
		names.reduce((sum, [name, sign]) => sum + sign * (of === undefined ? 0n : unitsOf(of[name])), 0n);
	const lines = linesOf(question);
	const clusters = clustersOf(lines, (group) => figureOf(group));
	const all = new Map<string, Sums>();
	const sumsIn = (name: string): Sums => {
		const root = clusters.rootOf(name);
		const known = all.get(root) ?? {
			groups: new Set(),
			accounts: new Map(),
			figures: 0n,
			hasFigure: false,
			posted: 0n,
			withoutFigure: 0n,
			waiting: 0n,
			held: 0n,
			moved: 0n,
			foreign: false,
			ledger: 0n,
		};
		all.set(root, known);
		return known;
	};
	for (const [document, { role, accountId, account, units }] of lines) {
		const group = groupOf(role);
		const sums = sumsIn(group);
		const [isEvent, isThere] = [isIn(document.bookedOn, period), isIn(document.postedOn, period)];
		if (!isEvent && !isThere) continue;
		sums.groups.add(group);
		sums.accounts.set(accountId, question.accounts.get(accountId) ?? account);
		if (document.currency !== home) {
			sums.foreign ||= document.state === 'posted' && isThere;
			continue;
		}
		const hasFigure = GROUPS.some(({ name }) => name === group);
		if (document.state === 'waiting') {
			if (isEvent && hasFigure) sums.waiting += units;
			continue;
		}
		if (isThere) sums.posted += units;
		if (isThere && !hasFigure) sums.withoutFigure += units;
		if (isThere !== isEvent && hasFigure) sums.moved += isThere ? units : -units;
	}
	for (const group of GROUPS) {
		const units = figureOf(group);
		const root = all.get(clusters.rootOf(group.name));
		if (units === 0n && (root === undefined || root.accounts.size === 0)) continue;
		const sums = sumsIn(group.name);
		sums.groups.add(group.name);
		sums.figures += units;
		if (question.heldFigures !== undefined) sums.held += figureOf(group, question.heldFigures);
		sums.hasFigure = true;
	}
	for (const sums of all.values())
		for (const { accountId = '', amount, side } of profitAndLoss.rows)
			if (sums.accounts.has(accountId))
				sums.ledger += side === 'credit' ? minorUnits(amount) : -minorUnits(amount);
	return [...all.values()].filter(({ accounts, hasFigure }) => accounts.size > 0 || hasFigure);
}
