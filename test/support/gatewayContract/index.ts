/** What every gateway's connector must do: one suite over all of them, each against its own simulated platform. */
import { changingContract } from './changing';
import type { GatewayUnderTest } from './context';
import { disputesContract } from './disputes';
import { failingContract } from './failing';
import { readingContract } from './reading';
import { sweepingContract } from './sweeping';

export { isShown, type GatewayUnderTest } from './context';

export function gatewayContract(test: GatewayUnderTest): void {
	describe(`${test.connector.displayName} keeps the contract of a gateway`, () => {
		readingContract(test);
		changingContract(test);
		disputesContract(test);
		sweepingContract(test);
		failingContract(test);
	});
}
