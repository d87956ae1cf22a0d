/**
 * QuickBooks' error answers. A fault carries one or several errors and its own HTTP status; in a batch the same errors
 * stand inside HTTP 200. Wordings: developer.intuit.com "error codes" and "handling common errors", and recorded answers.
 */

/** One error of a Fault. `element` is left out where recorded answers leave it out (throttling, system errors). */
export interface FaultError {
	readonly Message: string;
	readonly Detail: string;
	readonly code: string;
	readonly element?: string;
}

export type FaultType = 'ValidationFault' | 'SystemFault' | 'AuthorizationFault' | 'SERVICE';

/** A request that is refused. Nothing was written. */
export class QuickBooksFault extends Error {
	override readonly name = 'QuickBooksFault';

	constructor(
		readonly errors: readonly FaultError[],
		readonly type: FaultType = 'ValidationFault',
		readonly status = 400,
	) {
		super(errors.map((error) => `${error.code} ${error.Detail}`).join('; '));
	}
}

const error = (code: string, Message: string, Detail: string, element = ''): FaultError => ({
	Message,
	Detail,
	code,
	element,
});

const fault = (code: string, Message: string, Detail: string, element = ''): QuickBooksFault =>
	new QuickBooksFault([error(code, Message, Detail, element)]);

/** The errors that a body's schema can give; several are reported at once. `path` is dotted, e.g. "Line.Amount". */
export const bodyErrors = {
	unsupported: (path: string) =>
		error(
			'2010',
			'Request has invalid or unsupported property',
			`Property Name:${path} specified is unsupported or invalid`,
			path,
		),
	missing: (path: string) =>
		error(
			'2020',
			'Required param missing, need to supply the required value for the API',
			`Required parameter ${path} is missing in the request`,
			path,
		),
	invalidId: (path: string, value: string) =>
		error('2030', 'Invalid ID', `Id should be a valid number. Supplied value:${value}`, path),
	length: (path: string, max: number, length: number) =>
		error(
			'2050',
			'String length is either shorter or longer than supported by specification',
			`String length specified does not match the supported length. Min:0 Max:${max} supported. Supplied length:${length}`,
			path,
		),
	date: (path: string, value: string) =>
		error('2060', 'Invalid date format', `${path} should be a date. Supplied value:${value}`, path),
	number: (path: string, value: string) =>
		error('2080', 'Illegal number format', `${path} should be a number. Supplied value:${value}`, path),
	enumeration: (path: string, value: string) =>
		error('2170', 'Invalid Enumeration', `Invalid Enumeration : ${value}`, path),
};

/** A body that is not what the entity's schema says. */
export const invalidBody = (errors: readonly FaultError[]): QuickBooksFault => new QuickBooksFault(errors);

export const missingParameter = (path: string): QuickBooksFault => invalidBody([bodyErrors.missing(path)]);

/** `entity` and `operation` as in the request, e.g. "could not find resource for entity bill". */
export const unsupportedOperation = (operation: string): QuickBooksFault =>
	fault('500', 'Unsupported Operation', `Operation ${operation} is not supported.`);

export const duplicateRequestId = (): QuickBooksFault =>
	fault('600', 'Duplicate Request ID', 'RequestId is duplicate and already exists in the system');

/** The object of a read, update or delete is not there. */
export const objectNotFound = (): QuickBooksFault =>
	fault('610', 'Object Not Found', 'Object Not Found : Another user has deleted this transaction.');

/** A reference to an object that was made inactive. */
export const inactiveReference = (element: string): QuickBooksFault =>
	fault(
		'610',
		'Object Not Found',
		"Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.",
		element,
	);

export const cannotLink = (type: string, id: string): QuickBooksFault =>
	fault('620', 'Txn ID Cannot Be Linked', `Transaction ID ${id} of type ${type} can not be linked`);

export const batchTooLarge = (limit: number): QuickBooksFault =>
	fault('1040', 'Batch size exceeds allowed limit', `Batch size exceeds the allowed limit of ${limit}`);

export const invalidContentType = (type: string): QuickBooksFault =>
	fault('1050', 'Invalid Content Type', `Content type ${type} is not supported`);

export const negativeJournalLine = (): QuickBooksFault =>
	fault('2290', 'Negative amount', 'A journal entry line has no negative amount', 'Line.Amount');

export const unbalancedJournal = (debits: string, credits: string): QuickBooksFault =>
	fault(
		'2300',
		'Total debits and credits are not equal',
		`The debits (${debits}) and the credits (${credits}) of a journal entry are equal`,
		'Line',
	);

/** `list` is QuickBooks' own word for the list: Accounts, Names, Items, Klasses, Depts ... */
export const invalidReference = (list: string, id: string): QuickBooksFault =>
	fault('2500', 'Invalid Reference Id', `Invalid Reference Id : ${list} element id ${id} not found`);

export const queryNotParsed = (detail: string): QuickBooksFault =>
	new QuickBooksFault([
		{ Message: 'Error parsing query', Detail: `QueryParserError: ${detail}`, code: '4000' },
	]);

