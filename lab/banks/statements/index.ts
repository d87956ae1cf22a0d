/** Statement files of the day book's bank lines, in the formats and dialects of real banks. */
import { CAMT_DIALECTS } from './camt';
import { CSV_DIALECTS } from './csv';
import { MT940_DIALECTS } from './mt940';
import { OFX_DIALECTS } from './ofx';

export type { StatementAccount, StatementDialect } from './dialect';

export const STATEMENT_DIALECTS = [...OFX_DIALECTS, ...CAMT_DIALECTS, ...MT940_DIALECTS, ...CSV_DIALECTS];
