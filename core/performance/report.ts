/** What a performance summary says. Amounts are decimal text with a sign where needed, ratios text with four digits ("0.0125"). */
import type { Anomaly } from '../anomalies/anomaly';
import type { CurrencyCode } from '../money/currency';
import type { LedgerComparison } from './ledgerComparison';
import type { FigureTexts } from './figures';
import type { CustomerCount } from './sums';
import type { Period, PeriodUnit } from './periods';

/** A comparison. `change`: (now - then) / then; null where there was nothing, or where the documents do not reach back so far. */
export interface Compared {
	readonly period: Period;
	/** whether the documents given cover that period; where not, nothing is compared */
	readonly covered: boolean;
	readonly figures: FigureTexts | null;
	readonly change: {
		readonly grossSales: string | null;
		readonly netSales: string | null;
		readonly orders: string | null;
		readonly averageOrder: string | null;
	};
}

export interface GroupFigures {
	readonly name: string;
	readonly figures: FigureTexts;
	/** of net sales */
	readonly share: string | null;
	/** of net sales against the period before */
	readonly change: string | null;
}

export interface ProductFigures {
	readonly code: string;
	readonly name: string;
	readonly grossSales: string;
	readonly discounts: string;
	readonly refunds: string;
	readonly netSales: string;
	readonly share: string | null;
	/** net sales of the period before */
	readonly netSalesBefore: string | null;
	/** what that changed by */
	readonly difference: string | null;
}

export interface GatewayFigures {
	readonly name: string;
	readonly charged: string;
	readonly fees: string;
	readonly feeRate: string | null;
	readonly payouts: string;
}

export interface TrendStep {
	readonly period: Period;
	readonly orders: number;
	readonly grossSales: string;
	readonly netSales: string;
}

export interface CurrencyPerformance {
	readonly currency: CurrencyCode;
	readonly figures: FigureTexts;
	readonly before: Compared;
	readonly yearAgo: Compared;
	/** how many customers; those without an account count nowhere */
	readonly customers: CustomerCount;
	readonly byChannel: readonly GroupFigures[];
	readonly byCountry: readonly GroupFigures[];
	readonly byCustomer: readonly GroupFigures[];
	readonly byBuyer: readonly GroupFigures[];
	readonly byGateway: readonly GatewayFigures[];
	readonly products: {
		readonly count: number;
		readonly top: readonly ProductFigures[];
		/** those that lost most against the period before; empty where that is not covered */
		readonly falling: readonly ProductFigures[];
		/** every product, where it is asked for */
		readonly all?: readonly ProductFigures[];
	};
	readonly trend: readonly TrendStep[];
	readonly trendBefore: readonly TrendStep[];
	/** all periods of this length that the documents reach */
	readonly history: readonly { readonly period: Period; readonly figures: FigureTexts }[];
}

export interface PerformanceReport {
	readonly type: 'PerformanceSummary';
	readonly unit: PeriodUnit;
	readonly name: string;
	readonly period: Period;
	/** how many documents were looked at; each counts once */
	readonly documents: number;
	/** the first day that the documents cover */
	readonly since: string | null;
	/** one a currency: amounts of different currencies are never added */
	readonly currencies: readonly CurrencyPerformance[];
	/** with the ledger's own profit and loss, where that was asked for and could be read */
	readonly comparison?: LedgerComparison;
	/** what looks wrong in the period, where that was asked for */
	readonly anomalies?: readonly Anomaly[];
	/** why sources could not be read, whose documents are therefore missing; absent where all were */
	readonly notRead?: readonly string[];
}
