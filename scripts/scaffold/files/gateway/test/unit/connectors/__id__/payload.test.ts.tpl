/** Payouts of __Display__: what is wrong with one is said with a path. */
import { parsePayout } from '../../../../connectors/gateways/__id__/payload';

test('a payout without a day of arrival is held, and says which field it is', () => {
	const payload = {
		id: 'po_1',
		status: 'paid',
		issuedAt: '2026-03-10T08:00:00Z',
		amount: '19.99',
		currency: 'EUR',
	};
	expect(parsePayout(payload)).toMatchObject({
		ok: false,
		findings: [{ code: 'PAYOUT_MALFORMED', path: 'arrivesOn' }],
	});
});
