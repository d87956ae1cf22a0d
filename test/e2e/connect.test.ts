/** Each ledger's credential is connected by n8n's own OAuth2, and the lists of the live ledger fill the drop-downs. */
import { builtIn } from '../../lab/daybook/builtIn';
import { setUp } from '../../lab/demo/run';
import { LEDGERS } from '../../lab/registry.generated';
import { startN8nDemo } from '../support/demo';

// QuickBooks is what the other tests of the real n8n connect
test.each(Object.keys(LEDGERS).filter((ledger) => ledger !== 'quickbooks'))('%s', async (ledger) => {
	const demo = await startN8nDemo({ dayBook: builtIn(), ledger });
	try {
		const { choices } = await setUp(demo);
		expect(choices.accounts.length).toBeGreaterThan(5);
		expect(choices.untaxedCode).not.toBe('');
	} finally {
		await demo.close();
	}
});
