import { DEFAULT_FAULTS, NO_FAULTS, parseFaultPlan, type FaultPlan } from '../../../lab/kit/faultPlan';
import { FaultSchedule } from '../../../lab/kit/faults';

describe('a plan as text', () => {
	test('names rates and settings', () => {
		const plan = parseFaultPlan('rateLimited=0.1, serverErrorAfter=0.05,seed=7,duplicate=0.2,slowMs=5');
		expect(plan).toEqual({
			...NO_FAULTS,
			requests: { rateLimited: 0.1, serverErrorAfter: 0.05 },
			webhooks: { duplicate: 0.2 },
			seed: 7,
			slowMs: 5,
		});
	});

	test('nothing, or settings alone, is the default mix; "none" is none', () => {
		expect(parseFaultPlan('')).toEqual(DEFAULT_FAULTS);
		expect(parseFaultPlan('seed=3')).toEqual({ ...DEFAULT_FAULTS, seed: 3 });
		expect(parseFaultPlan('none')).toEqual(NO_FAULTS);
		expect(Object.keys(DEFAULT_FAULTS.requests)).toHaveLength(7);
		expect(Object.keys(DEFAULT_FAULTS.webhooks)).toHaveLength(4);
	});

	test.each([
		['rateLimitid=0.1', 'unknown fault "rateLimitid"; known are rateLimited,'],
		['constructor=1', 'unknown fault "constructor"'],
		['rateLimited=2', 'rateLimited=2: a rate is between 0 and 1'],
		['rateLimited=-1', 'rateLimited=-1: not a number'],
		['rateLimited', 'rateLimited=: not a number'],
		['slow=0.6,dropBefore=0.6', 'the rates of slow, dropBefore are above 1 in sum'],
		['maxConsecutive=0', 'maxConsecutive is at least 1'],
	])('%s is refused', (text, message) => {
		expect(() => parseFaultPlan(text)).toThrow(message);
	});
});

const requests = (schedule: FaultSchedule, count: number, isWrite = true): (string | undefined)[] =>
	Array.from({ length: count }, (_, index) => schedule.nextRequest(`request ${index}`, isWrite));

const longestRun = (faults: readonly (string | undefined)[]): number => {
	let [longest, current] = [0, 0];
	for (const fault of faults) {
		current = fault === undefined ? 0 : current + 1;
		longest = Math.max(longest, current);
	}
	return longest;
};

describe('a schedule', () => {
	const plan = (more: Partial<FaultPlan>): FaultPlan => ({ ...NO_FAULTS, ...more });

	test('is the same for the same seed, and another for another seed or platform', () => {
		const first = requests(new FaultSchedule('quickbooks', DEFAULT_FAULTS), 300);
		expect(requests(new FaultSchedule('quickbooks', DEFAULT_FAULTS), 300)).toEqual(first);
		expect(requests(new FaultSchedule('shopify', DEFAULT_FAULTS), 300)).not.toEqual(first);
		expect(requests(new FaultSchedule('quickbooks', { ...DEFAULT_FAULTS, seed: 2 }), 300)).not.toEqual(first);
		const again = new FaultSchedule('quickbooks', DEFAULT_FAULTS);
		requests(again, 17);
		again.use(DEFAULT_FAULTS);
		expect(requests(again, 300)).toEqual(first);
	});

	test('keeps to its rates', () => {
		const faults = requests(new FaultSchedule('x', plan({ requests: { slow: 0.1, dropBefore: 0.2 } })), 4000);
		const share = (name: string): number => faults.filter((fault) => fault === name).length / faults.length;
		expect(share('slow')).toBeGreaterThan(0.08);
		expect(share('slow')).toBeLessThan(0.12);
		expect(share('dropBefore')).toBeGreaterThan(0.16);
		expect(share('dropBefore')).toBeLessThan(0.22);
	});

	test('without rates nothing happens', () => {
		expect(requests(new FaultSchedule('x'), 500).every((fault) => fault === undefined)).toBe(true);
	});

	test('faults after the commit hit only writes', () => {
		const after = plan({ requests: { serverErrorAfter: 0.3, dropAfter: 0.3 } });
		expect(requests(new FaultSchedule('x', after), 200, false).every((fault) => fault === undefined)).toBe(
			true,
		);
		expect(new Set(requests(new FaultSchedule('x', after), 200, true))).toEqual(
			new Set([undefined, 'serverErrorAfter', 'dropAfter']),
		);
	});

	test('not more than maxConsecutive in a row', () => {
		const always = new FaultSchedule('x', plan({ requests: { dropBefore: 1 }, maxConsecutive: 3 }));
		const faults = requests(always, 100);
		expect(longestRun(faults)).toBe(3);
		expect(faults.filter((fault) => fault === undefined)).toHaveLength(25);
	});

	test('not more than maxConsecutive for one request sent again, however many others come between', () => {
		const schedule = new FaultSchedule('x', plan({ requests: { dropBefore: 0.9 }, maxConsecutive: 2 }));
		const mine: (string | undefined)[] = [];
		for (let index = 0; index < 300; index++) {
			mine.push(schedule.nextRequest('mine', true));
			schedule.nextRequest(`other ${index}`, true);
		}
		expect(longestRun(mine)).toBe(2);
	});

	test('stops after the total', () => {
		const schedule = new FaultSchedule(
			'x',
			plan({ requests: { slow: 0.5 }, webhooks: { late: 0.5 }, total: 10 }),
		);
		expect(requests(schedule, 500).filter((fault) => fault !== undefined)).toHaveLength(10);
		expect(schedule.nextWebhook()).toBeUndefined();
		expect(schedule.inspect().faults).toEqual({ slow: 10 });
	});

	test('not all webhooks are lost', () => {
		const schedule = new FaultSchedule('x', plan({ webhooks: { lost: 1 }, maxConsecutive: 2 }));
		const faults = Array.from({ length: 9 }, () => schedule.nextWebhook());
		expect(faults).toEqual(['lost', 'lost', undefined, 'lost', 'lost', undefined, 'lost', 'lost', undefined]);
	});
});
