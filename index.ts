/**
 * StoreLedger as a library: the bookkeeping without n8n. Read a document, check it, give it tax codes, book it, map it and
 * compose the ledger's documents:
 *
 *     parseSalesDocument -> checkSale -> taxResolver -> journalize -> accountMapper -> composeDocuments
 */
export type * from './core/documents';
export { businessKey, SCHEMA_VERSION } from './core/documents';
export {
	checkPayment,
	checkRefund,
	checkSale,
	ROUNDING_CAP,
	type RefundContext,
} from './core/documents/check';
export {
	parseDocument,
	parseJournalEntry,
	parseMoneyDocument,
	parseSalesDocument,
} from './core/documents/parse';

export { CATALOGUE, type CatalogueEntry, type FindingCode } from './core/findings/catalogue';
export { finding, type Evidence, type Finding, type Severity } from './core/findings/finding';
export { done, held, unlessErrors, type Done, type Held, type Outcome } from './core/outcome';

export * from './core/money/money';
export { currencyDigits, isCurrency, type CurrencyCode } from './core/money/currency';
export { isDecimal, toDecimal, type Decimal, type RoundingMode } from './core/money/decimal';

export { balancedEntry, type EntryDraft } from './core/journal/balancedEntry';
export type * from './core/journal/entry';
export { journalize } from './core/journal/journalize';
export { journalText, ledgerText } from './core/journal/journalText';
export { DEFAULT_JOURNAL_POLICY, type JournalPolicy } from './core/journal/policy';

export {
	importSales,
	parseCsv,
	tableOf,
	type ImportResult,
	type ImportSettings,
	type Report,
} from './core/import';
export {
	matchCustomers,
	matchProducts,
	productFindings,
	type MatchOptions as ProductMatchOptions,
	type ProductMatch,
	type ProductReport,
} from './core/products';

export { ruleBook, type Condition, type Match, type Rule, type RuleBook } from './core/rules/mostSpecific';
export { JURISDICTIONS, type Jurisdiction } from './core/tax/jurisdiction';
export { parseRegistrations, type RegistrationsInput, type TaxRegistrations } from './core/tax/registrations';
export { resolveTax, taxDayOf, taxResolver, type TaxOptions } from './core/tax/resolve';
export { parseTaxRules, TAX_FACTS, taxRuleSchema, type TaxFact, type TaxRule } from './core/tax/rules';
export { suggestTaxRules, type SuggestInput, type TaxProposal } from './core/tax/suggest';
export { accountMapper, mapAccounts } from './core/accounts/mapAccounts';
export {
	ACCOUNT_FACTS,
	parseAccountMapping,
	type AccountFact,
	type AccountMapping,
	type AccountRule,
	type DimensionRule,
} from './core/accounts/mapping';
export { ACCOUNT_ROLES, type AccountRef, type AccountRole } from './core/accounts/roles';

export { composeDocuments, type ComposeTarget } from './core/ledger/compose';
export type * from './core/ledger/connector';
export type * from './core/ledger/documents';
export { effects, OWN_ACCOUNTS, type Effects } from './core/ledger/effects';
export { documentNumber } from './core/ledger/number';
export { fingerprint } from './core/posting/fingerprint';
export { postingKey } from './core/posting/keys';
export {
	postOnce,
	PostingInterrupted,
	type EntryResult,
	type PostOnceOptions,
} from './core/posting/postOnce';
export type * from './core/posting/syncLog';

export {
	ageing,
	explainPayout,
	matchDocuments,
	matchHistory,
	matchPayouts,
	openLine,
	openPayout,
	solveResidual,
	tieOut,
	type AgedBalance,
	type AgeingInput,
	type Explanation,
	type MatchedDocument,
	type MatchOptions,
	type MatchResult,
	type PayoutTieOut,
	type ResidualEvent,
	type ResidualResult,
	type SalesTieOut,
	type TieOutInput,
} from './core/reconcile';

export * from './core/store/connector';
export * from './core/store/splitPayments';
export { TransportError, type Http, type HttpRequest, type HttpResponse } from './core/transport/http';
