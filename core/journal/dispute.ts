/** The journal lines of a dispute. */
import type { AccountRole } from '../accounts/roles';
import type { Dispute } from '../documents';
import { minorUnits } from '../money/money';
import type { JournalLine, Side } from './entry';
import { EntryLines } from './lines';
import type { JournalPolicy } from './policy';

/** Opened: held at the gateway, or lost at once by policy; won: it comes back; lost: a loss, which moves no money. */
export function disputeLines(dispute: Dispute, policy: JournalPolicy): readonly JournalLine[] {
	const entry = new EntryLines(dispute, undefined, undefined, undefined);
	const facts = { ...entry.common, gateway: dispute.gateway };
	const amount = minorUnits(dispute.amount);
	const fee = minorUnits(dispute.fee);
	const held: AccountRole = policy.disputes === 'loss' ? 'chargebackLosses' : 'disputes';
	const clearing = (side: Side): void =>
		entry.add('clearing', side, amount + fee, {
			description: dispute.gateway,
			facts: { ...facts, lineType: 'tender' },
			origin: 'amount',
		});
	const line = (role: AccountRole, side: Side, units: bigint, description: string, origin: string): void =>
		entry.add(role, side, units, { description, facts, origin });
	switch (dispute.stage) {
		case 'opened':
			line(held, 'debit', amount, 'Disputed', 'amount');
			line('chargebackFees', 'debit', fee, 'Fee of the dispute', 'fee');
			clearing('credit');
			break;
		case 'won':
			clearing('debit');
			line(held, 'credit', amount, 'Dispute won', 'amount');
			line('chargebackFees', 'credit', fee, 'Fee given back', 'fee');
			break;
		case 'lost':
			// under "loss" it was one from the start
			if (policy.disputes === 'loss') break;
			line('chargebackLosses', 'debit', amount, 'Dispute lost', 'amount');
			line('disputes', 'credit', amount, 'Dispute lost', 'amount');
	}
	return entry.lines;
}
