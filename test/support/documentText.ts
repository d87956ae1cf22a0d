/** Ledger documents as text that an accountant can read: which documents, with which lines, into which accounts. */
import { mapAccounts } from '../../core/accounts/mapAccounts';
import type { AccountMapping } from '../../core/accounts/mapping';
import { ROLE_NAMES } from '../../core/accounts/roleNames';
import { ACCOUNT_ROLES, type AccountRole, type AccountRef } from '../../core/accounts/roles';
import type { JournalEntry } from '../../core/journal/entry';
import { composeDocuments } from '../../core/ledger/compose';
import type { LedgerCapabilities } from '../../core/ledger/connector';
import type { LedgerDocument } from '../../core/ledger/documents';

const named = (name: string): AccountRef => ({ id: name, name });

const GATEWAYS: Readonly<Record<string, string>> = {
	shopify_payments: 'Shopify Payments clearing',
	paypal: 'PayPal clearing',
	bank_transfer: 'Bank transfer clearing',
};

/** An account for every role under its plain name, and a clearing account for each gateway. */
export const PLAIN_MAPPING: AccountMapping = {
	accounts: Object.fromEntries(
		ACCOUNT_ROLES.filter((role) => role !== 'clearing').map((role): [AccountRole, AccountRef] => [
			role,
			named(ROLE_NAMES[role].name),
		]),
	),
	rules: [
		...Object.entries(GATEWAYS).map(([gateway, name]) => ({
			role: 'clearing' as const,
			when: { gateway },
			account: named(name),
		})),
		{
			role: 'clearing',
			when: { gateway: 'shopify_payments', currency: 'EUR' },
			account: named('Shopify Payments clearing EUR'),
		},
	],
};

/** Posting keys end with what the document is for; that is enough to tell them apart here. */
const keyText = (key: string): string => key.split('/').slice(4).join('/');

function linesOf({ lines }: LedgerDocument): string[] {
	const width = Math.max(0, ...lines.map(({ account }) => account.name.length));
	return lines.map(({ account, side, amount, taxes, taxCode }) => {
		const tax = taxes.filter((each) => !/^0(\.0+)?$/.test(each.amount.amount));
		const taxed = tax.map((each) => `tax ${each.amount.amount}`).join(', ');
		const code = taxCode === undefined ? '' : ` [${taxCode.name}]`;
		return `    ${side.padEnd(6)} ${amount.amount.padStart(8)}  ${account.name.padEnd(width)}${code} ${taxed}`.trimEnd();
	});
}

/** One document with its lines. */
export function documentLines(document: LedgerDocument): string[] {
	const { type, total, totalTax, moneyAccount, appliesTo, date, dueOn } = document;
	const direction = /Refund|Expense/.test(type) ? 'from' : 'into';
	const facts = [
		`  ${type} ${total.amount} ${total.currency}`,
		...(/[1-9]/.test(totalTax.amount) ? [`tax ${totalTax.amount}`] : []),
		date,
		...(dueOn === undefined ? [] : [`due ${dueOn}`]),
		...(moneyAccount === undefined ? [] : [`${direction} ${moneyAccount.name}`]),
		...(appliesTo === undefined ? [] : [`applies to ${keyText(appliesTo)}`]),
	];
	return [facts.join(', '), ...linesOf(document)];
}

/** The entry's documents in one ledger. */
export function documentText(entry: JournalEntry, name: string, capabilities: LedgerCapabilities): string {
	const mapped = mapAccounts(entry, PLAIN_MAPPING, capabilities);
	if (!mapped.ok) throw new Error(JSON.stringify(mapped.findings));
	const composed = composeDocuments(mapped.value, capabilities, { ledger: capabilities.ledger, tenant: 'T' });
	const rows = composed.ok
		? composed.value.flatMap(documentLines)
		: composed.findings.map(({ message }) => `  held: ${message}`);
	return [name, ...rows, ''].join('\n');
}
