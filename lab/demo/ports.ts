/** The demo's ports: picked once and kept in its folder, so that credentials still fit when the demo goes on there. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { freePorts } from '../runtime/ports';
import { SERVICES } from '../services';

const port = z.number().int().positive();
const kept = z.strictObject({
	n8n: port,
	lab: z.strictObject({
		store: port,
		ledger: port,
		oauth: port,
		slack: port,
		control: port,
		services: z.record(z.string(), port).default({}),
	}),
});

export type DemoPorts = z.infer<typeof kept>;

const readKept = (file: string): DemoPorts => kept.parse(JSON.parse(readFileSync(file, 'utf8')));

async function newPorts(editor: number | undefined): Promise<DemoPorts> {
	const [n8n, store, ledger, oauth, slack, control] = await freePorts(6);
	return kept.parse({ n8n: editor ?? n8n, lab: { store, ledger, oauth, slack, control } });
}

/** With ports for gateways and banks that the folder does not know yet. */
async function withServices({ n8n, lab }: DemoPorts): Promise<DemoPorts> {
	const missing = Object.keys(SERVICES).filter((id) => lab.services[id] === undefined);
	const free = await freePorts(missing.length);
	const added = Object.fromEntries(missing.map((id, index) => [id, free[index]]));
	return kept.parse({ n8n, lab: { ...lab, services: { ...lab.services, ...added } } });
}

/** The ports of the demo in this folder. */
export async function portsFor(folder: string, editor: number | undefined): Promise<DemoPorts> {
	const file = join(folder, 'ports.json');
	const ports = await withServices(existsSync(file) ? readKept(file) : await newPorts(editor));
	writeFileSync(file, JSON.stringify(ports));
	return ports;
}
