/**
 * What FreshBooks answers, as far as it is used here, with bounds. Parsing drops everything else, so that what is cached is
 * small and holds no personal data. Ids come as numbers or as text.
 */
import { z } from 'zod';

const id = z.union([z.string().min(1).max(100), z.number().int()]).transform(String);
const optionalId = z.union([z.string().max(100), z.number()]).nullish();
const text = (longest: number) => z.string().max(longest).nullish();
const day = z
	.string()
	.max(40)
	.regex(/^\d{4}-\d{2}-\d{2}/)
	.transform((value) => value.slice(0, 10));

const flag = z.boolean().nullish();
const amount = z.object({ amount: z.string().max(60), code: z.string().max(10).nullish() });
const amountOrNone = amount.nullish();
const visState = z.number().int().nullish();

const details = z
	.array(
		z.union([
			z.string().max(5_000),
			z.object({
				reason: text(5_000),
				metadata: z.object({ field: text(500), message: text(5_000) }).nullish(),
			}),
		]),
	)
	.max(1_000);

export const errorBodySchema = z.object({
	response: z
		.object({
			errors: z
				.array(z.object({ errno: optionalId, field: text(500), message: text(5_000) }))
				.max(1_000)
				.nullish(),
		})
		.nullish(),
	errors: z
		.object({
			message: text(5_000),
			status: optionalId,
			details: z
				.array(
					z.object({
						reason: text(5_000),
						metadata: z.object({ field: text(500), message: text(5_000) }).nullish(),
					}),
				)
				.max(1_000)
				.nullish(),
		})
		.nullish(),
	details: details.nullish(),
	code: optionalId,
	errno: optionalId,
	message: text(5_000),
	error: z.union([z.string().max(5_000), z.object({ description: text(5_000) })]).nullish(),
	error_description: text(5_000),
});
export type ErrorBody = z.output<typeof errorBodySchema>;

/** The user, and the businesses that the credential reaches. */
export const meSchema = z.object({
	response: z.object({
		business_memberships: z
			.array(
				z.object({
					business: z.object({
						id,
						business_uuid: text(100),
						account_id: text(100),
						name: z.string().max(1_000).nullish(),
						address: z.object({ country: text(200) }).nullish(),
					}),
				}),
			)
			.max(10_000),
		roles: z
			.array(z.object({ accountid: text(100), userid: optionalId, role: text(100) }))
			.max(10_000)
			.nullish(),
	}),
});
export type Me = z.output<typeof meSchema>['response'];

export const systemSchema = z.object({
	currency_code: text(10),
	country: text(200),
	name: text(1_000),
	info_email: z.unknown().optional(),
});

export const ledgerAccountSchema = z.object({
	uuid: id,
	name: z.string().max(1_000),
	number: text(100),
	type: z.string().max(100),
	sub_type: text(200),
	system_account_name: text(500),
	parent_account: text(100),
	sub_accounts: z.array(z.string().max(100)).max(10_000).nullish(),
	state: text(100),
});
export type LedgerAccountRow = z.output<typeof ledgerAccountSchema>;

export const subAccountSchema = z.object({
	sub_accountid: optionalId,
	id: optionalId,
	account_sub_name: text(1_000),
	account_sub_number: text(100),
});
export type SubAccountRow = z.output<typeof subAccountSchema>;

export const journalAccountSchema = z.object({
	accountid: optionalId,
	account_name: z.string().max(1_000),
	account_number: text(100),
	account_type: text(100),
	sub_accounts: z.array(subAccountSchema).max(10_000).nullish(),
});
export type JournalAccountRow = z.output<typeof journalAccountSchema>;

export const taxSchema = z.object({
	id,
	name: z.string().max(1_000),
	amount: z.union([z.string().max(60), z.number()]).nullish(),
	compound: flag,
	vis_state: visState,
});
export type TaxRow = z.output<typeof taxSchema>;

export const itemSchema = z.object({
	id,
	name: z.string().max(1_000),
	sku: text(500),
	inventory: z.union([z.string().max(60), z.number()]).nullish(),
	vis_state: visState,
});
export type ItemRow = z.output<typeof itemSchema>;

export const categorySchema = z.object({ id, category: z.string().max(1_000), vis_state: visState });
export type CategoryRow = z.output<typeof categorySchema>;

export const clientSchema = z.object({
	id,
	organization: text(1_000),
	note: text(10_000),
	vis_state: visState,
});
export type ClientRow = z.output<typeof clientSchema>;

const lineSchema = z.object({ name: text(5_000), amount: amountOrNone });

/** An invoice or a credit note. */
export const salesSchema = z.object({
	id: optionalId,
	invoiceid: optionalId,
	creditid: optionalId,
	invoice_number: text(500),
	credit_number: text(500),
	create_date: day.nullish(),
	amount: amountOrNone,
	outstanding: amountOrNone,
	status: z.union([z.number(), z.string().max(100)]).nullish(),
	v3_status: text(100),
	display_status: text(100),
	notes: text(20_000),
	lines: z.array(lineSchema).max(2_000).nullish(),
	vis_state: visState,
	version: text(200),
});
export type SalesRow = z.output<typeof salesSchema>;

export const paymentSchema = z.object({
	id,
	invoiceid: optionalId,
	creditid: optionalId,
	amount: amountOrNone,
	date: day.nullish(),
	note: text(20_000),
	type: text(100),
	vis_state: visState,
});
export type PaymentRow = z.output<typeof paymentSchema>;

export const expenseSchema = z.object({
	id,
	amount: amountOrNone,
	date: day.nullish(),
	notes: text(20_000),
	categoryid: optionalId,
	vis_state: visState,
});
export type ExpenseRow = z.output<typeof expenseSchema>;

/** A leg of a journal entry, of which FreshBooks lists the legs. */
export const journalDetailSchema = z.object({
	id: optionalId,
	detailid: optionalId,
	name: text(5_000),
	description: text(20_000),
	user_entered_date: day.nullish(),
	debit: amountOrNone,
	credit: amountOrNone,
	entry: z.object({ id: optionalId, entryid: optionalId }).nullish(),
	sub_account: subAccountSchema.nullish(),
});
export type JournalDetailRow = z.output<typeof journalDetailSchema>;

/** A journal entry by business. */
export const journalSchema = z.object({
	id,
	name: text(5_000),
	description: text(20_000),
	userEnteredDate: z.object({ year: z.number().int(), month: z.number().int(), day: z.number().int() }),
	details: z
		.array(
			z.object({
				accountId: z.string().max(100),
				amount: z.object({ amount: z.union([z.string().max(60), z.number()]), code: text(10) }),
				type: z.enum(['TYPE_DEBIT', 'TYPE_CREDIT']),
			}),
		)
		.max(2_000),
});

export const journalPageSchema = z.object({
	manualJournalEntries: z.array(journalSchema).max(1_000),
	totalPages: z.number().int().min(0).nullish(),
	totalCount: z.number().int().min(0).nullish(),
});

/** The answer to a new journal entry, in the old or the new shape. */
export const createdJournalSchema = z.object({
	id: optionalId,
	entryid: optionalId,
	entryId: optionalId,
	uuid: optionalId,
	name: text(5_000),
});

/** Which page of how many. */
export const pagesSchema = z.object({ page: z.number().int(), pages: z.number().int().min(0) });

/** Decimal text of an id that may be number or text; undefined when there is none. */
export function idText(value: string | number | null | undefined): string | undefined {
	if (value === null || value === undefined || value === '' || value === 0 || value === '0') return undefined;
	return String(value);
}
