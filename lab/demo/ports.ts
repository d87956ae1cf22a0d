/** The demo's ports: picked once and kept in its folder, so that credentials still fit when the demo goes on there. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { freePorts } from '../runtime/ports';

const port = z.number().int().positive();
const kept = z.strictObject({
	n8n: port,
	lab: z.strictObject({ store: port, ledger: port, oauth: port, slack: port, control: port }),
});

export type DemoPorts = z.infer<typeof kept>;

/** The ports of the demo in this folder. */
export async function portsFor(folder: string, editor: number | undefined): Promise<DemoPorts> {
	const file = join(folder, 'ports.json');
	if (existsSync(file)) return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
	const [n8n, store, ledger, oauth, slack, control] = await freePorts(6);
	const ports = kept.parse({ n8n: editor ?? n8n, lab: { store, ledger, oauth, slack, control } });
	writeFileSync(file, JSON.stringify(ports));
	return ports;
}
