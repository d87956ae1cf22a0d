/** An entry of a CAMT statement as lines. ISO 20022 camt.052/053/054, versions 02 to 13. */
import { finding, type Finding } from '../../../findings/finding';
import { isCurrency } from '../../../money/currency';
import { Big, isDecimal } from '../../../money/decimal';
import { readIsoDate, type Moment } from '../dates';
import { invalidField, given, joined, whenFilled, type DraftLine, type SidedAmount } from '../draft';
import { at, listAt, textAt, textsAt } from './xml';

interface Parts {
	readonly description: string;
	readonly counterparty?: string;
	readonly reference?: string;
}

/** A note of Swiss banks about the reading of a payment slip. */
const REJECT = /^\?REJECT\?/;

/** The side and the amount; the indicator says how the account changed, also when it is a reversal. */
function amountOf(node: unknown, line: number, findings: Finding[]): SidedAmount | undefined {
	const text = textAt(node, 'Amt');
	const indicator = textAt(node, 'CdtDbtInd');
	if (!isDecimal(text) || text.startsWith('-'))
		findings.push(invalidField(line, 'Ntry/Amt', text, 'is no amount'));
	if (indicator !== 'CRDT' && indicator !== 'DBIT')
		findings.push(invalidField(line, 'Ntry/CdtDbtInd', indicator, 'is neither CRDT nor DBIT'));
	if (!isDecimal(text) || text.startsWith('-') || (indicator !== 'CRDT' && indicator !== 'DBIT'))
		return undefined;
	return { amount: text, direction: indicator === 'CRDT' ? 'in' : 'out' };
}

function dayOf(entry: unknown, name: string, line: number, findings: Finding[]): Moment | undefined {
	const text = textAt(entry, name, 'Dt') || textAt(entry, name, 'DtTm');
	if (text === '') return undefined;
	const found = readIsoDate(text);
	if (found === undefined) findings.push(invalidField(line, `Ntry/${name}`, text, 'is no date'));
	return found;
}

/** The other side's name: the debtor of what came in, the creditor of what went out. */
function nameOf(details: unknown, direction: 'in' | 'out'): string {
	const parties = at(details, 'RltdPties');
	const [role, ultimate] = direction === 'in' ? ['Dbtr', 'UltmtDbtr'] : ['Cdtr', 'UltmtCdtr'];
	const name = (party: string): string => textAt(parties, party, 'Nm') || textAt(parties, party, 'Pty', 'Nm');
	return name(role) || name(ultimate);
}

function partsOf(details: unknown, direction: 'in' | 'out', entryText: string): Parts {
	const remittance = at(details, 'RmtInf');
	const structured = listAt(remittance, 'Strd');
	const creditorReference = structured
		.map((one) => textAt(one, 'CdtrRefInf', 'Ref'))
		.find((ref) => ref !== '');
	const refs = at(details, 'Refs');
	const text = joined([
		...textsAt(remittance, 'Ustrd'),
		...structured.flatMap((one) => textsAt(one, 'AddtlRmtInf')).filter((text) => !REJECT.test(text)),
		textAt(details, 'AddtlTxInf'),
	]);
	return {
		description: text === '' ? joined([entryText]) : text,
		...whenFilled('counterparty', nameOf(details, direction)),
		...whenFilled(
			'reference',
			creditorReference ?? (given(textAt(refs, 'EndToEndId')) || given(textAt(refs, 'InstrId'))),
		),
	};
}

/** What a part of a batch comes to in the account's currency; undefined where it does not say. */
function partAmount(details: unknown, currency: string, side: 'in' | 'out'): SidedAmount | undefined {
	const candidates = [details, at(details, 'AmtDtls', 'TxAmt'), at(details, 'AmtDtls', 'InstdAmt')];
	const found = candidates.find(
		(one) => textAt(one, 'Amt') !== '' && textAt(one, 'Amt', '@Ccy') === currency,
	);
	const text = textAt(found, 'Amt');
	if (!isDecimal(text) || text.startsWith('-')) return undefined;
	const indicator = textAt(details, 'CdtDbtInd');
	const direction = indicator === 'CRDT' ? 'in' : indicator === 'DBIT' ? 'out' : side;
	return { amount: text, direction };
}

