/** The lab talks to this machine only: addresses from outside (a webhook's, a redirect's) are checked here. */

/** Whether an http address points to this machine. */
export function isLoopback(address: string): boolean {
	if (!URL.canParse(address)) return false;
	const { protocol, hostname } = new URL(address);
	if (protocol !== 'http:' && protocol !== 'https:') return false;
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
