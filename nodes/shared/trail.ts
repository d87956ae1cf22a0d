/**
 * One line in n8n's log for each event at each step, with the same short id: a search for it shows the way from the shop's
 * webhook to the ledger's document. No names, addresses, amounts or secrets; nothing from outside is written as it came.
 */
import type { Finding } from '../../core/findings/finding';
import type { BusinessKey } from '../../core/documents';
import { eventId } from '../../core/posting/eventId';

/** The part of n8n's logger that is used. */
export interface TrailLogger {
	debug(message: string): void;
	info(message: string): void;
	warn(message: string): void;
}

export interface TrailContext {
	readonly logger: TrailLogger;
	getNode(): { readonly name: string };
	getExecutionId?(): string | undefined;
}

export type Step = 'webhook' | 'trigger' | 'read' | 'tax' | 'accounts' | 'summary' | 'post';

/** What a line says beside the event: short words and numbers. */
export type TrailFacts = Readonly<Record<string, string | number | undefined>>;

/**
 * A step with more events than this tells of each at the level debug, and of all in one line: a year's history must not push
 * everything else out of the log.
 */
export const MOST_LINES = 500;
const LONGEST = 200;

/** A value as it may stand in a line: without blanks, new lines, quotes, or signs that steer a terminal. */
export function safeValue(value: string | number): string {
	const text = String(value).slice(0, LONGEST);
	return text.replace(/[^\p{L}\p{N}#._:/+@,-]/gu, '_');
}

/** `name=value` for each that has a value. */
export function factsText(facts: TrailFacts): string {
	return Object.entries(facts)
		.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`${name}=${safeValue(value)}`]))
		.join(' ');
}

const codesOf = (findings: readonly Finding[]): string =>
	[...new Set(findings.filter(({ severity }) => severity === 'error').map(({ code }) => code))]
		.slice(0, 3)
		.join(',');

export class Trail {
	private readonly isLong: boolean;
	private lines = 0;

	/**
	 * @param step where in the workflow this is
	 * @param events how many there are to tell of, about
	 * @param always facts of each line: the run, the ledger
	 */
	constructor(
		private readonly context: TrailContext,
		private readonly step: Step,
		events: number,
		private readonly always: TrailFacts = {},
	) {
		this.isLong = events > MOST_LINES;
	}

	/** Something happened to the event that a person may look for: it was read anew, posted, found. */
	happened(key: BusinessKey, facts: TrailFacts): void {
		this.write(this.isLong ? 'debug' : 'info', key, facts);
	}

	/** It only passed, or was there already. */
	passed(key: BusinessKey, facts: TrailFacts): void {
		this.write('debug', key, facts);
	}

	/** It waits for a person; with the first reasons. */
	held(key: BusinessKey, facts: TrailFacts, findings: readonly Finding[]): void {
		this.write(this.isLong ? 'debug' : 'info', key, { ...facts, state: 'held', because: codesOf(findings) });
	}

	/** One line for what was too much for a line each. */
	ends(): void {
		if (!this.isLong || this.lines === 0) return;
		const facts = { step: this.step, events: this.lines, ...this.always };
		this.context.logger.info(
			`StoreLedger ${factsText(facts)} (more than ${MOST_LINES} events: each is told of at the level debug)`,
		);
	}

	private write(level: 'debug' | 'info', key: BusinessKey, facts: TrailFacts): void {
		// what does not even say which event it is cannot be followed
		if (key === '') return;
		this.lines++;
		const { name } = this.context.getNode();
		const all = { event: eventId(key), step: this.step, ...facts, ...this.always };
		const execution = { execution: this.context.getExecutionId?.(), node: name };
		this.context.logger[level](`StoreLedger ${factsText({ ...all, ...execution })}`);
	}
}
