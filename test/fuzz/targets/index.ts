/** Everything that is fuzzed: whoever adds a parser of something from outside adds it here. */
import type { FuzzTarget } from '../target';
import { BANK_TARGETS } from './banks';
import { FILE_TARGETS } from './files';
import { GATEWAY_TARGETS } from './gateways';
import { ITEM_TARGETS } from './items';
import { LEDGER_TARGETS } from './ledgers';
import { STORE_TARGETS } from './stores';
import { WEBHOOK_TARGETS } from './webhooks';

export const TARGETS: readonly FuzzTarget[] = [
	...WEBHOOK_TARGETS,
	...STORE_TARGETS,
	...GATEWAY_TARGETS,
	...BANK_TARGETS,
	...LEDGER_TARGETS,
	...FILE_TARGETS,
	...ITEM_TARGETS,
];
