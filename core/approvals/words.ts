/** The approval as it stands in a document's memo: who and why, in one line without anything that could be taken for our key. */
import { clipped } from '../slack/blocks';
import type { EntryApproval } from './approval';

const MOST_NAME = 80;
const MOST_WHY = 300;

/** One line, at most so long (UTF-16 units). Control characters would break lines in a ledger or a chat. */
export const oneLine = (text: string, most: number): string =>
	clipped(text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim(), most);

const names = (all: readonly string[]): string =>
	all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;

/**
 * "Approved by Ann Lee and Bo Chan: big wholesale order."; with different words of each, "Ann Lee: ...; Bo Chan: ...".
 * @param ledger its posting keys begin with it; what a person has written must not look like one
 */
export function approvalLine({ by, reasons }: EntryApproval, ledger: string): string {
	const safe = (text: string, most: number): string =>
		oneLine(text, most).replaceAll(`${ledger}/`, `${ledger} /`);
	const said = by.map(({ name, why }) => ({ name: safe(name, MOST_NAME), why: safe(why, MOST_WHY) }));
	const who = `Approved by ${names(said.map(({ name }) => name))}`;
	const whys = [...new Set(said.map(({ why }) => why).filter((why) => why !== ''))];
	if (whys.length === 0) return `${who}: asked because ${safe(reasons.join('; '), MOST_WHY)}`;
	if (whys.length === 1) return `${who}: ${whys[0]}`;
	return `${who}: ${said.flatMap(({ name, why }) => (why === '' ? [] : [`${name}: ${why}`])).join('; ')}`;
}
