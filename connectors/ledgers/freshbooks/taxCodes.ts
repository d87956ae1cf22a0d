/**
 * Taxes as codes. FreshBooks has single taxes, by name and percent, of which a line can bear two; so each tax is a code, each pair
 * of them is one, and what bears none is one.
 */
import { Big, isDecimal, toDecimal } from '../../../core/money/decimal';
import type { LedgerTaxCodeDetail } from '../../../core/ledger/connector';
import type { TaxRow } from './payload';

/** The code of what bears no tax; FreshBooks has no object for it. */
export const NO_TAX = 'none';
/** Pairs of more taxes than this would be a list nobody can choose from. */
const MOST_FOR_PAIRS = 24;

interface Single {
	readonly id: string;
	readonly name: string;
	readonly percent: string;
	readonly compound: boolean;
}

function singleOf({ id, name, amount, compound }: TaxRow): Single | undefined {
	const text = amount === null || amount === undefined ? '0' : String(amount);
	if (!isDecimal(text) || text.startsWith('-')) return undefined;
	return { id, name, percent: toDecimal(new Big(text)), compound: compound === true };
}

function code(taxes: readonly Single[]): LedgerTaxCodeDetail {
	return {
		ledger: 'freshbooks',
		id: taxes.length === 0 ? NO_TAX : taxes.map(({ id }) => id).join('+'),
		name: taxes.length === 0 ? 'No tax' : taxes.map(({ name, percent }) => `${name} ${percent}%`).join(' + '),
		rates: taxes.map(({ id, name, percent }) => ({ id, name, percent })),
		active: true,
		// a tax on a tax is not what the shop's rates are
		sales: !taxes.some(({ compound }) => compound),
		totalPercent: toDecimal(taxes.reduce((sum, { percent }) => sum.plus(percent), new Big(0))),
	};
}

/** Taxes whose percent cannot be read are left out: nothing can be charged under them. */
export function taxCodesOf(rows: readonly TaxRow[]): readonly LedgerTaxCodeDetail[] {
	const singles = rows
		.filter(({ vis_state: state }) => (state ?? 0) === 0)
		.flatMap((row) => singleOf(row) ?? []);
	const pairs =
		singles.length > MOST_FOR_PAIRS
			? []
			: singles.flatMap((one, index) => singles.slice(index + 1).map((other) => [one, other]));
	const different = pairs.filter(([one, other]) => one?.name !== other?.name);
	return [code([]), ...singles.map((single) => code([single])), ...different.map(code)];
}
