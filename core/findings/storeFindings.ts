/** The findings about what a store sent: a part of the catalogue. */
import { entry } from './entry';

export const STORE_FINDINGS = {
	PAYLOAD_MALFORMED: entry(
		'error',
		'The order cannot be read: {problem}.',
		'Open the order in the shop and compare. If the shop shows it correctly, report it with the path above: the shop may have changed its format.',
	),
	AMOUNT_MISSING: entry(
		'error',
		'An amount is missing where the shop must send one.',
		'Check the order in the shop; read it again with the "Sales" node once it is complete there.',
	),
	AMOUNT_MALFORMED: entry(
		'error',
		'"{value}" is not an amount of {currency}.',
		'Check the amount in the shop; it must be a plain decimal number with at most the digits of the currency.',
	),
	AMOUNT_NEGATIVE: entry(
		'error',
		'The amount {value} is negative where the shop never sends a negative one.',
		'Check the line in the shop. If an app writes discounts as negative lines, ask it to use discounts, or book this order by hand.',
	),
	CURRENCY_UNKNOWN: entry(
		'error',
		'"{value}" is not a currency of ISO 4217.',
		"Check the currency in the shop's settings and in the order.",
	),
	EXCHANGE_RATE_UNCLEAR: entry(
		'warning',
		'The shop states two rates from {currency} to {home} that cannot both be true: {rate} and {other}. Neither is used.',
		"Nothing to do where the ledger has its own rate. Otherwise look at the order's currency in the shop.",
	),
	QUANTITY_INVALID: entry(
		'error',
		'The quantity {value} is not a positive number.',
		'Check the line in the shop; a return must be a refund, not a negative quantity.',
	),
	DATE_INVALID: entry(
		'error',
		'"{value}" is not a date and time with a zone.',
		'Check the order in the shop.',
	),
	TAX_AMOUNT_MISSING: entry(
		'error',
		'The tax line "{name}" has no amount.',
		'Tax amounts are never worked out here. Check the tax in the shop; read the order again when the shop shows it.',
	),
	ORDER_TOTAL_MISMATCH: entry(
		'error',
		'The lines of the order add up to {lines}, but its total is {total} (difference {difference} {currency}).',
		'Open the order in the shop and look for a line, fee or rounding that an app has added. Book the difference by hand or correct the order.',
	),
	REFUND_TOTAL_MISMATCH: entry(
		'error',
		'The lines of the refund add up to {lines}, but {total} was refunded (difference {difference} {currency}).',
		'Open the refund in the shop and look for an amount that was changed by hand. Book the difference by hand or correct the refund.',
	),
	ROUNDING_DIFFERENCE: entry(
		'info',
		'A difference of {difference} {currency} between the lines and the total goes to the rounding account.',
		'Nothing to do. Many of these point to a rounding setting in the shop.',
	),
	TRANSACTION_KIND_UNKNOWN: entry(
		'error',
		'The shop sent a payment of the unknown kind "{kind}".',
		'Check the payment in the shop and book it by hand; report the kind, so that it can be supported.',
	),
	LINE_KIND_UNKNOWN: entry(
		'error',
		'The shop sent an order line of the unknown kind "{kind}".',
		'Check the line in the shop and book the order by hand; report the kind, so that it can be supported.',
	),
	REFUND_EXCEEDS_PAYMENT: entry(
		'error',
		'The refunds of this order ({refunded}) exceed what was paid ({paid} {currency}).',
		'Check the payments and refunds of the order in the shop.',
	),
	ORDER_EDITED: entry(
		'error',
		'The order was edited after it was placed; what it was before cannot be told from the shop alone.',
		'Check the order and book the change by hand.',
	),
	ORDER_MAY_BE_EDITED: entry(
		'warning',
		'Items were added to the order later on; the shop does not say whether it was paid before or after that.',
		'Compare the total with what the gateway shows as paid. If they differ, correct the order in the shop or book the difference by hand.',
	),
	ORDER_REMOVED: entry(
		'error',
		'The order is in the trash of the shop; what was posted of it is still in the books.',
		'Restore the order in the shop if it was removed by mistake. Otherwise take what was posted of it back by hand.',
	),
	DOCUMENT_GONE: entry(
		'error',
		'The shop no longer has {document}, which was read from it before.',
		'If it was posted, look in the shop why it is gone, and take it back in the ledger by hand. If it was not, nothing is to be done.',
	),
	CANCELLED_NOT_REFUNDED: entry(
		'error',
		'The order was paid and then cancelled, but {kept} {currency} of it was not refunded.',
		'Make the refund in the shop if the money went back, or is to. If it is kept, nothing is to be booked.',
	),
	REFUND_BY_HAND: entry(
		'warning',
		'The refund was entered by hand: the shop does not know how the money went back, and it is booked through the gateway "manual".',
		'Check how it was paid. If it went back through the gateway of the order, book it over to that account.',
	),
	REFUND_TAX_UNCLEAR: entry(
		'warning',
		'{amount} {currency} was refunded without saying for what, and the shop states no tax of it; it is booked without tax.',
		'Check whether tax was given back with it. If so, refund by line in the shop, or correct the tax in the ledger.',
	),
	REFUND_NOT_RECORDED: entry(
		'error',
		'The order is marked as {status}, but the shop keeps no refund of it.',
		'Look up at the payment provider what went back, and book it by hand. Make refunds in the shop, so that they can be read.',
	),
	DATE_NOT_KEPT: entry(
		'warning',
		'The shop does not keep when {event}; the date of the order is used.',
		'Correct the date in the ledger where it matters, for example when the payment came in another period.',
	),
	ORDER_STATUS_UNUSUAL: entry(
		'warning',
		'The order is {status} in the shop, but no money has gone back; what was posted of it stays.',
		'If money went back outside the shop, book that by hand; if it will go back, make the refund in the shop.',
	),
	TAX_COLLECTOR_UNKNOWN: entry(
		'warning',
		'The shop does not say who pays the tax "{name}" to the authority; it is taken as ours.',
		'Check whether the sales channel collects this tax. If it does, add a tax rule for the channel.',
	),
	DISCOUNT_EXCEEDS_GROSS: entry(
		'error',
		"The discount of {discount} is more than the line's {gross} {currency}.",
		'Check the line and its discounts in the shop, or book the order by hand.',
	),
	CURRENCY_MIXED: entry(
		'error',
		'An amount is in {found}, but the document is in {currency}.',
		'Check the order in the shop. If it shows one currency only, report it with the path above.',
	),
	PAYMENTS_TOTAL_MISMATCH: entry(
		'error',
		'The payments ({paid}) and what is open ({open}) do not add up to the total of {total} {currency}.',
		'Compare the payments with the total in the shop: a payment may be missing, doubled or too high. Correct it there, or book the document by hand.',
	),
	TAX_TOTAL_MISMATCH: entry(
		'error',
		'The taxes of the lines add up to {lines}, but the shop states {total} {currency} of tax.',
		'Look in the shop for a line whose tax is missing or doubled, and correct it there or book the order by hand.',
	),
	TAX_EXCEEDS_AMOUNT: entry(
		'error',
		'The tax of {tax} is more than the amount of {amount} {currency} that contains it.',
		'Check the tax of the line in the shop, and whether prices there contain tax.',
	),
	PERMISSION_MISSING: entry(
		'warning',
		'The app lacks the permission {permission}: {effect}.',
		'Give the app this permission in the shop, install it again, and save the credential.',
	),
	DEPOSIT_NOT_FOLLOWED: entry(
		'error',
		'The order is paid in parts by a deposits plugin: {deposit} first, {rest} later. The shop does not say exactly what was paid when, so it is not booked before all is paid.',
		'Book the deposit by hand as owed to the customer. When the rest is paid, the order is given out as a sale that was paid in full.',
	),
	DEPOSIT_PAID_APART: entry(
		'warning',
		'The order was paid in parts by a deposits plugin ({deposit} first, {rest} later) and is booked as one payment.',
		'Compare the payments with the gateway. If the deposit was booked by hand, take it back.',
	),
	DELIVERY_CANCELLED: entry(
		'warning',
		'Delivery {delivery} was cancelled in the shop.',
		'If the delivery is in the books, take it back with "Undo" in the poster.',
	),
	DELIVERY_EXCEEDS_SALE: entry(
		'warning',
		'More was delivered than was left of the order; what is more is not booked.',
		'Compare the deliveries with the refunds in the shop: something that was given back had been delivered, or was sent again.',
	),
	PRODUCT_CODE_MISSING: entry(
		'info',
		'The product has no code (SKU) in the shop; it goes by the number {code} there.',
		'Nothing to do, or give the product a code in the shop.',
	),
	TAX_RATES_HIDDEN: entry(
		'info',
		'{platform} does not show its tax rates; they are seen on the orders only.',
		'Nothing to do: each order brings the taxes that were charged.',
	),
	TEST_ORDER: entry('info', 'This is a test order; it is not posted.', 'Nothing to do.'),
	PAYMENT_NOT_CAPTURED: entry(
		'info',
		'The payment is authorized but not captured; the sale is posted when the money is.',
		'Nothing to do, or capture the payment in the shop.',
	),
	ORDER_NOT_PAID: entry(
		'info',
		'The order is not paid, and no invoice was agreed; the sale is posted when the money comes.',
		'Nothing to do. Give the order payment terms in the shop if it is to be an invoice.',
	),
	ORDER_SETTLING: entry(
		'info',
		'Further payments of the order may be on their way; it is read again at {at}.',
		'Nothing to do.',
	),
} as const;
