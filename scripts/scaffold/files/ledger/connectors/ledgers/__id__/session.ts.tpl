/** A session with a company's books in __Display__. */
import type {
	LedgerAccount,
	LedgerCache,
	LedgerCapabilities,
	LedgerCompany,
	LedgerOptions,
	LedgerSession,
	LedgerSettings,
} from '../../../core/ledger/connector';
import type { Clock } from '../../../core/transport/clock';
import type { Http } from '../../../core/transport/http';
import { __Pascal__Client } from './client';
import { notWritten } from './failures';

export interface SessionPorts {
	readonly http: Http;
	readonly settings: LedgerSettings;
	readonly options: LedgerOptions;
	readonly cache: LedgerCache;
	readonly clock: Clock;
}

const rejected = async (part: string): Promise<never> => await Promise.reject(notWritten(part));

export function openSession(capabilities: LedgerCapabilities, ports: SessionPorts): LedgerSession {
	const client = new __Pascal__Client(ports.http, ports.settings);
	return {
		capabilities,
		maxBatch: 1,
		company: async (): Promise<LedgerCompany> =>
			await rejected(`company (${typeof (await client.get('/company'))})`),
		accounts: async (): Promise<readonly LedgerAccount[]> => await rejected('accounts'),
		taxCodes: async () => await rejected('taxCodes'),
		items: async () => await rejected('items'),
		dimensions: async () => await rejected('dimensions'),
		prepare: async () => await rejected('prepare'),
		send: async () => await rejected('send'),
		find: async () => await rejected('find'),
		read: async () => await rejected('read'),
		undo: async () => await rejected('undo'),
		compare: () => {
			throw notWritten('compare');
		},
		callsFor: () => {
			throw notWritten('callsFor');
		},
	};
}
