/** GET /Reports/BankSummary: what came into and went out of each bank account. */
import type { Organisation } from '../books/organisation';
import { longDay } from '../books/time';
import { fromCents } from '../decimals';
import { periodOf } from './period';
import { accountCells, cells, header, report, row, section, summary } from './shape';

const text = (cents: bigint): string => (cents < 0n ? `-${fromCents(-cents)}` : fromCents(cents));

export function bankSummary(organisation: Organisation, query: URLSearchParams): object {
	const { from, to } = periodOf(organisation, query);
	const rows = [...organisation.accounts.all()]
		.filter(({ type, status }) => type === 'BANK' && status === 'ACTIVE')
		.sort((a, b) => a.code.localeCompare(b.code))
		.map(({ id, name }) => {
			let [opening, received, spent] = [0n, 0n, 0n];
			for (const { date, legs } of organisation.ledger.all()) {
				if (date > to) continue;
				for (const { account, amount } of legs) {
					if (account !== id) continue;
					if (date < from) opening += amount;
					else if (amount > 0n) received += amount;
					else spent -= amount;
				}
			}
			return { id, name, amounts: [opening, received, spent, opening + received - spent] };
		});
	const totals = [0, 1, 2, 3].map((index) =>
		text(rows.reduce((total, { amounts }) => total + (amounts[index] ?? 0n), 0n)),
	);
	return report(
		organisation,
		{ type: 'BankSummary', name: 'Bank Summary', period: `From ${longDay(from)} to ${longDay(to)}` },
		[
			header('Bank Accounts', 'Opening Balance', 'Cash Received', 'Cash Spent', 'Closing Balance'),
			section('', [
				...rows.map(({ id, name, amounts }) =>
					row([...accountCells(id, [name], 'accountID'), ...cells(...amounts.map(text))]),
				),
				summary('Total', ...totals),
			]),
		],
	);
}
