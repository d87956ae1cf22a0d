/** Payments of invoices, and expenses that FreshBooks itself knows. Both go through its cash account. */
import type { PostedDocument } from '../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { OWN_ACCOUNTS } from '../../../../core/ledger/ownAccounts';
import { isZero } from '../../../../core/money/money';
import { unlessErrors, type Outcome } from '../../../../core/outcome';
import { notPossible } from '../checks';
import type { Facts } from '../facts';
import { markedText } from '../marks';
import { needed, type Draft } from './draft';
import { checkInvoice } from './sales';

/** @returns held with SALE_NOT_POSTED or DOCUMENT_NOT_POSSIBLE */
export function paymentDraft(document: LedgerDocument, related: PostedDocument | undefined): Outcome<Draft> {
	const { appliesTo, moneyAccount, total, currency } = document;
	const findings = [
		...checkInvoice(document, related),
		...(appliesTo === undefined ? [notPossible('a payment belongs to an invoice', 'appliesTo')] : []),
		...(moneyAccount?.id === OWN_ACCOUNTS.money
			? []
			: [notPossible('a payment cannot name an account', 'moneyAccount')]),
		...(isZero(total) ? [notPossible('a payment of nothing', 'total')] : []),
	];
	return unlessErrors(findings, () => ({
		entity: 'Payment',
		needsClient: false,
		findings,
		complete: () => ({
			invoiceid: needed(related?.id, 'what is paid'),
			amount: { amount: total.amount, code: currency },
			date: document.date,
			type: 'Other',
			note: markedText(document),
			// customers are told by the shop
			send_client_notification: false,
		}),
	}));
}

/** @returns held with DOCUMENT_NOT_POSSIBLE where there is no category with the account's name */
export function expenseDraft(document: LedgerDocument, { categories, business }: Facts): Outcome<Draft> {
	const [line] = document.lines;
	const name = line?.account.name.trim().toLowerCase();
	const fitting = categories.filter(
		({ category, vis_state: state }) => (state ?? 0) === 0 && category.trim().toLowerCase() === name,
	);
	const [category] = fitting;
	const findings =
		fitting.length === 1 && category !== undefined
			? []
			: [
					notPossible(
						`it has no expense category "${line?.account.name ?? ''}" (or more than one)`,
						'lines[0].account',
					),
				];
	return unlessErrors(findings, () => ({
		entity: 'Expense',
		needsClient: false,
		findings,
		complete: () => ({
			amount: { amount: document.total.amount, code: document.currency },
			categoryid: needed(category, 'a category').id,
			...(business.staffId === undefined ? {} : { staffid: business.staffId }),
			date: document.date,
			vendor: document.channel === '' ? document.store : document.channel,
			notes: markedText(document),
		}),
	}));
}
