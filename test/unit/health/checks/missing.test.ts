/** Shop against sync log against ledger. */
import { finding } from '../../../../core/findings/finding';
import { ago, check, gbp, key, look, messages, record, verified } from '../support';

const shop = (order: number, amount: string, currency = 'GBP') => ({
	businessKey: key(order),
	orderNumber: `#${order}`,
	bookedOn: '2026-03-12',
	total: { amount, currency },
});

it('finds what the shop has and the sync log does not, with what it is worth per currency', () => {
	const held = {
		businessKey: key(5),
		stage: 'tax',
		orderNumber: '#5',
		bookedOn: '2026-03-12',
		findings: [],
		runId: 'r',
		heldSince: ago(1),
	};
	const found = check('missing', {
		shop: [shop(1, '1.00'), shop(2, '2.50'), shop(3, '0.50'), shop(4, '7', 'JPY'), shop(5, '9.00')],
		records: [record(1)],
		heldEvents: [held],
	});
	expect(found).toMatchObject({ status: 'error', count: 3 });
	expect(found.checked).toBe(
		'5 events of the shop were looked up in the sync log. What is missing is worth 3.00 GBP and 7 JPY.',
	);
	expect(messages(found)).toEqual([
		'The shop has #2 (2.50 GBP) of 2026-03-12, but the sync log does not.',
		'The shop has #3 (0.50 GBP) of 2026-03-12, but the sync log does not.',
		'The shop has #4 (7 JPY) of 2026-03-12, but the sync log does not.',
	]);
});

it('does not miss what waits for a summary', () => {
	const found = check('missing', { shop: [shop(1, '1.00')], summarized: new Set([key(1)]) });
	expect(found).toMatchObject({ status: 'ok', count: 0, findings: [] });
});

it('opens the order in the shop, but no address that is none', () => {
	const urls = (url: string) =>
		check('missing', { shop: [{ ...shop(1, '1.00'), url }] }).findings[0]?.evidence?.['url'];
	expect(urls('https://my-shop.example/orders/1')).toBe('https://my-shop.example/orders/1');
	expect(urls('javascript:alert(1)')).toBeUndefined();
});

it('finds what was posted and is gone, void or changed in the ledger', () => {
	const changed = finding('VERIFY_DIFFERS', {
		evidence: {
			document: 'SalesReceipt',
			number: '3',
			field: 'total',
			actual: '10.00 GBP',
			expected: '12.00 GBP',
		},
	});
	const found = check('missing', {
		ledgers: [
			look({
				verified: [
					verified(1),
					verified(2, { state: 'missing', url: 'https://qbo.example/2' }),
					verified(3, { state: 'differs', findings: [changed] }),
					verified(4, { state: 'voided' }),
				],
			}),
		],
	});
	expect(found).toMatchObject({
		status: 'error',
		count: 3,
		checked: '4 posted documents were read again in QuickBooks Online.',
	});
	expect(messages(found)).toEqual([
		'SalesReceipt 2-ABCDEFGH of order #2 (12.00 GBP) was posted to QuickBooks Online, but it is not there now.',
		'SalesReceipt 4-ABCDEFGH of order #4 (12.00 GBP) was posted to QuickBooks Online, but it is void there now.',
		'SalesReceipt 3-ABCDEFGH of order #3 has been changed in QuickBooks Online: total is 10.00 GBP instead of 12.00 GBP.',
	]);
	expect(found.findings[0]?.evidence?.['url']).toBe('https://qbo.example/2');
});

it('leaves a changed tax to the check of taxes', () => {
	const tax = finding('VERIFY_DIFFERS', {
		evidence: {
			document: 'SalesReceipt',
			number: '3',
			field: 'totalTax',
			actual: '1 GBP',
			expected: '2 GBP',
		},
	});
	const ledgers = [
		look({ verified: [verified(3, { state: 'differs', findings: [tax], total: gbp('12.00') })] }),
	];
	expect(check('missing', { ledgers })).toMatchObject({ status: 'ok', findings: [] });
	expect(messages(check('taxDrift', { ledgers }))).toEqual([
		'SalesReceipt 3-ABCDEFGH of order #3 has the tax 1 GBP in QuickBooks Online, but the shop has charged 2 GBP.',
	]);
});

it('says what to switch on when neither is compared', () => {
	expect(check('missing')).toMatchObject({
		status: 'notChecked',
		checked: 'Switch on "Compare With the Shop" or "Compare With the Ledger".',
	});
});
