/** Contributions summed: of a period, and by whatever tells them apart. */
import type { CurrencyCode } from '../money/currency';
import { byText } from '../reconcile/signed';
import type { Contribution, ProductName } from './contribution';
import { addFigures, noFigures, type Figures } from './figures';
import { isIn, type Period } from './periods';

export interface ProductSum extends ProductName {
	readonly figures: Figures;
}

function addTo(figures: Figures, { amounts }: Contribution): void {
	for (const { figure, units } of amounts) figures[figure] += units;
}

export function inPeriod(contributions: readonly Contribution[], period: Period): Contribution[] {
	return contributions.filter(({ day }) => isIn(day, period));
}

export function sumOfAll(contributions: readonly Contribution[]): Figures {
	const figures = noFigures();
	for (const contribution of contributions) addTo(figures, contribution);
	return figures;
}

/** @param keyOf undefined leaves a contribution out */
export function sumsBy(
	contributions: readonly Contribution[],
	keyOf: (contribution: Contribution) => string | undefined,
): Map<string, Figures> {
	const sums = new Map<string, Figures>();
	for (const contribution of contributions) {
		const key = keyOf(contribution);
		if (key === undefined) continue;
		let sum = sums.get(key);
		if (sum === undefined) sums.set(key, (sum = noFigures()));
		addTo(sum, contribution);
	}
	return sums;
}

/** By product code. The name is the first by its characters, so that it does not depend on what came first. */
export function sumsByProduct(contributions: readonly Contribution[]): Map<string, ProductSum> {
	const sums = new Map<string, ProductSum>();
	for (const { amounts } of contributions) {
		for (const { figure, units, product } of amounts) {
			if (product === undefined) continue;
			let sum = sums.get(product.key);
			if (sum === undefined || byText(product.name, sum.name) < 0) {
				sum = { ...product, figures: sum?.figures ?? noFigures() };
				sums.set(product.key, sum);
			}
			sum.figures[figure] += units;
		}
	}
	return sums;
}

/** Sums of whole days, from which any longer period is summed. */
export class DaySums {
	private readonly days: Map<string, Figures>;

	constructor(contributions: readonly Contribution[]) {
		this.days = sumsBy(contributions, ({ day }) => day);
	}

	of(period: Period): Figures {
		const figures = noFigures();
		for (const [day, more] of this.days) if (isIn(day, period)) addFigures(figures, more);
		return figures;
	}
}

export interface CustomerCount {
	readonly new: number;
	readonly returning: number;
}

/** How many different customers ordered; one who came for the first time counts as new, also when more orders followed. */
export function countCustomers(contributions: readonly Contribution[]): CustomerCount {
	const all = new Set<string>();
	const fresh = new Set<string>();
	for (const { customerKey, facets } of contributions) {
		if (customerKey === undefined) continue;
		all.add(customerKey);
		if (facets?.customer === 'new') fresh.add(customerKey);
	}
	return { new: fresh.size, returning: all.size - fresh.size };
}

export function currenciesOf(contributions: readonly Contribution[]): CurrencyCode[] {
	return [...new Set(contributions.map(({ currency }) => currency))].sort(byText);
}
