/** Parts that many entities share: addresses, contacts, custom fields, linked transactions, what every object has. */
import { z } from 'zod';
import { computed, id, text } from './scalars';

/** What every object has. `domain` and `sparse` come back from a client that writes what it read. */
export const identity = {
	Id: id.optional(),
	SyncToken: id.optional(),
	MetaData: z
		.strictObject({
			CreateTime: z.string().optional(),
			LastUpdatedTime: z.string().optional(),
			LastModifiedByRef: computed.optional(),
		})
		.optional(),
	domain: z.string().optional(),
	sparse: z.boolean().optional(),
};

const line = text(500).optional();

export const address = z.strictObject({
	Id: id.optional(),
	Line1: line,
	Line2: line,
	Line3: line,
	Line4: line,
	Line5: line,
	City: text(255).optional(),
	Country: text(255).optional(),
	CountrySubDivisionCode: text(255).optional(),
	PostalCode: text(30).optional(),
	Lat: computed.optional(),
	Long: computed.optional(),
});

export const email = z.strictObject({ Address: text(100).optional() });
export const telephone = z.strictObject({ FreeFormNumber: text(30).optional() });
export const website = z.strictObject({ URI: text(1000).optional() });
export const memo = z.strictObject({ value: text(1000) });

export const customField = z.strictObject({
	DefinitionId: id,
	StringValue: text(31).optional(),
	Name: z.string().optional(),
	Type: z.enum(['StringType']).optional(),
});

export const linkedTransaction = z.strictObject({
	TxnId: id,
	TxnType: z.string(),
	TxnLineId: id.optional(),
});

export type LinkedTransaction = z.infer<typeof linkedTransaction>;
export type Address = z.infer<typeof address>;

export const globalTaxCalculation = z.enum(['TaxExcluded', 'TaxInclusive', 'NotApplicable']);
export const printStatus = z.enum(['NotSet', 'NeedToPrint', 'PrintComplete']);
export const emailStatus = z.enum(['NotSet', 'NeedToSend', 'EmailSent']);

/** Fields that every transaction has. `Line` and `CurrencyRef` are added by each. */
export const transaction = {
	...identity,
	TxnDate: z.string().optional(),
	PrivateNote: text(4000).optional(),
	TransactionLocationType: z.string().optional(),
	RecurDataRef: computed.optional(),
};
