/** Orders of __Display__: what is wrong with one is said with a path. */
import { parseOrder } from '../../../../connectors/stores/__id__/payload';

test('an order without a number is held, and says which field it is', () => {
	const parsed = parseOrder({ id: 1, updatedAt: '2026-03-10T08:00:00Z' });
	expect(parsed).toMatchObject({ ok: false, findings: [{ code: 'PAYLOAD_MALFORMED', path: 'number' }] });
});
