/** Product codes and customers: shops against the ledger, and against each other. */
export { matchCustomers, type CustomerMatch } from './customers';
export {
	isSuspicious,
	matchProducts,
	productFindings,
	type MatchOptions,
	type ProductMatch,
	type ProductReport,
} from './match';
export { countsOf, rowsOf, slackText, type ProductCounts, type ProductRow } from './report';
