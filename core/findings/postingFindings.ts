/** The findings about posting: a part of the catalogue. */
import { entry } from './entry';

export const POSTING_FINDINGS = {
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
		'Ask your accountant to open the period. The next run of a poster for this company posts it then by itself, also one with the operation Post Waiting Documents that a schedule starts.',
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
} as const;
