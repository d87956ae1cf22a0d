/** The comparison with the ledger, as a part of the page. */
import { differs, notes, otherName, signed, verdict } from './comparisonTexts';
import { coloured, FAINT, heading, html, table, type Cell } from '../mail/html';
import type { ComparedAccounts, LedgerComparison } from './ledgerComparison';
import { readable } from './texts';

function rowCells(row: ComparedAccounts, currency: string): Cell[] {
	const { name, accounts, figures, ledger, difference } = row;
	const names = accounts.map((account) => account.name).join(', ');
	return [
		names === '' ? name : `${name} (${names})`,
		figures === null ? '' : readable(figures, currency),
		readable(ledger, currency),
		differs(row) ? coloured(signed(difference, currency)) : 'agrees',
	];
}

export function comparisonHtml(comparison: LedgerComparison | undefined): string {
	if (comparison === undefined) return '';
	const { ledger, currency, rows, others } = comparison;
	const reasons = rows.flatMap(({ name, reasons: all }) =>
		all.map(({ amount, text }): Cell[] => [`${name}: ${text}`, signed(amount, currency)]),
	);
	const named = (others?.largest ?? []).map((each) => `<li>${html(otherName(each))}</li>`).join('');
	return `${heading(`Compared with ${ledger}`)}
<p>${html(verdict(comparison))}</p>
${
	rows.length === 0
		? ''
		: table(
				['', 'Shops', ledger, 'Difference'],
				rows.map((row) => rowCells(row, currency)),
			)
}
${reasons.length === 0 ? '' : `${heading('Why they differ')}${table(['', 'Amount'], reasons)}`}
${named === '' ? '' : `${heading('Entered by others')}<ul style="padding-left:20px">${named}</ul>`}
<p style="color:${FAINT};font-size:12px">${notes(comparison).map(html).join('<br>')}</p>`;
}
