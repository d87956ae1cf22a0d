// A Chromium for the tests of the editor and the screenshots; it is not installed here, only found.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PLACES = {
	linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'],
	darwin: [
		'/Applications/Chromium.app/Contents/MacOS/Chromium',
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	],
	win32: [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA]
		.filter((folder) => folder !== undefined)
		.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
};

/** The path of a Chromium ($STORELEDGER_CHROMIUM, or one in a usual place); undefined if there is none. */
export function findChromium() {
	return [process.env.STORELEDGER_CHROMIUM, ...(PLACES[process.platform] ?? [])].find(
		(path) => path !== undefined && path !== '' && existsSync(path),
	);
}
