/** From what a gateway states of a payout to the document, or to why it cannot be one: the same for every gateway. */
import { checkPayout, transactionNet } from '../documents/check';
import {
	businessKey,
	SCHEMA_VERSION,
	type HeldDocument,
	type Payout,
	type PayoutTransaction,
	type Source,
} from '../documents';
import { finding, type Finding } from '../findings/finding';
import type { CurrencyCode } from '../money/currency';
import { fromMinorUnits } from '../money/money';
import type { ReadPayout } from './connector';
import { localDate } from '../time/zones';
import { lookAgainAt } from './lookAgain';

/** What a gateway states. Instants are ISO 8601 in UTC, `units` minor units of the currency. */
export interface PayoutFacts {
	/** without `revision`, which is made of what may change */
	readonly source: Omit<Source, 'revision'>;
	/** how the shop calls the gateway in its sales */
	readonly gateway: string;
	readonly status: Payout['status'];
	readonly issuedAt: string;
	/** YYYY-MM-DD, where the gateway names a day and no time: it is that day in every zone */
	readonly issuedOn?: string;
	/** YYYY-MM-DD */
	readonly arrivesOn: string;
	/** when the bank sent it back, if the gateway says so */
	readonly failedAt?: string;
	readonly currency: CurrencyCode;
	/** negative when the gateway collects from the bank */
	readonly netUnits: bigint;
	/** without the one that is the payout itself, and without test transactions */
	readonly transactions: readonly PayoutTransaction[];
	/** transactions of test mode, that were left out */
	readonly tests: number;
	readonly bankReference?: string;
	/** what was found while reading: errors hold the payout, others go with it */
	readonly findings: readonly Finding[];
}

interface Setting {
	/** IANA name of the zone of the books */
	readonly timeZone: string;
	/** epoch milliseconds */
	readonly now: number;
}

/** Signed minor units as text. */
function shown(units: bigint, currency: CurrencyCode): string {
	return units < 0n ? `-${fromMinorUnits(-units, currency).amount}` : fromMinorUnits(units, currency).amount;
}

/** The payout as it left the gateway. */
function issued(facts: PayoutFacts, source: Source, timeZone: string): Payout {
	const { status, currency, netUnits, issuedAt, bankReference } = facts;
	return {
		type: 'Payout',
		schemaVersion: SCHEMA_VERSION,
		id: businessKey(source),
		source,
		channel: 'payout',
		occurredAt: issuedAt,
		bookedOn: facts.issuedOn ?? localDate(issuedAt, timeZone),
		currency,
		gateway: facts.gateway,
		status: status === 'failed' ? 'inTransit' : status,
		arrivesOn: facts.arrivesOn,
		transactions: facts.transactions,
		net: fromMinorUnits(netUnits < 0n ? -netUnits : netUnits, currency),
		direction: netUnits < 0n ? 'fromBank' : 'toBank',
		...(bankReference === undefined ? {} : { bankReference }),
	};
}

/** What takes it back. A gateway that does not say when: on the day it should have arrived. */
function failure(payout: Payout, { failedAt, arrivesOn }: PayoutFacts, timeZone: string): Payout {
	const returnedOn = failedAt === undefined ? arrivesOn : localDate(failedAt, timeZone);
	return {
		...payout,
		id: businessKey(payout.source, 'failed'),
		status: 'failed',
		occurredAt: failedAt ?? payout.occurredAt,
		bookedOn: returnedOn,
		returnedOn,
	};
}

/**
 * @returns the payout, with the part "failed" in its key when it failed (`asIssued` is then the payout that it takes back); held with
 * the errors among `findings` or PAYOUT_TOTAL_MISMATCH, CURRENCY_MIXED. Neither of both: PAYOUT_INCOMPLETE, PAYOUT_CANCELLED, PAYOUT_TEST
 */
export function readPayout(facts: PayoutFacts, { timeZone, now }: Setting): ReadPayout {
	const { currency, netUnits, transactions, findings, status } = facts;
	const sum = transactions.reduce((all, each) => all + transactionNet(each), 0n);
	const net = shown(netUnits, currency);
	const revision = [status, net, transactions.length, facts.failedAt ?? ''].join(' ').trim();
	const source: Source = { ...facts.source, revision };
	const { externalId } = source;
	const remarks = findings.filter(({ severity }) => severity !== 'error');
	const evidence = { net, currency, status };
	if (transactions.length === 0 && facts.tests > 0)
		return { externalId, revision, remarks: [...remarks, finding('PAYOUT_TEST')] };
	if (status === 'cancelled' && transactions.length === 0)
		return { externalId, revision, remarks: [...remarks, finding('PAYOUT_CANCELLED', { evidence })] };

	const again = lookAgainAt(facts, facts.issuedAt, now);
	const later = again === undefined ? {} : { lookAgainAt: again };
	const errors = findings.filter(({ severity }) => severity === 'error');
	if (status === 'scheduled' && sum !== netUnits && errors.length === 0) {
		const seen = { ...evidence, transactions: shown(sum, currency), at: again ?? '' };
		return {
			externalId,
			revision,
			remarks: [...remarks, finding('PAYOUT_INCOMPLETE', { evidence: seen })],
			...later,
		};
	}
	const asIssued = issued(facts, source, timeZone);
	const payout = status === 'failed' ? failure(asIssued, facts, timeZone) : asIssued;
	const checked = checkPayout(payout);
	const problems = [...errors, ...(checked.ok ? [] : checked.findings)];
	if (problems.length > 0) {
		const held: HeldDocument = { type: 'Held', id: payout.id, source, findings: problems };
		return { externalId, revision, remarks, held, ...later };
	}
	if (status !== 'failed') return { externalId, revision, payout, remarks, ...later };
	const failed = finding('PAYOUT_FAILED', { evidence });
	return { externalId, revision, payout, asIssued, remarks: [...remarks, failed], ...later };
}
