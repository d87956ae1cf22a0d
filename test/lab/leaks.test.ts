/** The search for leaks finds what is there, in every form in which a secret is written, and nothing else. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtIn } from '../../lab/daybook/builtIn';
import { startLab, type Lab } from '../../lab/lab';
import { LeakError, leaksIn, searchForLeaks, secretsOf } from '../../lab/leaks';

let lab: Lab;
const folder = mkdtempSync(join(tmpdir(), 'storeledger-leaks-'));
beforeAll(async () => {
	lab = await startLab({ dayBook: builtIn(), store: 'shopify', ledger: 'quickbooks' });
});
afterAll(async () => {
	await lab.stop();
	rmSync(folder, { recursive: true, force: true });
});

const place = (text: string) => [{ name: 'a file', content: Buffer.from(text) }];

test('knows the keys, and every token that was ever handed out', () => {
	const { accessToken, refreshToken } = lab.issueToken();
	lab.control.expireTokens(true);
	const values = [...secretsOf(lab).values()];
	for (const secret of [accessToken, refreshToken, lab.keys.store.clientSecret, lab.keys.ledger.clientSecret])
		expect(values).toContain(secret);
	for (const keys of Object.values(lab.keys.services))
		for (const [name, key] of Object.entries(keys))
			if (/secret|token|key/i.test(name)) expect(values).toContain(key);
});

test.each([
	['as it is', (secret: string) => `Authorization: ${secret}`],
	['in JSON', (secret: string) => JSON.stringify({ a: [secret] })],
	['in an address', (secret: string) => `https://x.example/?t=${encodeURIComponent(secret)}`],
	['as the password of Basic', (secret: string) => Buffer.from(`client:${secret}`).toString('base64')],
	['as the name of Basic', (secret: string) => Buffer.from(`${secret}:x`).toString('base64')],
])('finds one %s', (_, write) => {
	const { clientSecret } = lab.keys.store;
	expect(leaksIn(secretsOf(lab), place(write(clientSecret)))).toEqual(['clientSecret of the shop in a file']);
});

test('finds nothing where nothing is', () => {
	const { clientId } = lab.keys.store;
	expect(
		leaksIn(secretsOf(lab), place(`${clientId} ${lab.keys.ledger.tenant} ${'x'.repeat(1_000)}`)),
	).toEqual([]);
});

test('searches the files of a folder, and says where without saying what', () => {
	mkdirSync(join(folder, 'n8n', 'node_modules'), { recursive: true });
	writeFileSync(join(folder, 'n8n', 'clean.log'), 'nothing');
	expect(() => searchForLeaks(lab, folder)).not.toThrow();
	const { clientSecret } = lab.keys.ledger;
	writeFileSync(join(folder, 'n8n', 'database.sqlite'), Buffer.from(`\0\0${clientSecret}\0`));
	const search = (): void => searchForLeaks(lab, folder);
	expect(search).toThrow(LeakError);
	expect(search).toThrow('clientSecret of the ledger in n8n/database.sqlite');
	expect(search).not.toThrow(clientSecret);
});
