/** The findings about product codes and customers, of shops and ledger: a part of the catalogue. */
import { entry } from './entry';

export const PRODUCT_FINDINGS = {
	PRODUCT_NOT_IN_LEDGER: entry(
		'warning',
		'{ledger} has no item with the code "{code}" ("{name}" of {shop}).',
		'Add the item in {ledger}, or let the Product Matcher create it. If it is there under another code, correct the code in the shop or in {ledger}.',
	),
	PRODUCT_CODE_SPELLING: entry(
		'warning',
		'The code "{code}" of {shop} is written "{other}" in {where}.',
		'Write the code in the same way in both places: capital letters, blanks, dashes and leading zeros count.',
	),
	PRODUCT_CODE_MISMATCH: entry(
		'error',
		'"{name}" has the code "{code}" in {shop}, but "{other}" in {where}.',
		'If it is the same product, correct the code in one of the two. If they are different products, give them different names.',
	),
	PRODUCT_CODE_DOUBLED: entry(
		'error',
		'{where} has {count} products with the same code: {codes}.',
		'Give each product a code of its own, and remove the one that is not used any more.',
	),
	PRODUCT_CODE_AMBIGUOUS: entry(
		'error',
		'The code "{code}" of {shop} fits {count} items in {where}: {others}.',
		'Make the codes in {where} unique, then run again. Until then nothing is matched or changed.',
	),
	PRODUCT_NAME_DIFFERS: entry(
		'error',
		'The code "{code}" is "{name}" in {shop}, but "{other}" in {where}.',
		'Check which product has the wrong code. If both are the same product, use one name, or let the Product Matcher update the item.',
	),
	PRODUCT_PRICE_DIFFERS: entry(
		'warning',
		'"{code}" costs {price} in {shop}, but {other} {currency} in {where}.',
		'Check the price. Sales are booked at what was charged, so this only matters where the ledger writes documents of its own.',
	),
	PRODUCT_TAX_CLASS_DIFFERS: entry(
		'error',
		'"{code}" has the tax class "{taxClass}" in {shop}, but "{other}" in {where}.',
		'Check the tax class in both shops: one of them charges the wrong tax.',
	),
	PRODUCT_ITEM_INACTIVE: entry(
		'warning',
		'The item "{code}" is inactive in {where}, but {shop} still sells it.',
		'Make the item active again, or take the product out of the shop.',
	),
	ITEM_NOT_CREATED: entry(
		'error',
		'{ledger} cannot be given the item "{code}": {reason}.',
		'Add the item in {ledger} by hand, with this code.',
	),
	ITEM_NOT_UPDATED: entry(
		'error',
		'The item "{code}" cannot be changed in {ledger}: {reason}.',
		'Change the item in {ledger} by hand.',
	),
	CUSTOMER_DOUBLED: entry(
		'warning',
		'{count} customers of {where} have the same {what}: {value}.',
		'Merge them in {where}, so that documents go to one of them.',
	),
	CUSTOMER_UNCERTAIN: entry(
		'warning',
		'The customer {name} of {shop} may be the customer {other} of {where}: the names are the same, but neither e-mail nor tax number is.',
		'Add the e-mail or the tax number to one of the two if they are the same customer.',
	),
} as const;
