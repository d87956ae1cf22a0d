/**
 * Every finding there is: its severity, its sentence and the fix, in one place. `docs/findings.md` is generated from it.
 * "error" holds the document; "warning" goes with it; "info" only explains.
 */
import { ANOMALY_FINDINGS } from './anomalyFindings';
import { BANK_FINDINGS } from './bankFindings';
import { entry, type CatalogueEntry } from './entry';
import { GATEWAY_ACCOUNT_FINDINGS } from './gatewayAccountFindings';
import { GATEWAY_FINDINGS } from './gatewayFindings';
import { HEALTH_FINDINGS } from './healthFindings';
import { IMPORT_FINDINGS } from './importFindings';
import { PAYOUT_FINDINGS } from './payoutFindings';
import { POSTING_FINDINGS } from './postingFindings';
import { RECONCILE_FINDINGS } from './reconcileFindings';
import { REPORT_FINDINGS } from './reportFindings';
import { PRODUCT_FINDINGS } from './productFindings';
import { STORE_FINDINGS } from './storeFindings';
import { SUMMARY_FINDINGS } from './summaryFindings';
import { TAX_FINDINGS } from './taxFindings';

export type { CatalogueEntry } from './entry';

export const CATALOGUE = {
	// what a store sent
	...STORE_FINDINGS,

	// what a payment gateway sent
	...GATEWAY_FINDINGS,
	...GATEWAY_ACCOUNT_FINDINGS,

	// rows and files that are imported
	...IMPORT_FINDINGS,

	// product codes and customers
	...PRODUCT_FINDINGS,

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

	// payouts
	...PAYOUT_FINDINGS,

	// summaries
	...SUMMARY_FINDINGS,

	// payouts and the bank
	...RECONCILE_FINDINGS,

	// posting
	...POSTING_FINDINGS,

	// the ledger's own reports
	...REPORT_FINDINGS,

	// banks
	...BANK_FINDINGS,

	// health
	...HEALTH_FINDINGS,

	// figures that look wrong
	...ANOMALY_FINDINGS,
} as const satisfies Record<string, CatalogueEntry>;

export type FindingCode = keyof typeof CATALOGUE;
