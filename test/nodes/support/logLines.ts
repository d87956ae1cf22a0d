/** What nodes say in n8n's log, with the level. */
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';

export interface LogLine {
	readonly level: string;
	readonly text: string;
}

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** Gathers all that is logged from now on, whatever level n8n itself would write. */
export function logLines(into: LogLine[]): void {
	const logger = Container.get(Logger);
	for (const level of LEVELS)
		jest.spyOn(logger, level).mockImplementation((...[text]) => void into.push({ level, text }));
}
