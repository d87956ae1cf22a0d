/** The contract of a sync log: what is stored is a value, whatever it looks like. */
import { finding } from '../../../core/findings/finding';
import { HOSTILE } from '../hostileTexts';
import { claimFor, event, type ContractContext } from './context';

/** PostgreSQL keeps no NUL in texts, and no event has one: documents are refused before. */
const STORABLE = HOSTILE.filter((text) => !text.includes('\u0000'));

export function hostileContract(context: ContractContext): void {
	describe('texts that look like statements', () => {
		it('are keys, numbers and reasons like others', async () => {
			const requests = STORABLE.map((text) => claimFor(text, { number: text.slice(0, 100), tenant: text }));
			const claims = await context.log.claim(requests, "run'; --", 60_000);
			expect(claims.map(({ state }) => state)).toEqual(STORABLE.map(() => 'claimed'));
			for (const text of STORABLE) {
				const found = await context.log.search({ tenant: text, limit: 10 });
				expect(found.map(({ orderNumber, tenant }) => [orderNumber, tenant])).toEqual([[`#${text}`, text]]);
				expect(await context.log.recordsOf([event(text)])).toEqual(found);
			}
			expect(await context.log.search({ store: "' OR '1'='1' --", limit: 10 })).toEqual([]);
			expect(await context.log.search({ limit: 1_000 })).toHaveLength(STORABLE.length);
		});

		it('do not stop others, where a database cannot keep a sign', async () => {
			const findings = [finding('RULE_INVALID', { evidence: { rule: 'a\u0000b', problem: 'x' } })];
			const held = { stage: 'store', bookedOn: '2026-03-01', findings, runId: 'run' };
			await context.log.heldEvents([
				{ ...held, businessKey: event('nul'), orderNumber: 'a\u0000b' },
				{ ...held, businessKey: event('good'), orderNumber: '#1' },
			]);
			expect(await context.log.openHeldEvents(10)).toHaveLength(2);
		});

		it('are names and values of states', async () => {
			for (const text of STORABLE) await context.log.setState(text, text, { [text]: text });
			for (const text of STORABLE)
				expect(await context.log.getState(text, text)).toEqual(Object.fromEntries([[text, text]]));
		});
	});
}
