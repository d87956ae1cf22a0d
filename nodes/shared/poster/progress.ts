/** What a run says in n8n's log: what lies before it, how far it is each minute, and what it came to. */
import type { Clock } from '../../../core/transport/clock';
import type { CallPlan } from '../../../core/transport/governor';

const EVERY_MS = 60_000;

/** The part of n8n's logger that is used. */
export interface RunLogger {
	info(message: string): void;
}

export interface RunCounts {
	readonly posted: number;
	readonly unchanged: number;
	readonly review: number;
}

const at = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

export class RunProgress {
	private saidAt: number;

	/**
	 * @param node the poster's name in the workflow
	 * @param ledger how people call it
	 */
	constructor(
		private readonly logger: RunLogger,
		private readonly clock: Pick<Clock, 'now'>,
		private readonly node: string,
		private readonly ledger: string,
	) {
		this.saidAt = clock.now();
	}

	/** @param documents how many are still to be sent */
	starts(documents: number, { calls, doneAt }: CallPlan): void {
		if (documents === 0) return this.say(`there is nothing new to post to ${this.ledger}.`);
		const what = `${many(documents, 'document')} to post to ${this.ledger}`;
		this.say(`${what}, about ${many(calls, 'call')}, until about ${at(doneAt)}.`);
	}

	/** Says how far the run is, once a minute at most. */
	readonly step = ({ done, total }: { readonly done: number; readonly total: number }): void => {
		const now = this.clock.now();
		if (now - this.saidAt < EVERY_MS) return;
		this.say(`${done} of ${many(total, 'document')} seen to.`);
	};

	ends({ posted, unchanged, review }: RunCounts): void {
		this.say(
			`done: ${many(posted, 'event')} posted, ${unchanged} unchanged, ${review} to review (${this.ledger}).`,
		);
	}

	private say(text: string): void {
		this.saidAt = this.clock.now();
		this.logger.info(`StoreLedger "${this.node}": ${text}`);
	}
}
