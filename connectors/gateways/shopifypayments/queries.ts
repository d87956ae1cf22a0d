/** What is asked of Shopify, Admin GraphQL 2026-10. */
import type { Operation } from '../../../core/transport/graphql';

const MONEY = '{ amount currencyCode }';
const PAGE = 'pageInfo { hasNextPage endCursor }';

/** Who the account is and what the app may see of it; the account is null where the shop has none, or it may not be seen. */
export const ACCOUNT: Operation = {
	name: 'GatewayAccount',
	kind: 'read',
	mayBeDenied: ['shopifyPaymentsAccount'],
	text: `query GatewayAccount {
	shop { name myshopifyDomain ianaTimezone }
	shopifyPaymentsAccount { activated defaultCurrency balance { currencyCode } payoutSchedule { interval } }
	currentAppInstallation { accessScopes { handle } }
}`,
};

export const PAYOUTS: Operation = {
	name: 'Payouts',
	kind: 'read',
	text: `query Payouts($first: Int!, $after: String, $query: String) {
	shopifyPaymentsAccount {
		payouts(first: $first, after: $after, query: $query, sortKey: ISSUED_AT) {
			${PAGE}
			nodes { id legacyResourceId issuedAt status transactionType externalTraceId net ${MONEY} }
		}
	}
}`,
};

/** Of one payout, or of a type; oldest first. */
export const BALANCE_TRANSACTIONS: Operation = {
	name: 'BalanceTransactions',
	kind: 'read',
	text: `query BalanceTransactions($first: Int!, $after: String, $query: String) {
	shopifyPaymentsAccount {
		balanceTransactions(first: $first, after: $after, query: $query, sortKey: PROCESSED_AT, hideTransfers: false) {
			${PAGE}
			nodes {
				id type test transactionDate sourceType sourceId sourceOrderTransactionId adjustmentReason
				amount ${MONEY} fee ${MONEY} net ${MONEY}
				associatedOrder { id name }
				associatedPayout { id status }
			}
		}
	}
}`,
};

/** What became of disputes; the money of them is in the balance transactions. */
export const DISPUTES: Operation = {
	name: 'Disputes',
	kind: 'read',
	text: `query Disputes($first: Int!, $after: String, $query: String) {
	shopifyPaymentsAccount {
		disputes(first: $first, after: $after, query: $query) {
			${PAGE}
			nodes { id legacyResourceId status type initiatedAt finalizedOn }
		}
	}
}`,
};

export const OPERATIONS = [ACCOUNT, PAYOUTS, BALANCE_TRANSACTIONS, DISPUTES];
