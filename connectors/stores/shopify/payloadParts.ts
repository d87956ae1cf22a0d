/**
 * The smallest pieces of Shopify's answers, parsed with bounds. What is wrong with a value is a finding of the catalogue:
 * it travels through zod as an issue's parameters and comes out with its path.
 */
import { z } from 'zod';
import type { FindingCode } from '../../../core/findings/catalogue';
import { finding, type Evidence, type Finding } from '../../../core/findings/finding';
import { isCurrency, type CurrencyCode } from '../../../core/money/currency';
import { Big, isDecimal, toDecimal, type Decimal } from '../../../core/money/decimal';
import { minorUnits, parseMoney, type Money } from '../../../core/money/money';

/** More than any shop has; a longer answer is refused rather than worked on for hours. */
export const MAX_LINES = 10_000;
export const MAX_PARTS = 1_000;
const MAX_FINDINGS = 50;
const MAX_NAME = 500;
const MAX_SHOWN = 60;

/** An amount with a sign, where Shopify uses one (adjustments, cash rounding). In minor units of the currency. */
export interface SignedAmount {
	readonly units: bigint;
	readonly currency: string;
}

type Context = z.RefinementCtx;

/** What of a value may be shown: short, and no objects. */
export function shown(value: unknown): string {
	if (value === undefined || value === null) return 'nothing';
	return typeof value === 'object' ? 'an object' : String(value).slice(0, MAX_SHOWN);
}

/** Notes what is wrong with a value as a finding of the catalogue. */
function complain(context: Context, code: FindingCode, evidence: Evidence, path: string[] = []): never {
	context.addIssue({ code: 'custom', message: code, params: { finding: code, evidence }, path });
	return z.NEVER;
}

function shopMoneyOf(bag: unknown): { amount: unknown; currency: unknown; presentment: unknown } | undefined {
	if (typeof bag !== 'object' || bag === null) return undefined;
	const money: unknown = Reflect.get(bag, 'shopMoney');
	if (typeof money !== 'object' || money === null) return undefined;
	return {
		amount: Reflect.get(money, 'amount'),
		currency: Reflect.get(money, 'currencyCode'),
		presentment: Reflect.get(bag, 'presentmentMoney'),
	};
}

function toMoney(amount: unknown, currency: unknown, context: Context, path: string[]): Money {
	if (amount === undefined || amount === null)
		return complain(context, 'AMOUNT_MISSING', {}, [...path, 'amount']);
	if (typeof currency !== 'string' || !isCurrency(currency)) {
		return complain(context, 'CURRENCY_UNKNOWN', { value: shown(currency) }, [...path, 'currencyCode']);
	}
	const money = parseMoney(amount, currency);
	if (typeof money === 'object') return money;
	const evidence = { value: shown(amount), currency };
	return complain(context, money === 'negative' ? 'AMOUNT_NEGATIVE' : 'AMOUNT_MALFORMED', evidence, [
		...path,
		'amount',
	]);
}

/** `MoneyBag`: its amount in the shop's currency. AMOUNT_MISSING, AMOUNT_MALFORMED, AMOUNT_NEGATIVE, CURRENCY_UNKNOWN. */
export const bag = z.transform((value: unknown, context): Money => {
	const money = shopMoneyOf(value);
	if (money === undefined) return complain(context, 'AMOUNT_MISSING', {});
	return toMoney(money.amount, money.currency, context, ['shopMoney']);
});

/** The same where Shopify may leave it out: null is undefined. */
export const optionalBag = z
	.unknown()
	.optional()
	.transform((value, context): Money | undefined => {
		if (value === undefined || value === null) return undefined;
		const money = shopMoneyOf(value);
		if (money === undefined) return complain(context, 'AMOUNT_MISSING', {});
		return toMoney(money.amount, money.currency, context, ['shopMoney']);
	});

/** `MoneyBag` in both currencies. */
export const bothMoneys = z.transform((value: unknown, context): { shop: Money; presentment: Money } => {
	const money = shopMoneyOf(value);
	if (money === undefined) return complain(context, 'AMOUNT_MISSING', {});
	const shop = toMoney(money.amount, money.currency, context, ['shopMoney']);
	const { presentment } = money;
	if (typeof presentment !== 'object' || presentment === null) {
		return complain(context, 'AMOUNT_MISSING', {}, ['presentmentMoney']);
	}
	const amount: unknown = Reflect.get(presentment, 'amount');
	const currency: unknown = Reflect.get(presentment, 'currencyCode');
	return { shop, presentment: toMoney(amount, currency, context, ['presentmentMoney']) };
});

function toSigned(value: unknown, context: Context): SignedAmount {
	const money = shopMoneyOf(value);
	if (money === undefined) return complain(context, 'AMOUNT_MISSING', {});
	const { amount, currency } = money;
	const isNegative = typeof amount === 'string' && amount.startsWith('-');
	const absolute = toMoney(isNegative ? amount.slice(1) : amount, currency, context, ['shopMoney']);
	// a complaint gives zod's never: there is no amount then
	const units = typeof absolute?.amount === 'string' ? minorUnits(absolute) : 0n;
	return { units: isNegative ? -units : units, currency: String(currency) };
}

/** `MoneyBag` whose amount may be negative. */
export const signedBag = z.transform(toSigned);

