/** What every sync log must do, whatever database is behind it: one suite over all of them. */
import { approvalContract } from './approvals';
import { claimContract } from './claims';
import { ContractContext, type SyncLogUnderTest } from './context';
import { eventContract } from './events';
import { historyContract } from './history';
import { queryContract } from './queries';
import { hostileContract } from './hostile';
import { quotaContract } from './quota';
import { reconcileContract } from './reconciliation';
import { stateContract } from './state';
import { summaryContract } from './summaries';

export { claimFor, type SyncLogUnderTest } from './context';

/** @param make a new, empty log */
export function syncLogContract(name: string, make: () => Promise<SyncLogUnderTest>): void {
	describe(`${name} keeps the contract of a sync log`, () => {
		const context = new ContractContext();
		beforeEach(async () => {
			context.test = await make();
		});
		afterEach(async () => await context.log.close());

		claimContract(context);
		queryContract(context);
		eventContract(context);
		stateContract(context);
		quotaContract(context);
		summaryContract(context);
		reconcileContract(context);
		historyContract(context);
		approvalContract(context);
		hostileContract(context);
	});
}
