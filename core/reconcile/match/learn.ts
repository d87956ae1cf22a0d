/** What is learned of a match that is final: the lag of its gateway, and how its lines read. */
import type { BusinessDays } from '../days';
import type { Match } from './board';
import type { Habits } from './habits';

/** Only matches that nobody doubts teach anything. */
export function noteMatch(habits: Habits, match: Match, days: BusinessDays): void {
	const [payout, line] = [match.payouts[0], match.lines[0]];
	if (match.kind !== 'exact' || match.review || payout === undefined || line === undefined) return;
	habits.lags.note(payout.gateway, days.between(payout.day, line.day));
	if (match.evidence === 'text') habits.noteText(payout.gateway, line.words);
}