/** The parts' amounts, where all of them have one and they make up the entry exactly. */
function partAmounts(
	details: readonly unknown[],
	total: SidedAmount,
	currency: string,
): { readonly amounts?: readonly SidedAmount[]; readonly sum: string } {
	const amounts = details.map((one) => partAmount(one, currency, total.direction));
	let sum = new Big(0);
	for (const one of amounts)
		if (one !== undefined)
			sum = one.direction === total.direction ? sum.plus(one.amount) : sum.minus(one.amount);
	const complete = amounts.every((one) => one !== undefined);
	return complete && sum.eq(total.amount) ? { amounts, sum: sum.toFixed() } : { sum: sum.toFixed() };
}

interface Common extends Omit<DraftLine, 'description' | 'amount'> {
	readonly findings: readonly Finding[];
}

function wholeLine(
	common: Common,
	amount: SidedAmount | undefined,
	details: readonly unknown[],
	text: string,
): DraftLine {
	const all = details.map((one) => partsOf(one, amount?.direction ?? 'in', text));
	const [only] = all;
	if (all.length === 1 && only !== undefined)
		return { ...common, ...(amount === undefined ? {} : { amount }), ...only };
	// of a batch: what is common to all of its parts says something about the line
	const same = (values: readonly (string | undefined)[]): string | undefined =>
		values.every((value) => value === values[0]) ? values[0] : undefined;
	return {
		...common,
		...(amount === undefined ? {} : { amount }),
		description: text === '' ? joined(all.map(({ description }) => description)) : joined([text]),
		...whenFilled('counterparty', same(all.map(({ counterparty }) => counterparty))),
		...whenFilled('reference', same(all.map(({ reference }) => reference))),
	};
}

/**
 * The lines of an entry: one, or one for each of the payments booked together where they make it up exactly.
 * Entries that are for information only (status INFO) are no lines.
 */
export function linesOf(entry: unknown, line: number, batches: 'split' | 'whole'): readonly DraftLine[] {
	const status = textAt(entry, 'Sts', 'Cd') || textAt(entry, 'Sts');
	if (status === 'INFO') return [];
	const findings: Finding[] = [];
	const amount = amountOf(entry, line, findings);
	const currency = textAt(at(entry, 'Amt'), '@Ccy');
	if (!isCurrency(currency))
		findings.push(invalidField(line, 'Ntry/Amt/@Ccy', currency, 'is not a currency of ISO 4217'));
	const value = dayOf(entry, 'ValDt', line, findings);
	const booked = dayOf(entry, 'BookgDt', line, findings) ?? value;
	if (booked === undefined && findings.length === 0)
		findings.push(invalidField(line, 'Ntry/BookgDt', '', 'is missing'));
	if (/^(true|1)$/.test(textAt(entry, 'RvslInd')))
		findings.push(finding('BANK_LINE_REVERSAL', { path: `line ${line}: Ntry/RvslInd` }));

	const details = listAt(entry, 'NtryDtls').flatMap((one) => listAt(one, 'TxDtls'));
	const bankId = textAt(entry, 'AcctSvcrRef') || textAt(details[0], 'Refs', 'AcctSvcrRef');
	const common: Common = {
		line,
		...(booked === undefined ? {} : { bookedOn: booked.on }),
		...(booked?.at === undefined ? {} : { occurredAt: booked.at }),
		...(value === undefined ? {} : { valueOn: value.on }),
		...(isCurrency(currency) ? { currency } : {}),
		...whenFilled('bankId', given(bankId)),
		...(status === 'PDNG' || status === 'FUTR' ? { pending: true as const } : {}),
		findings,
	};
	const text = textAt(entry, 'AddtlNtryInf');
	if (details.length < 2 || batches === 'whole' || amount === undefined)
		return [wholeLine(common, amount, details.length === 0 ? [undefined] : details, text)];
	const parts = partAmounts(details, amount, currency);
	if (parts.amounts === undefined) {
		const evidence = { count: details.length, parts: parts.sum, total: amount.amount, currency };
		findings.push(finding('STATEMENT_BATCH_KEPT_WHOLE', { path: `line ${line}: Ntry/NtryDtls`, evidence }));
		return [wholeLine(common, amount, details, text)];
	}
	return parts.amounts.map((part, index) => ({
		...common,
		amount: part,
		part: index + 1,
		...partsOf(details[index], part.direction, text),
	}));
}