export const queryInvalid = (detail: string): QuickBooksFault =>
	fault('4001', 'Invalid query', `QueryValidationError: ${detail}`);

export const staleObject = (): QuickBooksFault =>
	fault(
		'5010',
		'Stale Object Error',
		'Stale Object Error : You and another user were working on this at the same time. The other user finished before you did, so your work was not saved.',
	);

export const featureNotIncluded = (): QuickBooksFault =>
	fault(
		'5020',
		'Permission Denied Error',
		'Permission Denied Error : You do not have permission to access this feature.',
	);

/** A rule of the business, in a sentence for people. */
export const businessRule = (sentence: string, element = ''): QuickBooksFault =>
	fault(
		'6000',
		'A business validation error has occurred while processing your request',
		`Business Validation Error: ${sentence}`,
		element,
	);

export const missingTaxCode = (tax: string): QuickBooksFault =>
	fault(
		'6000',
		'Business Validation Error',
		`Business Validation Error: Make sure all your transactions have a ${tax} rate before you save.`,
	);

export const missingAccountType = (): QuickBooksFault =>
	fault(
		'6010',
		'Invalid Account.AccountType && Account.SubType',
		'Either an Account.AccountType or an Account.AccountSubType must be specified',
	);

export const wrongLineAmount = (supplied: string): QuickBooksFault =>
	fault(
		'6070',
		'Amount calculation incorrect in the request',
		`Amount is not equal to UnitPrice * Qty. Supplied value:${supplied}`,
		'Line.Amount',
	);

export const noName = (): QuickBooksFault =>
	fault(
		'6080',
		'No Name Provided',
		'Title, GivenName, MiddleName, FamilyName, DisplayName, Suffix - one of these must be non-empty',
	);

export const emptyDiscount = (): QuickBooksFault =>
	fault(
		'6090',
		'Discount Line missing required info.',
		'Discount amount or percent should be provided.',
		'Line',
	);

export const invalidLineTaxCode = (supplied: string): QuickBooksFault =>
	fault(
		'6100',
		'Invalid Line TaxCode in the request',
		`Valid Line TaxCodes for US should be TAX or NON. Supplied value:${supplied}`,
		'Line.SalesItemLineDetail.TaxCodeRef',
	);

export const duplicateNumber = (): QuickBooksFault =>
	fault(
		'6140',
		'Duplicate Document Number Error',
		'Duplicate Document Number Error : You must specify a different number. This number has already been used.',
	);

export const invalidTransactionTaxCode = (supplied: string): QuickBooksFault =>
	fault(
		'6160',
		'Invalid Transaction TaxCode in the request',
		`TxnTaxCodeRef must be a tax group. Supplied value:${supplied}`,
		'TxnTaxDetail.TxnTaxCodeRef',
	);

export const taxDetailNotAllowed = (): QuickBooksFault =>
	fault(
		'6170',
		'TxnTaxDetail not allowed',
		'TxnTaxDetail is not allowed when GlobalTaxCalculation is NotApplicable',
		'TxnTaxDetail',
	);

export const subscriptionEnded = (): QuickBooksFault =>
	fault(
		'6190',
		'Invalid Company Status',
		"Subscription period has ended or canceled or there was a billing problem : You can't add data to QuickBooks Online Plus because your trial or subscription period ended",
	);

/** 6200 when the closing only warns in the browser, 6210 when it asks for a password; through the API both refuse. */
export const booksClosed = (withPassword: boolean): QuickBooksFault =>
	fault(
		withPassword ? '6210' : '6200',
		'Account Period Closed, Cannot Update Through Services API',
		'The account period has closed and the account books cannot be updated through through the QBO Services API. Please use the QBO website to make these changes.',
	);

/** `what` as QuickBooks says it: "customer", "account", "tax rate". */
export const duplicateName = (what: string): QuickBooksFault =>
	fault(
		'6240',
		'Duplicate Name Exists Error',
		`The name supplied already exists. : Another ${what} is already using this \nname. Please use a different name.`,
	);

export const beforeInventoryStart = (item: string): QuickBooksFault =>
	fault(
		'6270',
		'Transaction date is prior to start date for inventory item',
		`The transaction date is before the inventory start date of ${item}`,
	);

export const alreadyDeposited = (): QuickBooksFault =>
	fault(
		'6540',
		'Deposited Transaction cannot be changed',
		'This transaction has been deposited. If you want to change or delete it, you must first edit the deposit it appears on and remove it.',
	);

/** Recorded: https://github.com/ruckus/quickbooks-ruby spec/fixtures/too_many_requests_error.xml */
export const throttled = (): QuickBooksFault =>
	new QuickBooksFault(
		[
			{
				Message: 'message=ThrottleExceeded; errorCode=003001; statusCode=429',
				Detail: 'The request limit was reached.  Try again later',
				code: '3001',
			},
		],
		'SERVICE',
		429,
	);

export const systemFailure = (): QuickBooksFault =>
	new QuickBooksFault(
		[
			{
				Message: 'An application error has occurred while processing your request',
				Detail: 'System Failure Error: the lab was told to fail',
				code: '10000',
			},
		],
		'SystemFault',
		500,
	);
