/** Long histories in windows, and what an outage has left out. */
export { findGap, type Gap, type GapQuestion } from './gap';
export { nextWindow, type HistoryQuestion, type HistoryWindow } from './nextWindow';
export { outcomeSince, type RunsOutcome } from './outcome';
export { outcomeText, reportMessage } from './text';
export { windowsOf, type Window } from './windows';
