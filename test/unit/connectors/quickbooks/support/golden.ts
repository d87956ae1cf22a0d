/** Where the golden cases are. */
import { join } from 'node:path';

export const GOLDEN = join(__dirname, '../../../../../connectors/ledgers/quickbooks/golden');
