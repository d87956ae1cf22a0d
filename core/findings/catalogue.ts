/**
 * Every finding there is: its severity, its sentence and the fix, in one place. `docs/findings.md` is generated from it.
 * "error" holds the document; "warning" goes with it; "info" only explains.
 */
import { entry, type CatalogueEntry } from './entry';
import { HEALTH_FINDINGS } from './healthFindings';
import { SUMMARY_FINDINGS } from './summaryFindings';
import { TAX_FINDINGS } from './taxFindings';

export type { CatalogueEntry } from './entry';

export const CATALOGUE = {
	// what a store sent
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
	PAYOUT_TOTAL_MISMATCH: entry(
		'error',
		'The transactions of the payout add up to {transactions}, but {net} arrives (difference {difference} {currency}).',
		'A transaction of the payout is missing or of another kind than is known. Compare with the payout at the gateway, and read it again later.',
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

	// documents between the nodes
	DOCUMENT_MALFORMED: entry(
		'error',
		'The document of this item cannot be used: {problem}.',
		'Connect a StoreLedger node that gives such documents. If a node in between changes items, let it keep their fields as they are.',
	),
	DOCUMENT_VERSION_UNKNOWN: entry(
		'error',
		'The document has the schema version {version}; this version of StoreLedger knows up to {known}.',
		'Update StoreLedger, or read the order again with this version.',
	),
	DOCUMENT_NOT_SUPPORTED: entry(
		'error',
		'This version of StoreLedger does not book documents of the type {type}.',
		'Book it by hand.',
	),
	NOTHING_TO_POST: entry(
		'info',
		'The document moves no money and has no value; there is nothing to post.',
		'Nothing to do.',
	),
	RULE_INVALID: entry('error', 'Rule {rule} cannot be used: {problem}.', 'Correct the rule in the node.'),
	RULE_ROW_INVALID: entry(
		'error',
		'Row {row} of the rules, column "{column}": {problem}.',
		'Correct the row where the rules are kept, then run again.',
	),
	MAPPING_FILE_INVALID: entry(
		'error',
		'The mapping file cannot be used: {where}: {problem}.',
		'Correct the file; docs/mapping.schema.json describes it.',
	),
	EXAMPLE_DIFFERS: entry(
		'error',
		'The example "{example}" is booked differently than the file expects: {difference}.',
		'Correct the rules, or, if the new entry is right, the expected journal of the example.',
	),

	// tax
	...TAX_FINDINGS,

	// accounts
	ACCOUNT_NOT_MAPPED: entry(
		'error',
		'No account is chosen for {description}.',
		'Choose an account for it in the Account Mapper, then run the order again. {suggestion}',
	),
	ACCOUNT_AMBIGUOUS: entry(
		'error',
		'{count} rules match {description} equally well: {rules}.',
		'Make one of the rules more specific, or remove one. {suggestion}',
	),
	ACCOUNT_NOT_CREATED: entry(
		'error',
		'{ledger} cannot be given the account "{name}": {reason}.',
		'Add the account in {ledger} by hand, then choose it in the Account Mapper.',
	),
	ACCOUNT_NAME_TAKEN: entry(
		'error',
		'{ledger} has an account "{name}" already, which cannot be used for {role}: {problem}.',
		'Rename that account in {ledger}, make it fit, or choose another one in the Account Mapper.',
	),
	ACCOUNT_UNKNOWN: entry(
		'error',
		'The account "{account}" is not in the chart of accounts of {ledger}, or it is inactive.',
		'Choose the account again in the Account Mapper.',
	),
	ENTRY_UNBALANCED: entry(
		'error',
		'The entry does not balance: debits {debit}, credits {credit} {currency}.',
		'This document is not posted. Please report it with the order number: it is a defect of StoreLedger.',
	),

	// summaries
	...SUMMARY_FINDINGS,

	// posting
	CHANGED_AFTER_POSTING: entry(
		'error',
		'{document} {number} was posted, and the order has changed in the shop since: {changes}.',
		'Compare the order with the posted document and book the difference by hand, or let the poster do so (option "Changes After Posting"); what is posted is never overwritten.',
	),
	CORRECTED_AFTER_POSTING: entry(
		'info',
		'{document} {number} was posted, and the order has changed in the shop since; the difference is booked beside it: {changes}.',
		'Nothing to do. The correcting documents name the document they correct in their memo.',
	),
	MAPPED_OTHERWISE: entry(
		'warning',
		'{document} {number} was posted under another mapping than the one of now, and stays as it is: {changes}.',
		'Nothing is posted twice. To move what was posted to the new accounts, undo its run and run the orders again.',
	),
	POSTING_UNCERTAIN: entry(
		'error',
		'It is not clear whether the ledger has taken {document} {number}: its answer was lost, and looking it up failed.',
		'Run the order again later: the ledger is asked first, so nothing is posted twice.',
	),
	POSTING_IN_PROGRESS: entry(
		'info',
		'{document} {number}, or the sale it belongs to, is being posted by another run or waits for its next attempt.',
		'Nothing to do. Should it not be posted an hour from now, run the order again.',
	),
	LEDGER_BUSY: entry(
		'error',
		'{ledger} was too busy to take {document} {number}, also after several attempts.',
		'Run the order again later; nothing of it was posted.',
	),
	REJECTED_BY_LEDGER: entry('error', '{ledger} refused the document: {reason}', '{advice}'),
	PERIOD_CLOSED: entry(
		'error',
		'The books are closed until {closedUntil}; the document is of {bookedOn}.',
		'Post it by hand into an open period with your accountant, or re-open the period and run the order again.',
	),
	PERIOD_MOVED: entry(
		'info',
		'The books are closed until {closedUntil}; the document of {bookedOn} is dated {postedOn}.',
		'Nothing to do. Its own day stands in its memo.',
	),
	PERIOD_WAIT: entry(
		'warning',
		'The books are closed until {closedUntil}; the document of {bookedOn} waits until that period is open.',
		'Ask your accountant to open the period. The next run of the poster posts it then by itself.',
	),
	POSTED_AMOUNT_DIFFERS: entry(
		'error',
		'{document} {number} was posted, but the ledger shows {actual} where {expected} {currency} was meant ({field}).',
		'Open the document in the ledger. Usually its tax settings have changed the tax; correct it there.',
	),
	POSTED_ACCOUNT_DIFFERS: entry(
		'error',
		'{document} {number} was posted to other accounts than was meant: {actual} instead of {expected}.',
		'An account code was given to another account at the same time. Correct the document in the ledger, and check the Account Mapper.',
	),
	LEDGER_REMARK: entry(
		'warning',
		'{ledger} has taken {document} {number} with a remark: {remark}',
		'Open the document in the ledger and check what the remark is about.',
	),
	SALE_NOT_POSTED: entry(
		'error',
		'The sale this belongs to ({sale}) is not in the ledger yet.',
		'Post the sale first (it may be held for review), then run the order again.',
	),
	DOCUMENT_NOT_POSSIBLE: entry(
		'error',
		'{ledger} has no document for this: {reason}.',
		'Book it by hand, and run the order again afterwards only if you have not.',
	),
	NUMBER_TAKEN: entry(
		'error',
		'The number {number} is taken in the ledger by another document ({detail}).',
		'Find the document with this number in the ledger. If it is the same sale, entered by hand or by another connector, keep one of them.',
	),
	CUSTOM_NUMBERS_OFF: entry(
		'warning',
		'The company numbers its documents by itself, so ours cannot be used to find one again.',
		'Turn on "Custom transaction numbers" in QuickBooks under Account and settings > Sales.',
	),
	ITEM_MISSING: entry(
		'error',
		'QuickBooks has no product or service for the account "{account}", and creating one is switched off.',
		'Create a service item with this income account, or allow the node to create it.',
	),
	PRODUCT_NOT_USABLE: entry(
		'error',
		'{ledger} keeps the stock of {sku}, but the line cannot be sold through that product: {reason}.',
		'Correct the product in the ledger, or map the sales of this SKU to its income account in the Account Mapper. Or switch off "Use Products of the Ledger".',
	),
	CUSTOMER_MISSING: entry(
		'error',
		'{ledger} has no customer "{customer}", and creating one is switched off.',
		'Create the customer in the ledger, or allow the node to create it.',
	),
	CREDIT_NOT_APPLIED: entry(
		'warning',
		'The credit {number} is posted, but it is not applied to the invoice {invoice}: {reason}.',
		'Open the credit in the ledger and apply it to the invoice.',
	),
	EXCHANGE_RATE_MISSING: entry(
		'error',
		'{ledger} has no exchange rate from {currency} to {home} for {date}.',
		'Enter the rate of that day in the ledger (or turn on its automatic rates), then run the order again.',
	),
	UNDO_NOT_POSSIBLE: entry(
		'error',
		'{document} {number} could not be taken back: {reason}.',
		'Take back what depends on it first, or correct it by hand in the ledger.',
	),
	PAYMENTS_NOT_ENABLED: entry(
		'error',
		'The account "{account}" ({type}) takes no payments in Xero.',
		'In Xero open Accounting > Chart of accounts, open the account and tick "Enable payments to this account", or choose a bank account in the Account Mapper. Then run the order again.',
	),
	VERIFY_MISSING: entry(
		'error',
		'{document} {number} was posted, but it is not in the ledger any more.',
		'Somebody has deleted it there. If that was right, undo it here too (operation Undo); otherwise undo it and post the event again.',
	),
	VERIFY_VOIDED: entry(
		'error',
		'{document} {number} was posted, and it has been voided in the ledger since.',
		'If that was right, undo it here too (operation Undo); otherwise undo it and post the event again.',
	),
	VERIFY_DIFFERS: entry(
		'error',
		'{document} {number}: {field} is {actual} in the ledger, {expected} was posted.',
		'Somebody has changed it there. Correct it in the ledger, or note why it is right.',
	),
	QUOTA_EXCEEDED: entry(
		'error',
		'This run needs about {needed} calls, but only {left} are left of the limit of calls a {window} of {ledger}.',
		'Run it in smaller parts (a shorter period), or later; nothing was posted.',
	),
	ALLOWANCE_NEARLY_USED: entry(
		'warning',
		'{used} of {most} {name} of {ledger} in {month} are used by this n8n ({percent} %).',
		"Look at the plan of your app in the ledger's developer portal: beyond the free allowance calls are charged for, or refused until the next month. Posting in fewer, larger runs saves reads.",
	),
	CURRENCY_NOT_ENABLED: entry(
		'error',
		'The document is in {currency}, which is not turned on in the company (its own currency is {home}).',
		'Add the currency in the ledger (QuickBooks needs multicurrency for it, which cannot be turned off again), or book the order by hand.',
	),

	// health
	...HEALTH_FINDINGS,
} as const satisfies Record<string, CatalogueEntry>;

export type FindingCode = keyof typeof CATALOGUE;
