/** The lab's command line, as `npm run lab` calls it. See lab/README.md. */
import { runCommand } from './commands';

void runCommand(process.argv.slice(2), {
	print: (text) => console.log(text),
	complain: (text) => console.error(text),
	stopped: () =>
		new Promise((resolve) => {
			process.once('SIGINT', resolve);
			process.once('SIGTERM', resolve);
		}),
}).then((code) => {
	process.exitCode = code;
});
