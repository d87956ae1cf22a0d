/**
 * A proxy for programs whose addresses are fixed (n8n's Slack node calls https://slack.com): tunnels to hosts that the lab plays end
 * here, under a certificate of an authority made for this run, and go on to the lab's own server. All other hosts are refused, so
 * nothing ever leaves the machine.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOOPBACK } from './server';

export interface HttpsProxy {
	/** what a program needs in its environment */
	readonly env: Readonly<Record<string, string>>;
	/** hosts that somebody wanted to reach and that are not played here */
	readonly refused: readonly string[];
	close(): Promise<void>;
}

/** Whether certificates can be made on this machine. */
export function hasOpenssl(): boolean {
	try {
		execFileSync('openssl', ['version'], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}

/** An authority and a certificate of its for these hosts, in a folder; good for two days. */
function certificates(
	folder: string,
	hosts: readonly string[],
): { readonly ca: string; readonly cert: string; readonly key: string } {
	const file = (name: string): string => join(folder, name);
	const openssl = (...args: string[]): void => {
		execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
	};
	const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
	openssl(
		'req',
		'-x509',
		...newKey,
		'-days',
		'2',
		'-subj',
		'/CN=StoreLedger lab',
		'-keyout',
		'ca.key',
		'-out',
		'ca.pem',
	);
	openssl('req', ...newKey, '-subj', `/CN=${hosts[0] ?? 'lab'}`, '-keyout', 'host.key', '-out', 'host.csr');
	writeFileSync(file('host.ext'), `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}\n`);
	const issued = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2'];
	openssl('x509', '-req', '-in', 'host.csr', ...issued, '-extfile', 'host.ext', '-out', 'host.pem');
	return {
		ca: file('ca.pem'),
		cert: readFileSync(file('host.pem'), 'utf8'),
		key: readFileSync(file('host.key'), 'utf8'),
	};
}

const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

/** @param hosts by name, e.g. "slack.com": the port on loopback where the lab plays it (plain http) */
export async function startHttpsProxy(hosts: Readonly<Record<string, number>>): Promise<HttpsProxy> {
	const folder = mkdtempSync(join(tmpdir(), 'storeledger-proxy-'));
	const { ca, cert, key } = certificates(folder, Object.keys(hosts));
	const sockets = new Set<Socket>();
	const refused: string[] = [];

	const handOn = (from: IncomingMessage, to: ServerResponse): void => {
		const port = hosts[String(from.headers.host).split(':')[0] ?? ''];
		const onward = httpRequest(
			{ host: LOOPBACK, port, method: from.method, path: from.url, headers: from.headers },
			(answer) => {
				to.writeHead(answer.statusCode ?? 502, answer.headers);
				answer.pipe(to);
			},
		);
		onward.on('error', () => to.destroy());
		from.pipe(onward);
	};
	const inside = createHttpsServer({ cert, key }, handOn);
	const outside = createServer((_, response) => response.writeHead(403).end());
	outside.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
		const host = String(request.url).split(':')[0] ?? '';
		client.on('error', () => client.destroy());
		if (hosts[host] === undefined) {
			refused.push(host);
			client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		const tunnel = connect(portOf(inside), LOOPBACK, () => {
			client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			tunnel.write(head);
			tunnel.pipe(client).pipe(tunnel);
		});
		tunnel.on('error', () => client.destroy());
	});
	for (const server of [inside, outside]) {
		server.on('connection', (socket: Socket) => {
			sockets.add(socket);
			socket.once('close', () => sockets.delete(socket));
		});
		await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
	}
	const url = `http://${LOOPBACK}:${portOf(outside)}`;
	const direct = `${LOOPBACK},localhost`;
	return {
		env: {
			HTTPS_PROXY: url,
			https_proxy: url,
			NO_PROXY: direct,
			no_proxy: direct,
			NODE_EXTRA_CA_CERTS: ca,
		},
		refused,
		async close() {
			for (const socket of sockets) socket.destroy();
			for (const server of [inside, outside]) await new Promise((resolve) => server.close(resolve));
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