export const optionalSignedBag = z
	.unknown()
	.optional()
	.transform((value, context) =>
		value === undefined || value === null ? undefined : toSigned(value, context),
	);

/** The amount of a tax line: TAX_AMOUNT_MISSING names the tax. */
export function taxBag(value: unknown, name: string, context: Context): Money {
	const money = shopMoneyOf(value);
	if (money === undefined || money.amount === undefined || money.amount === null) {
		return complain(context, 'TAX_AMOUNT_MISSING', { name: shown(name) }, ['priceSet']);
	}
	return toMoney(money.amount, money.currency, context, ['priceSet', 'shopMoney']);
}

/** Exact decimal text of an amount that may have more digits than its currency, such as a unit price. */
export const unitPrice = z.transform((value: unknown, context): Decimal => {
	const money = shopMoneyOf(value);
	if (money?.amount === undefined || money.amount === null) return complain(context, 'AMOUNT_MISSING', {});
	const evidence = { value: shown(money.amount), currency: shown(money.currency) };
	if (!isDecimal(money.amount))
		return complain(context, 'AMOUNT_MALFORMED', evidence, ['shopMoney', 'amount']);
	const price = new Big(money.amount);
	if (price.lt(0)) return complain(context, 'AMOUNT_NEGATIVE', evidence, ['shopMoney', 'amount']);
	return toDecimal(price);
});

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** An instant with a zone, as ISO 8601 in UTC. DATE_INVALID */
export const instant = z.transform((value: unknown, context): string => {
	if (typeof value !== 'string' || !INSTANT.test(value) || Number.isNaN(Date.parse(value))) {
		return complain(context, 'DATE_INVALID', { value: shown(value) });
	}
	return new Date(value).toISOString();
});

export const optionalInstant = z
	.unknown()
	.optional()
	.transform((value, context): string | undefined => {
		if (value === undefined || value === null) return undefined;
		const parsed = instant.safeParse(value);
		return parsed.success ? parsed.data : complain(context, 'DATE_INVALID', { value: shown(value) });
	});

/** A number of units, at least `least`. QUANTITY_INVALID */
export const units = (least: 0 | 1) =>
	z.transform((value: unknown, context): Decimal => {
		if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
			return complain(context, 'QUANTITY_INVALID', { value: shown(value) });
		}
		return String(value);
	});

/** The code of a currency of ISO 4217. CURRENCY_UNKNOWN */
export const currencyCode = z.transform((value: unknown, context): CurrencyCode => {
	if (typeof value === 'string' && isCurrency(value)) return value;
	return complain(context, 'CURRENCY_UNKNOWN', { value: shown(value) });
});

/** Shopify's ids: "gid://shopify/Order/450789469". */
export const gid = z
	.string()
	.regex(/^gid:\/\/shopify\/\w+\/[\w-]+(\?.*)?$/, { error: 'not an id of Shopify' });

/** The number at the end of an id. */
export function numberOf(id: string): string {
	return /\/([\w-]+)(?:\?.*)?$/.exec(id)?.[1] ?? id;
}

/** Ids of the REST API: digits, as text. */
export const legacyId = z.union([z.string().regex(/^\d{1,20}$/), z.int().positive().transform(String)]);

/** A connection that was read to its end: only its nodes count. */
export const connection = <T extends z.ZodType>(node: T, most: number) =>
	z.object({ nodes: z.array(node).max(most) }).transform(({ nodes }) => nodes);

/** A name for people; a longer one than any document takes is cut. */
export const text = z.string().transform((value) => value.slice(0, MAX_NAME));

/** Text that may be missing; blank is missing. */
export const optionalText = z
	.string()
	.nullish()
	.transform((value) =>
		value === null || value === undefined || value.trim() === '' ? undefined : value.slice(0, MAX_NAME),
	);

/** A problem that the catalogue has no words of its own for. */
export function malformed(problem: string, path?: string): Finding {
	return finding('PAYLOAD_MALFORMED', { ...(path === undefined ? {} : { path }), evidence: { problem } });
}

/** "lineItems.nodes[2].taxLines[0]" */
function pathText(path: readonly PropertyKey[]): string {
	return path.reduce<string>((text, part) => {
		if (typeof part === 'number') return `${text}[${part}]`;
		return text === '' ? String(part) : `${text}.${String(part)}`;
	}, '');
}

function toFinding(issue: z.core.$ZodIssue, prefix: string): Finding {
	const inner = pathText(issue.path);
	const path = prefix === '' || inner === '' ? prefix + inner : `${prefix}.${inner}`;
	const params: unknown = issue.code === 'custom' ? issue.params : undefined;
	if (isComplaint(params)) return finding(params.finding, { path, evidence: params.evidence });
	return malformed(`${path === '' ? 'it' : path} is not as expected (${issue.message})`, path);
}

function isComplaint(params: unknown): params is { finding: FindingCode; evidence: Evidence } {
	return typeof params === 'object' && params !== null && 'finding' in params;
}

/** All that is wrong with a value, with paths below `prefix`. */
export function findingsOf(error: z.ZodError, prefix: string): Finding[] {
	return error.issues.slice(0, MAX_FINDINGS).map((issue) => toFinding(issue, prefix));
}
