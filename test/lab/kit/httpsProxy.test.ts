/** A program with a fixed https address reaches the lab through the proxy, and nothing else at all. */
import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { hasOpenssl, startHttpsProxy, type HttpsProxy } from '../../../lab/kit/httpsProxy';
import { serve, type Served } from '../../../lab/kit/server';
import { SlackLab } from '../../../lab/slack';

const CURL = ((): boolean => {
	try {
		execFileSync('curl', ['--version'], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
})();

if (!hasOpenssl() || !CURL) {
	test.skip('the proxy for fixed addresses (skipped: openssl or curl is missing)', () => undefined);
} else {
	const slack = new SlackLab({ webhook: 'T1/B1/x', botToken: 'xoxb-lab', channels: ['general'] });
	let served: Served;
	let proxy: HttpsProxy;
	beforeAll(async () => {
		served = await serve(slack);
		proxy = await startHttpsProxy({ 'slack.com': served.port });
	});
	afterAll(async () => {
		await proxy.close();
		await served.close();
	});

	const curl = async (url: string, ...more: string[]): Promise<string> => {
		const { env } = proxy;
		const args = ['--silent', '--show-error', '--proxy', env['HTTPS_PROXY'] ?? '', ...more, url];
		return (await promisify(execFile)('curl', args)).stdout;
	};
	const trusted = (): string[] => ['--cacert', proxy.env['NODE_EXTRA_CA_CERTS'] ?? ''];

	test('the host that is played answers, under a certificate of its own', async () => {
		const headers = ['--header', 'Authorization: Bearer xoxb-lab'];
		const answer = await curl('https://slack.com/api/auth.test', ...trusted(), ...headers);
		expect(JSON.parse(answer)).toMatchObject({ ok: true, team: 'Lab' });
	});

	test('whoever does not trust the authority of this run refuses it', async () => {
		await expect(curl('https://slack.com/api/auth.test')).rejects.toThrow(/certificate/i);
	});

	test('every other host is refused, and named', async () => {
		await expect(curl('https://example.com/', ...trusted())).rejects.toThrow(/403/);
		expect(proxy.refused).toEqual(['example.com']);
	});
}
