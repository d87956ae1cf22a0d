/** What a person is told of a payout or bank line that is not simply matched: a finding with what to do. */
import type { PayoutMatch } from '../documents';
import { finding, type Finding } from '../findings/finding';
import type { MatchOutput } from './match/documents';
import type { ReasonCode } from './reasons';

const last = (keys: readonly string[]): string => keys.map((key) => key.split('/').at(-1) ?? key).join(', ');

const amountOf = (
	{ amount, currency }: PayoutMatch['received'],
	direction: PayoutMatch['direction'],
): string => `${direction === 'fromBank' && Number(amount) !== 0 ? '-' : ''}${amount} ${currency}`;

/** undefined: it is matched, and there is nothing to do */
export function remarkOn(document: PayoutMatch, output: MatchOutput): Finding | undefined {
	const { status, gateway, payouts, bankTransactions, direction, reasons } = document;
	const has = (code: ReasonCode): boolean => reasons.some((reason) => reason.code === code);
	const evidence = {
		payout: `The ${gateway ?? ''} payout ${last(payouts)}`.replace('  ', ' '),
		line: last(bankTransactions),
		expected: amountOf(document.expected, direction),
		received: amountOf(document.received, direction),
		reason: reasons.map(({ text }) => text).join(' ') || 'nothing is known that explains it.',
	};
	if (has('payoutFailed')) return finding('PAYOUT_RETURNED', { evidence });
	switch (status) {
		case 'matched':
			return output === 'review' ? finding('PAYOUT_UNSURE', { evidence }) : undefined;
		case 'matchedWithDifference':
			return finding('PAYOUT_DIFFERS', { evidence });
		case 'missingInBank':
			return finding('PAYOUT_NOT_IN_BANK', { evidence });
		case 'missingInBooks':
			return finding('PAYOUT_NOT_IN_BOOKS', { evidence });
		case 'unknownBankLine':
			return finding('BANK_LINE_UNKNOWN', { evidence });
	}
}

/** The match as it is when a person has done what it was remarked for. */
export function withoutRemark({ findings: _done, ...match }: PayoutMatch): PayoutMatch {
	return match;
}
