export { bookkeeper, wholeBookkeeper, type BookDocument, type MappedLedger } from './book';
export { checkMapping, type ExampleResult } from './checkMapping';
export {
	confirmProposal,
	confirmedRules,
	keepProposal,
	overruling,
	type Company,
	type Confidence,
	type ConfirmableRule,
	type Confirmation,
	type ConfirmedKind,
} from './confirmed';
export { exampleOf, exportMapping } from './exportMapping';
export {
	MAPPING_FILE_VERSION,
	mappingFileJsonSchema,
	mappingFileSchema,
	parseMappingFile,
	usableMapping,
	type MappingFile,
	type UsableMapping,
} from './file';
export { ledgerNames, type LedgerNames } from './resolveNames';
export { parseRuleRows } from './rows';
