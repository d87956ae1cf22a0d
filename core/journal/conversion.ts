/**
 * What a gateway changed into the payout's currency. The sales have filled the clearing account of the customer's currency, so what
 * was changed leaves that account in its own currency, and comes into the payout's clearing account in the payout's; between them
 * stands the account for exchange gains and losses. Each currency balances by itself, and every amount is a fact of the gateway.
 * Once the ledger has valued the first at what it carried it at, the gain or loss is what is left on that account (docs/adr/0021).
 */
import type { Payout } from '../documents';
import { minorUnits } from '../money/money';
import type { LineFacts } from './entry';
import type { EntryLines } from './lines';

interface Changed {
	/** minor units, what came in being positive: in the currency it was paid in, and in the payout's */
	from: bigint;
	into: bigint;
	readonly indexes: number[];
}

/** @returns by the currency that the customers paid in */
function changedOf({ transactions, currency }: Payout): ReadonlyMap<string, Changed> {
	const changed = new Map<string, Changed>();
	transactions.forEach(({ original, amount, direction }, index) => {
		if (original === undefined || original.amount.currency === currency) return;
		const sign = direction === 'in' ? 1n : -1n;
		const key = original.amount.currency;
		let sum = changed.get(key);
		if (sum === undefined) changed.set(key, (sum = { from: 0n, into: 0n, indexes: [] }));
		sum.from += sign * minorUnits(original.amount);
		sum.into += sign * minorUnits(amount);
		sum.indexes.push(index);
	});
	return changed;
}

/** @param clearing facts of the payout's clearing account */
export function addConversions(payout: Payout, entry: EntryLines, clearing: LineFacts): void {
	const { lineType: _tender, ...facts } = clearing;
	for (const [currency, { from, into, indexes }] of changedOf(payout)) {
		const origin = `${indexes.length} ${indexes.length === 1 ? 'transaction' : 'transactions'} in ${currency}`;
		const out = { movement: `exchange/${currency}`, origin };
		const description = `${currency} changed into ${payout.currency}`;
		entry.move('fxGainLoss', from, { ...out, description, facts: { ...facts, currency } }, currency);
		const other = { ...clearing, currency };
		entry.move(
			'clearing',
			-from,
			{ ...out, description: `${payout.gateway}, ${currency}`, facts: other },
			currency,
		);
		const back = { movement: `exchange/${currency}/in`, origin };
		entry.move('clearing', into, { ...back, description: payout.gateway, facts: clearing });
		entry.move('fxGainLoss', -into, { ...back, description, facts });
	}
}
