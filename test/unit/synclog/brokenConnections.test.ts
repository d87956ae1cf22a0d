/** A server that ends a connection in the moment in which it is ready: said in one piece, so nobody has listened yet. */
import { createServer, type Server, type Socket } from 'node:net';
import { PostgresDatabase } from '../../../synclog/postgres/connection';

/** A message of the protocol (https://www.postgresql.org/docs/current/protocol-message-formats.html). */
function message(kind: string, body: Buffer): Buffer {
	const length = Buffer.alloc(4);
	length.writeInt32BE(body.length + 4);
	return Buffer.concat([Buffer.from(kind), length, body]);
}

const AUTHENTICATED = message('R', Buffer.alloc(4));
const READY = message('Z', Buffer.from('I'));
const ENDED = message(
	'E',
	Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'),
);

let server: Server;
let connections = 0;
const sockets = new Set<Socket>();
beforeEach(async () => {
	connections = 0;
	server = createServer((socket) => {
		connections++;
		sockets.add(socket);
		socket.on('error', () => undefined);
		socket.once('data', () => socket.end(Buffer.concat([AUTHENTICATED, READY, ENDED])));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
	for (const socket of sockets) socket.destroy();
	await new Promise((resolve) => server.close(resolve));
});

it('is tried again; the process goes on', async () => {
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	const settings = { host: '127.0.0.1', port: address.port, database: 'books', user: 'books', password: '' };
	const database = new PostgresDatabase({ ...settings, schema: 'storeledger', ssl: 'off' }, 1_000);
	await expect(database.read(async () => await Promise.resolve())).rejects.toThrow(/cannot be reached/);
	expect(connections).toBeGreaterThan(1);
	await database.close();
});
