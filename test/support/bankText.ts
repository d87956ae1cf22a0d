/** Bank lines as a table that a bookkeeper can read, for golden cases. */
import type { BankTransaction, HeldDocument } from '../../core/documents';

function lineText(line: BankTransaction): string {
	const cells = [
		line.bookedOn,
		line.valueOn === undefined ? '' : `value ${line.valueOn}`,
		`${line.direction === 'in' ? '+' : '-'}${line.amount.amount} ${line.amount.currency}`,
		line.pending === true ? 'pending' : '',
		line.description,
		line.counterparty === undefined ? '' : `with ${line.counterparty}`,
		line.reference === undefined ? '' : `ref ${line.reference}`,
		line.occurredAt.endsWith('T00:00:00.000Z') ? '' : `at ${line.occurredAt}`,
	];
	const notes = (line.findings ?? []).map(({ code, message }) => `    ${code}: ${message}`);
	return [
		`${line.account.id} | ${cells.filter((cell) => cell !== '').join(' | ')}`,
		`    ${line.id}`,
		...notes,
	].join('\n');
}

function heldText(held: HeldDocument): string {
	return [
		`HELD ${held.id}`,
		...held.findings.map(({ path, message }) => `    ${path ?? '-'}: ${message}`),
	].join('\n');
}

export function bankText(documents: readonly (BankTransaction | HeldDocument)[]): string {
	return `${documents.map((one) => (one.type === 'Held' ? heldText(one) : lineText(one))).join('\n')}\n`;
}
