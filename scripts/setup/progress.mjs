// What a person sees while something long is going on: what it is, for how long already, and how long it usually takes.
// On stderr, so that a command's result on stdout stays clean.

const INTERACTIVE_MS = 1_000;
const LOGGED_MS = 15_000;

export function say(text) {
	process.stderr.write(`${text}\n`);
}

/**
 * Shows `what` (and the elapsed seconds) until `work` has ended.
 * @param {string} what e.g. "Installing n8n 2.40.7"
 * @param {string} usually e.g. "3 to 5 minutes"
 * @param {() => Promise<T>} work
 * @template T
 */
export async function withProgress(what, usually, work) {
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	const interactive = process.stderr.isTTY === true;
	const show = () => `${what} ... ${seconds()} s (usually ${usually})`;
	const timer = interactive
		? setInterval(() => process.stderr.write(`\r${show()}`), INTERACTIVE_MS)
		: setInterval(() => say(show()), LOGGED_MS);
	process.stderr.write(interactive ? show() : `${show()}\n`);
	const end = (word) =>
		say(`${interactive ? '\r' : ''}${what}: ${word} after ${seconds()} s${' '.repeat(20)}`.trimEnd());
	try {
		const result = await work();
		end('done');
		return result;
	} catch (error) {
		end('FAILED');
		throw error;
	} finally {
		clearInterval(timer);
	}
}
