/** The cost of goods: out of the stock when they are sold or delivered, back into it when they really return. */
import type { Money } from '../money/money';
import { minorUnits } from '../money/money';
import type { LineFacts, Side } from './entry';
import { opposite, type EntryLines } from './lines';
import type { JournalPolicy } from './policy';

interface Costed {
	readonly name: string;
	readonly cost?: Money;
}

/** @param side of the cost of goods sold: debit when they leave, credit when they return */
export function addCost(
	line: Costed,
	side: Side,
	facts: LineFacts,
	policy: JournalPolicy,
	entry: EntryLines,
	origin: string,
): void {
	if (policy.cogs === 'none' || line.cost === undefined) return;
	const units = minorUnits(line.cost);
	entry.add('cogs', side, units, { description: `Cost of ${line.name}`, facts, origin });
	entry.add('inventory', opposite(side), units, { description: `Cost of ${line.name}`, facts, origin });
}

/** Goods that came back and cannot be sold again: their cost was not a sale's. */
export function addWriteOff(
	line: Costed,
	facts: LineFacts,
	policy: JournalPolicy,
	entry: EntryLines,
	origin: string,
): void {
	if (policy.cogs === 'none' || line.cost === undefined) return;
	const units = minorUnits(line.cost);
	entry.add('writeOffs', 'debit', units, { description: `${line.name}, damaged`, facts, origin });
	entry.add('cogs', 'credit', units, { description: `Cost of ${line.name}`, facts, origin });
}
