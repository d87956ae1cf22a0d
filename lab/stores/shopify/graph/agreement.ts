/** The sales ledger of an order as GraphQL objects. */
import type { SaleLineType, ShopAgreement, ShopSale } from '../shop/agreements';
import { gid } from '../shop/ids';
import type { ShopOrder } from '../shop/order';
import { bag, dateTime, taxLine } from './bags';
import { connect, type ConnectionArgs } from './connection';
import { additionalFeeNode, dutyNode } from './charges';
import { LineItemNode } from './lineItem';
import { ShippingLineNode } from './shippingLine';
import { RefundNode } from './refund';
import type { Session } from './session';

const TYPE_NAMES: Readonly<Record<SaleLineType, string>> = {
	PRODUCT: 'ProductSale',
	GIFT_CARD: 'GiftCardSale',
	TIP: 'TipSale',
	SHIPPING: 'ShippingLineSale',
	DUTY: 'DutySale',
	ADDITIONAL_FEE: 'AdditionalFeeSale',
	ADJUSTMENT: 'AdjustmentSale',
};

/** What a sale is of, under the name that its type gives it. */
function subject({ lineType, line }: ShopSale, order: ShopOrder, session: Session): object {
	if (line === undefined) return {};
	switch (lineType) {
		case 'SHIPPING':
			return { shippingLine: new ShippingLineNode(line, order) };
		case 'DUTY':
			return { duty: dutyNode(line, order) };
		case 'ADDITIONAL_FEE':
			return { additionalFee: additionalFeeNode(line, order, 'SaleAdditionalFee') };
		default: {
			const now = order.lines.find(({ key }) => key === line.key) ?? line;
			return { lineItem: new LineItemNode(now, order, session) };
		}
	}
}

function saleNode(sale: ShopSale, order: ShopOrder, session: Session): object {
	const { currencies } = order;
	return {
		__typename: TYPE_NAMES[sale.lineType],
		id: gid('Sale', sale.id),
		actionType: sale.action,
		lineType: sale.lineType,
		quantity: sale.quantity ?? null,
		totalAmount: bag(sale.amount, currencies),
		totalTaxAmount: bag(sale.tax, currencies),
		totalDiscountAmountBeforeTaxes: bag(sale.discountBeforeTaxes, currencies),
		totalDiscountAmountAfterTaxes: bag(sale.discountAfterTaxes, currencies),
		taxes: sale.taxes.map(({ id, tax, amount }) => ({
			id: gid('SaleTax', id),
			amount: bag(amount, currencies),
			taxLine: taxLine(tax, currencies),
		})),
		...subject(sale, order, session),
	};
}

export function agreementNode(agreement: ShopAgreement, order: ShopOrder, session: Session): object {
	const { id, type, reason, at, refund, sales } = agreement;
	return {
		__typename: type,
		id: gid('SalesAgreement', id),
		happenedAt: dateTime(at),
		reason,
		...(type === 'OrderAgreement' ? { order: () => session.orderNode(order) } : {}),
		...(refund === undefined ? {} : { refund: new RefundNode(refund, order, session) }),
		sales: (args: ConnectionArgs) => connect(sales, args, session, (sale) => saleNode(sale, order, session)),
	};
}
