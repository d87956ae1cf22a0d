/** The invariants of the canonical documents. Every check reports all findings at once. */
export { checkSale } from './sale';
export { checkRefund, type RefundContext } from './refund';
export { checkPayment } from './payment';
export {
	checkBalanceChange,
	checkCancellation,
	checkedCancellation,
	checkFulfilment,
	checkOrderEdit,
} from './change';
export {
	checkDispute,
	checkPayout,
	checkPayoutMatch,
	isConverted,
	payoutNet,
	transactionNet,
} from './payout';
export { ROUNDING_CAP } from './tools';
