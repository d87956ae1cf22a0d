/** What every store's connector must do: one suite over all of them, each against its own simulated platform. */
import { catalogContract } from './catalog';
import type { StoreUnderTest } from './context';
import { deliveriesContract } from './deliveries';
import { failingContract } from './failing';
import { readingContract } from './reading';
import { subscribingContract } from './subscribing';
import { zonesContract } from './zones';

export type { StoreUnderTest } from './context';

export function storeContract(test: StoreUnderTest): void {
	describe(`${test.connector.displayName} keeps the contract of a store`, () => {
		readingContract(test);
		deliveriesContract(test);
		zonesContract(test);
		subscribingContract(test);
		failingContract(test);
		catalogContract(test);
	});
}
