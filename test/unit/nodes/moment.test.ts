import { Moment } from '../../../nodes/shared/moment';

function counting() {
	let now = 0;
	let asked = 0;
	const moment = new Moment<number>({ now: () => now });
	return {
		moment,
		pass: (ms: number) => (now += ms),
		ask: async () => await Promise.resolve(++asked),
	};
}

it('asks once for many rows, and again after a moment', async () => {
	const { moment, pass, ask } = counting();
	expect(await Promise.all([moment.get('a', ask), moment.get('a', ask)])).toEqual([1, 1]);
	pass(9_999);
	expect(await moment.get('a', ask)).toBe(1);
	pass(1);
	expect(await moment.get('a', ask)).toBe(2);
});

it('gives nobody the answer of another', async () => {
	const { moment, ask } = counting();
	expect([await moment.get('a', ask), await moment.get('b', ask)]).toEqual([1, 2]);
});

it('does not keep a failure', async () => {
	const { moment, ask } = counting();
	await expect(moment.get('a', async () => await Promise.reject(new Error('no')))).rejects.toThrow('no');
	expect(await moment.get('a', ask)).toBe(1);
});

it('forgets everything before it holds too much', async () => {
	const { moment, ask } = counting();
	for (let key = 0; key < 101; key++) await moment.get(String(key), ask);
	expect(await moment.get('0', ask)).toBe(102);
});
