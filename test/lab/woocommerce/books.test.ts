/** Nothing of a day book is lost in WooCommerce's words: a bookkeeper who reads the shop gets the day book's books. */
import { builtIn } from '../../../lab/daybook/builtIn';
import { builtInUs } from '../../../lab/daybook/builtInUs';
import type { DayBook } from '../../../lab/daybook/events';
import { expectedBooks } from '../../../lab/daybook/expectedBooks';
import { readDayBook } from '../../../lab/daybook/readDayBook';
import { describeWithShared, shared } from '../../support/shared';
import { readBooks } from './readBooks';
import { openShop } from './support';

async function expectSameBooks(dayBook: DayBook, roundAtSubtotal = false): Promise<void> {
	const shop = openShop(dayBook, { roundAtSubtotal });
	const books = await readBooks(shop);
	expect(books.balances()).toEqual(expectedBooks(dayBook, { currency: 'order' }).balances);
}

test('the built-in day book in pounds, whose prices contain tax', async () => {
	await expectSameBooks(builtIn());
});

test('the built-in day book in dollars, with foreign orders and marketplace tax', async () => {
	await expectSameBooks(builtInUs());
});

test('with the setting to round at the subtotal too', async () => {
	await expectSameBooks(builtIn(), true);
	await expectSameBooks(builtInUs(), true);
});

describeWithShared('a real shop', () => {
	const file = shared('data/online-retail/daybook-2010-12-first-week.ndjson.gz');

	test('its first week of December 2010', async () => {
		await expectSameBooks(await readDayBook(file));
	});
});
