// docs/accounting.md from the golden cases (test/unit/core/golden), so that it cannot say anything but what is tested.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './files.mjs';

const FOLDER = 'test/unit/core/golden';

/** "Assets:Clearing:Shopify-Payments" as people read it: "Clearing, Shopify Payments". */
function accountName(account) {
	const [, ...parts] = account.split(':');
	return parts.map((part) => part.replaceAll('-', ' ')).join(', ');
}

const byNumber = new Intl.Collator('en', { numeric: true }).compare;

/** The lines of a golden journal: account, signed amount, currency, remark. */
function legs(text) {
	return [...text.matchAll(/^ {2}([A-Z]\S*) +(-?[\d.]+) ([A-Z]{3}) {2}; (.*)$/gm)].map(
		([, account, amount, currency, remark]) => ({
			account: accountName(account),
			debit: amount.startsWith('-') ? '' : amount,
			credit: amount.startsWith('-') ? amount.slice(1) : '',
			currency,
			remark,
		}),
	);
}

/** The rows of a journal's table; where it is booked on several days each begins with its day, where in several currencies each says its own. */
function rowsOf(text) {
	const days = text.split(/^(?=\d{4}-\d\d-\d\d \* )/m).slice(1);
	const several = new Set(legs(text).map(({ currency }) => currency)).size > 1;
	const amount = (value, currency) => (several && value !== '' ? `${value} ${currency}` : value);
	return days.flatMap((day) => [
		...(days.length > 1 ? [`| _${day.slice(0, 10)}_ | | | |`] : []),
		...legs(day).map(
			({ account, debit, credit, currency, remark }) =>
				`| ${account} | ${amount(debit, currency)} | ${amount(credit, currency)} | ${remark.replaceAll('|', '\\|')} |`,
		),
	]);
}

function section(id, journal, documents) {
	const [head = '', second = ''] = journal.split('\n');
	const title = head.replace(/^; /, '');
	if (!title.startsWith(`${id}. `)) throw new Error(`${FOLDER}/${id}.txt does not begin with its number`);
	const note = second.startsWith('; ') ? [second.slice(2), ''] : [];
	const rows = rowsOf(journal);
	if (rows.length === 0) throw new Error(`${FOLDER}/${id}.txt has no lines`);
	return [
		`## ${title}`,
		'',
		...note,
		`| account | debit | credit | |`,
		`| --- | ---: | ---: | --- |`,
		...rows,
		'',
		'```text',
		documents.split('\n').slice(2).join('\n').trimEnd(),
		'```',
		'',
	];
}

/** @returns {{path: string, text: string}[]} the generated files */
export function generate(root) {
	const read = (name) => readFileSync(join(root, FOLDER, name), 'utf8');
	const ids = filesBelow(root, FOLDER, /\.txt$/)
		.map((file) => file.slice(FOLDER.length + 1))
		.filter((file) => !file.endsWith('.documents.txt'))
		.map((file) => file.replace(/\.txt$/, ''))
		.sort(byNumber);
	const text = [
		'# How each event is booked',
		'',
		'Each treatment as an accountant writes it, with the documents that it becomes in each ledger. All of it is generated from the test cases in',
		`\`${FOLDER}\`: what stands here is what the code does. Accounts have the names of their roles; which accounts of the ledger they are, the Account Mapper says.`,
		'The base case is an order of items for 200.00, a discount of 20.00, shipping of 10.00 and 10 % tax on 190.00: 209.00 in all.',
		'',
		'Where accountants differ there is a policy: discounts gross or net, returns at what was given back or at list price, tips, revenue at payment or at delivery,',
		'cost of goods, payouts through an account in transit or straight to the bank, disputes as a receivable or a loss. None of it is tax advice; let your accountant confirm the mapping.',
		'',
		'**Payouts** come in movements of money, a document each (docs/adr/0021), so that the one on the bank account is exactly what the bank shows. In Xero a transfer, expense or journal',
		'becomes a bank transfer between two bank accounts, spend or receive money on one, and a manual journal only where there is none; in FreshBooks all of them are journal entries.',
		'',
		'**Changes after posting.** What is posted is never overwritten. Where the poster is set to book the difference, an order that changed gets correcting documents: the difference,',
		'dated the day of the change (the first open day where that is closed), naming the document they correct. Another mapping is no change: nothing is posted twice.',
		'',
		...ids.flatMap((id) => section(id, read(`${id}.txt`), read(`${id}.documents.txt`))),
	].join('\n');
	return [{ path: 'docs/accounting.md', text }];
}
