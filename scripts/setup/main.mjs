// How a command of scripts/ begins and ends: the exit code is what it returns, and what a person can mend is said in a sentence.
import { SetupError } from './run.mjs';
import { say } from './progress.mjs';

/** Runs a command; a SetupError ends it with 1 and its message, anything else with its stack. */
export async function main(command) {
	try {
		process.exitCode = await command();
	} catch (error) {
		say(error instanceof SetupError ? error.message : String(error?.stack ?? error));
		process.exitCode = 1;
	}
}
