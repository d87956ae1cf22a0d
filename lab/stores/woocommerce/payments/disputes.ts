/** Disputes as WooPayments lists and details them; the money of each stage stands in the details. */
import type { DisputeEvent } from '../../../daybook/events';
import { idOf, minor, timeOf, type DisputeStages, type PaymentsBook } from './book';

const STATUSES = { opened: 'needs_response', won: 'won', lost: 'lost' } as const;

const statusOf = ({ closed }: DisputeStages): string => STATUSES[closed?.stage ?? 'opened'];

const seconds = (at: string): number => Math.floor(Date.parse(at) / 1000);

const dueBy = (at: string): number => seconds(at) + 9 * 86_400;

export function listedDispute(dispute: DisputeStages, book: PaymentsBook): object {
	const { opened, order } = dispute;
	const customer = book.customerOf(order);
	return {
		dispute_id: dispute.id,
		charge_id: idOf('ch_', opened.paymentId),
		amount: minor(opened.amount, order.currency),
		currency: order.currency.toLowerCase(),
		reason: 'general',
		source: 'visa',
		order_number: order.number,
		customer_name: customer?.name ?? '',
		customer_email: customer?.email ?? '',
		customer_country: customer?.country ?? '',
		status: statusOf(dispute),
		created: timeOf(opened.at),
		due_by: new Date(dueBy(opened.at) * 1000).toISOString().slice(0, 19).replace('T', ' '),
		order: book.orderInfo(order),
	};
}

function moved(event: DisputeEvent, currency: string): object {
	const amount = minor(event.amount, currency);
	const isBack = event.stage === 'won';
	const fee = isBack ? 0 : minor(event.fee, currency);
	return {
		id: idOf('txn_', `${event.id} ${event.stage}`),
		object: 'balance_transaction',
		amount: isBack ? amount : -amount,
		available_on: seconds(event.at),
		created: seconds(event.at),
		currency: currency.toLowerCase(),
		description: isBack ? 'Chargeback reversal' : 'Chargeback withdrawal',
		exchange_rate: null,
		fee,
		fee_details: [],
		net: (isBack ? amount : -amount) - fee,
		reporting_category: isBack ? 'dispute_reversal' : 'dispute',
		source: idOf('dp_', event.id),
		status: 'available',
		type: 'adjustment',
	};
}

export function disputeDetails(dispute: DisputeStages, book: PaymentsBook): object {
	const { opened, closed, order } = dispute;
	const back = closed?.stage === 'won' ? [moved(closed, order.currency)] : [];
	return {
		id: dispute.id,
		object: 'dispute',
		amount: minor(opened.amount, order.currency),
		balance_transactions: [moved(opened, order.currency), ...back],
		charge: idOf('ch_', opened.paymentId),
		created: seconds(opened.at),
		currency: order.currency.toLowerCase(),
		evidence: { customer_email_address: book.customerOf(order)?.email ?? null },
		evidence_details: { due_by: dueBy(opened.at), has_evidence: false, past_due: false, submission_count: 0 },
		livemode: order.test !== true,
		metadata: closed === undefined ? {} : { __dispute_closed_at: String(seconds(closed.at)) },
		payment_intent: idOf('pi_', opened.paymentId),
		reason: 'general',
		status: statusOf(dispute),
		order: book.orderInfo(order),
	};
}
