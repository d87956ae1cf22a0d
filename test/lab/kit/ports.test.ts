/** Ports for the demo's servers: free, different, and not those of another demo that starts at the same moment. */
import { createServer } from 'node:net';
import { freePorts } from '../../../lab/runtime/ports';

test('are never given twice, and none that something listens on', async () => {
	const [first = 0] = await freePorts(1);
	const server = createServer();
	await new Promise<void>((listening) => server.listen(first + 2, '127.0.0.1', listening));
	try {
		const lists = await Promise.all([freePorts(5), freePorts(5)]);
		const all = [first, ...lists.flat()];
		expect(new Set(all).size).toBe(11);
		expect(all).not.toContain(first + 2);
	} finally {
		await new Promise<void>((closed) => server.close(() => closed()));
	}
});
