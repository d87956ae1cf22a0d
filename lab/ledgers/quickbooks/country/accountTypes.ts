/** QuickBooks' account types: their class, their detail types (AccountSubType), and the detail type when none is given. */
import type { AccountType } from '../schema/lists';

export type Classification = 'Asset' | 'Liability' | 'Equity' | 'Revenue' | 'Expense';

interface TypeFacts {
	readonly classification: Classification;
	/** the first is the default */
	readonly subTypes: readonly string[];
}

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/account (types and detail types) */
export const ACCOUNT_TYPES: Readonly<Record<AccountType, TypeFacts>> = {
	Bank: {
		classification: 'Asset',
		subTypes: ['CashOnHand', 'Checking', 'MoneyMarket', 'RentsHeldInTrust', 'Savings', 'TrustAccounts'],
	},
	'Accounts Receivable': { classification: 'Asset', subTypes: ['AccountsReceivable'] },
	'Other Current Asset': {
		classification: 'Asset',
		subTypes: [
			'OtherCurrentAssets',
			'AllowanceForBadDebts',
			'DevelopmentCosts',
			'EmployeeCashAdvances',
			'Inventory',
			'LoansToOfficers',
			'LoansToOthers',
			'LoansToStockholders',
			'PrepaidExpenses',
			'Retainage',
			'UndepositedFunds',
		],
	},
	'Fixed Asset': {
		classification: 'Asset',
		subTypes: [
			'FurnitureAndFixtures',
			'AccumulatedDepreciation',
			'Buildings',
			'Land',
			'LeaseholdImprovements',
			'MachineryAndEquipment',
			'OtherFixedAssets',
			'Vehicles',
		],
	},
	'Other Asset': {
		classification: 'Asset',
		subTypes: ['OtherLongTermAssets', 'Goodwill', 'LeaseBuyout', 'Licenses', 'SecurityDeposits'],
	},
	'Accounts Payable': { classification: 'Liability', subTypes: ['AccountsPayable'] },
	'Credit Card': { classification: 'Liability', subTypes: ['CreditCard'] },
	'Other Current Liability': {
		classification: 'Liability',
		subTypes: [
			'OtherCurrentLiabilities',
			'GlobalTaxPayable',
			'GlobalTaxSuspense',
			'InsurancePayable',
			'LineOfCredit',
			'LoanPayable',
			'PayrollClearing',
			'PayrollTaxPayable',
			'SalesTaxPayable',
			'TrustAccountsLiabilities',
		],
	},
	'Long Term Liability': {
		classification: 'Liability',
		subTypes: ['OtherLongTermLiabilities', 'NotesPayable', 'ShareholderNotesPayable'],
	},
	Equity: {
		classification: 'Equity',
		subTypes: [
			'OpeningBalanceEquity',
			'CommonStock',
			'OwnersEquity',
			'PaidInCapitalOrSurplus',
			'PartnerContributions',
			'PartnerDistributions',
			'PartnersEquity',
			'PreferredStock',
			'RetainedEarnings',
			'TreasuryStock',
		],
	},
	Income: {
		classification: 'Revenue',
		subTypes: [
			'SalesOfProductIncome',
			'DiscountsRefundsGiven',
			'NonProfitIncome',
			'OtherPrimaryIncome',
			'ServiceFeeIncome',
		],
	},
	'Cost of Goods Sold': {
		classification: 'Expense',
		subTypes: [
			'SuppliesMaterialsCogs',
			'CostOfLaborCos',
			'EquipmentRentalCos',
			'OtherCostsOfServiceCos',
			'ShippingFreightDeliveryCos',
		],
	},
	Expense: {
		classification: 'Expense',
		subTypes: [
			'OtherMiscellaneousServiceCost',
			'AdvertisingPromotional',
			'BadDebts',
			'BankCharges',
			'DuesSubscriptions',
			'Insurance',
			'LegalProfessionalFees',
			'OfficeGeneralAdministrativeExpenses',
			'ShippingFreightDelivery',
			'SuppliesMaterials',
			'TaxesPaid',
			'Travel',
			'Utilities',
		],
	},
	'Other Income': {
		classification: 'Revenue',
		subTypes: ['OtherMiscellaneousIncome', 'DividendIncome', 'InterestEarned', 'OtherInvestmentIncome'],
	},
	'Other Expense': {
		classification: 'Expense',
		subTypes: [
			'OtherMiscellaneousExpense',
			'Amortization',
			'Depreciation',
			'ExchangeGainOrLoss',
			'PenaltiesSettlements',
		],
	},
};

/** The type to which a detail type belongs. */
export function typeOfSubType(subType: string): AccountType | undefined {
	const found = Object.entries(ACCOUNT_TYPES).find(([, facts]) => facts.subTypes.includes(subType));
	return found?.[0] as AccountType | undefined;
}

/** Asset, liability and equity accounts: their balances are carried into the next year. */
export const isBalanceSheet = (type: AccountType): boolean =>
	['Asset', 'Liability', 'Equity'].includes(ACCOUNT_TYPES[type].classification);
