/** What could not be read is held until the same file, or the same line, is read without it. */
import { finding } from '../../../core/findings/finding';
import { noteHeldOf } from '../../../core/posting/heldFromSource';
import { openSyncLog } from '../../../synclog';

const problem = [finding('BANK_AMOUNT_INEXACT', { evidence: { value: '1.234', currency: 'GBP' } })];
const event = (businessKey: string, stage = 'bank') => ({
	businessKey,
	stage,
	orderNumber: businessKey,
	bookedOn: '2026-03-10',
	findings: problem,
	runId: 'run',
});

async function session() {
	const log = openSyncLog({ file: ':memory:' });
	const open = async () => (await log.openHeldEvents(100)).map(({ businessKey }) => businessKey);
	return { log, open };
}

it('a row of a file is held until the file is read without it', async () => {
	const { log, open } = await session();
	const read = async (name: string, ...rows: string[]) =>
		await noteHeldOf(log, { stage: 'import', name, held: rows.map((row) => event(row, 'import')), good: [] });
	await read('march.csv', 'row/3', 'row/7');
	await read('april.csv', 'row/9');
	expect(await open()).toEqual(['row/3', 'row/7', 'row/9']);
	await read('march.csv', 'row/7');
	expect(await open()).toEqual(['row/7', 'row/9']);
	await read('march.csv');
	expect(await open()).toEqual(['row/9']);
	await log.close();
});

it('a bank line is held until it is read well, whatever else was read', async () => {
	const { log, open } = await session();
	await noteHeldOf(log, { stage: 'bank', held: [event('line/1'), event('line/2')], good: ['line/3'] });
	await noteHeldOf(log, { stage: 'bank', held: [], good: ['line/3'] });
	expect(await open()).toEqual(['line/1', 'line/2']);
	await noteHeldOf(log, { stage: 'bank', held: [], good: ['line/2'] });
	expect(await open()).toEqual(['line/1']);
	await log.close();
});

it('what is held elsewhere under the same key stays so', async () => {
	const { log, open } = await session();
	await log.heldEvents([event('order/1', 'mapping')]);
	await noteHeldOf(log, { stage: 'import', name: 'march.csv', held: [], good: ['order/1'] });
	expect(await open()).toEqual(['order/1']);
	await log.close();
});
