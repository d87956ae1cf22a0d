/** How it is all set up, whatever was synced: n8n, the shop, the ledger's company. */
import { found, type Check } from './tools';

export const setup: Check = ({ setup: findings = [], ledgers = [] }) => {
	const remarks = ledgers.flatMap(({ company }) => company?.findings ?? []);
	return found('The settings of n8n, of the sync log, and of the shop and ledger that are compared.', [
		...findings,
		...remarks,
	]);
};
