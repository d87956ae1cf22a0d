/** The invariants of the canonical documents. Every check reports all findings at once. */
export { checkSale } from './sale';
export { checkRefund, type RefundContext } from './refund';
export { checkPayment } from './payment';
export { checkBalanceChange, checkCancellation, checkFulfilment, checkOrderEdit } from './change';
export { checkDispute, checkPayout, checkPayoutMatch, payoutNet, transactionNet } from './payout';
export { ROUNDING_CAP } from './tools';
