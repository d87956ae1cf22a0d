/** Invoices and their lines as answers have them. */
import type { Account } from '../books/account';
import type { InvoiceRow, LineRow } from '../books/records';
import { daysAfter, newYork, versionText } from '../books/time';
import { decimal, money, sum, type Decimal } from '../decimals';
import { lineAmount, totalsOf } from '../rules/lines';

export interface Settlement {
	readonly total: Decimal;
	readonly paid: Decimal;
	readonly outstanding: Decimal;
	/** the day of the last payment */
	readonly lastPaid: string | null;
}

/** What of an invoice is paid and what is not. */
export function settlementOf(account: Account, row: InvoiceRow): Settlement {
	const payments = account.payments.find('invoice', row.id).filter(({ vis }) => vis !== 1);
	const { total } = totalsOf(row.lines, row.discount);
	const paid = sum(payments.map(({ applied }) => decimal(applied)));
	const lastPaid =
		payments
			.map(({ date }) => date)
			.sort()
			.at(-1) ?? null;
	return { total, paid, outstanding: total.minus(paid), lastPaid };
}

interface States {
	readonly status: number;
	readonly v3: string;
	readonly display: string;
	readonly payment: string;
}

/** The states of an invoice, in the four ways in which they are told. */
function statesOf(row: InvoiceRow, { paid, outstanding }: Settlement, today: string): States {
	const payment = paid.gt(0) ? (outstanding.lte(0) ? 'paid' : 'partial') : 'unpaid';
	if (!row.isSent) return { status: 1, v3: 'draft', display: 'draft', payment };
	if (outstanding.lte(0)) return { status: 4, v3: 'paid', display: 'paid', payment: 'paid' };
	if (paid.gt(0)) return { status: 2, v3: 'partial', display: 'sent', payment };
	const isLate = daysAfter(row.date, row.dueDays) < today;
	return { status: 2, v3: isLate ? 'overdue' : 'sent', display: 'sent', payment };
}

/** A line of an invoice or credit note. */
export function lineView(
	line: LineRow,
	index: number,
	of: { id: string; currency: string; updated: number; key: string },
): object {
	const [first, second] = line.taxes;
	return {
		amount: money(lineAmount(line), of.currency),
		basecampid: 0,
		compounded_tax: line.compounded,
		date: null,
		description: line.description,
		expenseid: 0,
		[of.key]: Number(of.id),
		lineid: index + 1,
		modern_project_id: null,
		modern_time_entries: [],
		name: line.name,
		qty: line.qty,
		retainer_id: null,
		retainer_period_id: null,
		taskno: index + 1,
		taxAmount1: first?.percent ?? '0',
		taxAmount2: second?.percent ?? '0',
		taxName1: first?.name ?? '',
		taxName2: second?.name ?? '',
		taxNumber1: null,
		taxNumber2: null,
		type: line.type,
		unit_cost: money(line.unitCost, of.currency),
		updated: newYork(of.updated),
	};
}

export function invoiceView(account: Account, row: InvoiceRow, include: ReadonlySet<string>): object {
	const { accountId } = account.identity;
	const { id, currency, updated } = row;
	const settlement = settlementOf(account, row);
	const { total, paid, outstanding, lastPaid } = settlement;
	const states = statesOf(row, settlement, account.today());
	const { discount } = totalsOf(row.lines, row.discount);
	return {
		...row.plain,
		id: Number(id),
		invoiceid: Number(id),
		accountid: accountId,
		accounting_systemid: accountId,
		amount: money(total, currency),
		autobill_status: null,
		basecampid: 0,
		create_date: row.date,
		created_at: newYork(row.created),
		currency_code: currency,
		current_organization: row.plain['organization'] ?? '',
		customerid: Number(row.clientId),
		date_paid: outstanding.lte(0) ? lastPaid : null,
		deposit_amount: null,
		deposit_status: 'none',
		description: row.lines[0]?.description ?? '',
		discount_total: money(discount.times(-1), currency),
		discount_value: row.discount,
		display_status: states.display,
		dispute_status: null,
		due_date: daysAfter(row.date, row.dueDays),
		due_offset_days: row.dueDays,
		gmail: false,
		invoice_number: row.number,
		net_paid_amount: money(paid, currency),
		outstanding: money(outstanding, currency),
		ownerid: 1,
		paid: money(paid, currency),
		payment_status: states.payment,
		sentid: 1,
		status: states.status,
		updated: newYork(updated),
		uuid: row.uuid,
		v3_status: states.v3,
		version: versionText(updated),
		vis_state: row.vis,
		...(include.has('lines')
			? {
					lines: row.lines.map((line, index) =>
						lineView(line, index, { id, currency, updated, key: 'invoiceid' }),
					),
				}
			: {}),
	};
}
