/** Free ports of the loopback interface. */
import { createServer } from 'node:net';

/** Below the ports that systems give to connections by themselves, so that none is taken between being found and being used. */
const FIRST = 20_000;
const COUNT = 12_000;
/** Processes that look at the same time begin at different places. */
const BLOCK = 40;

let next = (process.pid * BLOCK) % COUNT;

/** So many ports that nothing listens on, all different, also from those given before. @throws Error when there are none left */
export async function freePorts(count: number): Promise<number[]> {
	const found: number[] = [];
	for (let tries = 0; found.length < count; tries++) {
		if (tries === COUNT) throw new Error('no port is free');
		const port = FIRST + next;
		next = (next + 1) % COUNT;
		if (await isFree(port)) found.push(port);
	}
	return found;
}

function isFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
}
