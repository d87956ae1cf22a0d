/** The findings about figures that look wrong: a part of the catalogue. Nothing is held for them. */
import { entry } from './entry';

export const ANOMALY_FINDINGS = {
	ANOMALY_DAY: entry(
		'warning',
		'{what} of {day} are {observed}; usual for a {weekday} is about {expected}, and {low} to {high} would be nothing special.',
		'Look at the orders named here: a very large or doubled order, a campaign, an import, or orders that have not come through.',
	),
	ANOMALY_TREND: entry(
		'warning',
		'{observed} orders in the week from {from}; in the weeks before there were about {expected}, and never fewer than {low} or more than {high}.',
		'Check whether all channels and products still sell, and whether the shop, its prices or its advertising were changed.',
	),
	ANOMALY_SHOP_SILENT: entry(
		'warning',
		'There are no orders from {from} to {to}; about {expected} were to be expected.',
		'Check that the shop is open, its checkout works and its trigger runs. If it was closed, name the days under "Days Closed".',
	),
	ANOMALY_CHANNEL_SILENT: entry(
		'warning',
		'The channel "{channel}" has no orders from {from} to {to}; about {expected} were to be expected, while other channels sold.',
		'Check that the channel is still connected to the shop, its listings are active and its payments work.',
	),
	ANOMALY_TAX_RATE: entry(
		'warning',
		'{what} to {place} were taxed {observed} in the week from {from}; in the weeks before it was {expected}.',
		'If the rate was not changed by law, correct the tax settings of the shop for {place}, then credit and charge again what was taxed wrongly.',
	),
	ANOMALY_FEE_RATE: entry(
		'warning',
		'{gateway} kept {observed} of what it collected in the week from {from}; in the weeks before it was {expected}. That is {more} in this week.',
		'Compare with the contract of {gateway}, and look for disputes, foreign cards and conversions among the payouts named here.',
	),
	ANOMALY_REFUNDS_PRODUCT: entry(
		'warning',
		'"{product}" was given back in {observed} orders in the week from {from}; about {expected} were to be expected.',
		'Ask what is wrong with it (a bad batch, a wrong description), and stop selling it until that is known.',
	),
	ANOMALY_REFUNDS: entry(
		'warning',
		'There are {observed} refunds in the week from {from}; about {expected} were to be expected.',
		'Look for one cause in the refunds named here: a product, a carrier, or somebody who gives refunds that nobody asked for.',
	),
	ANOMALY_DISCOUNTS: entry(
		'warning',
		'Discounts were {observed} of gross sales in the week from {from}; in the weeks before it was {expected}.',
		'If there is no campaign, check which discount codes were used: one may have become public, or may be added to others.',
	),
	ANOMALY_UNPAID: entry(
		'warning',
		'{count} orders that were due from {from} to {to} are not paid: {amount} {currency}.',
		'Remind the customers, or check that their payments reach the books: a payment without its order number stays unmatched.',
	),
	ANOMALY_NUMBER_GAP: entry(
		'warning',
		'Between the orders {after} and {before} of {shop} {count} numbers are missing; usually {usual}.',
		'Look these orders up in the shop. If they are there, read that time again with the "Sales" node of the shop.',
	),
	ANOMALY_MARGIN: entry(
		'warning',
		'"{product}" was sold for {sold} and cost {cost} {currency}: a loss of {loss}.',
		'Check the cost and the price of the product in the shop, and the discounts of the orders named here.',
	),
} as const;
