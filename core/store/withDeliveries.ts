/** Adds an order's deliveries to its documents: a Fulfilment each, and on what was given back whether it had been delivered. */
import { checkFulfilment } from '../documents/check';
import type {
	Cancellation,
	DocumentHeader,
	Fulfilment,
	Refund,
	RefundLine,
	Sale,
	SalesDocument,
} from '../documents';
import type { Money } from '../money/money';
import { finding, type Finding } from '../findings/finding';
import type { Outcome } from '../outcome';
import { deliveriesOf, type Delivery, type SaysDelivered } from './deliveries';

/** The cost goes with the delivery: no line of the sale bears it too. */
function withoutCost<L extends { readonly cost?: Money }>({ cost: _cost, ...line }: L): Omit<L, 'cost'> {
	return line;
}

/** What was never delivered was never taken out of the stock. */
const givenBackLine = (line: RefundLine): RefundLine => (line.fulfilled === false ? withoutCost(line) : line);

export interface DeliveredOrder {
	/** as they were, with what their refunds and cancellation say now */
	readonly documents: readonly SalesDocument[];
	/** by the delivery's id; with DELIVERY_EXCEEDS_SALE where one delivers more than was left */
	readonly fulfilments: ReadonlyMap<string, Outcome<Fulfilment>>;
}

const withWarning = (outcome: Outcome<Fulfilment>, findings: readonly Finding[]): Outcome<Fulfilment> =>
	findings.length === 0 ? outcome : { ...outcome, findings: [...outcome.findings, ...findings] };

/**
 * @param documents of one order; without its sale nothing is deferred, so that nothing can be released
 * @param headerOf the header of a delivery's document, by its id and instant
 * @param says what the shop says of lines that were given back
 */
export function withDeliveries(
	documents: readonly SalesDocument[],
	deliveries: readonly Delivery[],
	headerOf: (id: string, at: string) => DocumentHeader<'Fulfilment'>,
	says?: SaysDelivered,
): DeliveredOrder {
	const sale = documents.find((document): document is Sale => document.type === 'Sale');
	if (sale === undefined) return { documents, fulfilments: new Map() };
	const edits = documents.filter((document) => document.type === 'OrderEdit');
	const back = documents.filter(({ type }) => type === 'Refund' || type === 'Cancellation') as (
		Refund | Cancellation
	)[];
	const found = deliveriesOf(
		sale,
		{ added: edits.flatMap(({ added }) => added), removed: edits.flatMap(({ removed }) => removed) },
		back,
		deliveries,
		says,
	);
	const { order, shipTo, pricesIncludeTax } = sale;
	const fulfilments = found.deliveries.map(({ id, at, lines, isMore }): [string, Outcome<Fulfilment>] => {
		const outcome = checkFulfilment({
			...headerOf(id, at),
			order: { id: order.id, number: order.number },
			saleId: sale.id,
			shipTo,
			pricesIncludeTax,
			lines,
		});
		return [id, withWarning(outcome, isMore ? [finding('DELIVERY_EXCEEDS_SALE')] : [])];
	});
	return {
		documents: documents.map((document): SalesDocument => {
			switch (document.type) {
				case 'Sale':
					return { ...document, lines: document.lines.map(withoutCost) };
				case 'OrderEdit': {
					const removed = document.removed.map((line) => givenBackLine({ ...line, fulfilled: false }));
					return { ...document, added: document.added.map(withoutCost), removed };
				}
				case 'Refund':
				case 'Cancellation': {
					const lines = found.givenBack.get(document.id) ?? document.lines;
					return { ...document, lines: lines.map(givenBackLine) };
				}
				default:
					return document;
			}
		}),
		fulfilments: new Map(fulfilments),
	};
}
