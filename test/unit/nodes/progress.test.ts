import { RunProgress } from '../../../nodes/shared/poster/progress';

const START = Date.parse('2026-03-10T08:00:00Z');

function run() {
	let now = START;
	const lines: string[] = [];
	const logger = { info: (line: string) => void lines.push(line) };
	const progress = new RunProgress(logger, { now: () => now }, 'My poster', 'Xero');
	return { progress, lines, pass: (ms: number) => void (now += ms) };
}

it('says before it starts how many documents, about how many calls and until when', () => {
	const { progress, lines } = run();
	progress.starts(120, { calls: 12, doneAt: START + 90_000 });
	progress.starts(1, { calls: 1, doneAt: START });
	progress.starts(0, { calls: 0, doneAt: START });
	expect(lines).toEqual([
		'StoreLedger "My poster": 120 documents to post to Xero, about 12 calls, until about 2026-03-10 08:01 UTC.',
		'StoreLedger "My poster": 1 document to post to Xero, about 1 call, until about 2026-03-10 08:00 UTC.',
		'StoreLedger "My poster": there is nothing new to post to Xero.',
	]);
});

it('says how far it is once a minute, however often it is told', () => {
	const { progress, lines, pass } = run();
	const step = (done: number, ms: number) => {
		pass(ms);
		progress.step({ done, total: 120 });
	};
	step(10, 30_000);
	step(20, 29_999);
	step(30, 1);
	step(40, 59_999);
	step(50, 1);
	expect(lines).toEqual([
		'StoreLedger "My poster": 30 of 120 documents seen to.',
		'StoreLedger "My poster": 50 of 120 documents seen to.',
	]);
});

it('says what it came to', () => {
	const { progress, lines } = run();
	progress.ends({ posted: 118, unchanged: 0, review: 2 });
	expect(lines).toEqual([
		'StoreLedger "My poster": done: 118 events posted, 0 unchanged, 2 to review (Xero).',
	]);
});
