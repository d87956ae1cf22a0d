/** The demo's command line. */
import { parseArgs } from 'node:util';
import { preferred } from '../kinds';
import { LEDGERS, STORES } from '../registry.generated';

export interface DemoOptions {
	/** a day book file; the built-in one when absent */
	readonly daybook?: string;
	readonly store: string;
	readonly ledger: string;
	/** "n8n": the whole n8n with its editor; "core": n8n's execution engine alone */
	readonly engine: 'n8n' | 'core';
	/** a fault schedule, see the lab; "" is a sensible mix of all */
	readonly faults?: string;
	/** where to write the report as JSON */
	readonly report?: string;
	/** end when the books are done, with 0 if they equal the shop, otherwise 1 */
	readonly exit: boolean;
	readonly port?: number;
	/** keeps the lab and n8n's user folder here; a second demo with the same folder goes on where the first ended */
	readonly state?: string;
}

export const USAGE = `npm run demo -- [options]

  --daybook FILE   what happened in the shop (NDJSON, may be gzipped); a small built-in day book if not given
  --store NAME     the shop's platform: ${Object.keys(STORES).join(', ')}
  --ledger NAME    the accounting system: ${Object.keys(LEDGERS).join(', ')}
  --engine NAME    n8n: the real n8n with its editor (the default); core: n8n's execution engine alone, starts at once
  --faults [LIST]  rate limits, lost answers, dropped connections, lost and doubled webhooks; a mix of all without a list
  --report FILE    writes the result as JSON
  --exit           ends when the books are done: 0 if they equal the shop to the cent, otherwise 1
  --port N         the editor's port
  --state DIR      keeps everything in DIR; run again with the same DIR to see that nothing is posted twice
  --help           this text
`;

/** A mistake on the command line; its message says which. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}

/** `--faults` may stand alone, which parseArgs does not know. */
function withFaultsValue(args: readonly string[]): string[] {
	return args.flatMap((arg, index) => {
		if (arg !== '--faults') return [arg];
		const next = args[index + 1];
		return next === undefined || next.startsWith('--') ? ['--faults='] : [arg];
	});
}

function numberOf(value: string): number {
	const port = Number(value);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new UsageError(`"${value}" is not a port.`);
	return port;
}

/** @throws UsageError for an unknown option or value; undefined when help is asked for */
export function readOptions(args: readonly string[]): DemoOptions | undefined {
	const values = (() => {
		try {
			return parseArgs({
				args: withFaultsValue(args),
				options: {
					daybook: { type: 'string' },
					store: { type: 'string', default: preferred(STORES) },
					ledger: { type: 'string', default: preferred(LEDGERS) },
					engine: { type: 'string', default: 'n8n' },
					faults: { type: 'string' },
					report: { type: 'string' },
					exit: { type: 'boolean', default: false },
					port: { type: 'string' },
					state: { type: 'string' },
					help: { type: 'boolean', default: false },
				},
			}).values;
		} catch (error) {
			throw new UsageError(error instanceof Error ? error.message : String(error));
		}
	})();
	if (values.help) return undefined;
	if (values.engine !== 'n8n' && values.engine !== 'core') {
		throw new UsageError(`"${values.engine}" is not an engine; there are n8n and core.`);
	}
	return {
		store: values.store,
		ledger: values.ledger,
		engine: values.engine,
		exit: values.exit,
		...(values.daybook === undefined ? {} : { daybook: values.daybook }),
		...(values.faults === undefined ? {} : { faults: values.faults }),
		...(values.report === undefined ? {} : { report: values.report }),
		...(values.port === undefined ? {} : { port: numberOf(values.port) }),
		...(values.state === undefined ? {} : { state: values.state }),
	};
}
