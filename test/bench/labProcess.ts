/** A lab in a process of its own, so that neither its memory nor its work counts as ours; run by `labBeside.ts`. */
import { startLab, type Lab, type LabOptions } from '../../lab/lab';
import { parseFaultPlan } from '../../lab/kit/faultPlan';

export type LabStart = Pick<LabOptions, 'store' | 'ledger' | 'startAt' | 'limits'> & {
	/** a file, or the day book itself */
	readonly dayBook: LabOptions['dayBook'];
};

const QUESTIONS = {
	ledger: async (lab: Lab) => lab.platforms().ledger.inspect(),
	expectedBooks: async (lab: Lab) => lab.control.expectedBooks(),
	calls: async (lab: Lab, platform: string) => lab.calls.recent(platform, Infinity),
	totals: async (lab: Lab) => lab.calls.totals(),
	token: async (lab: Lab) => lab.issueToken(),
	/** "quickbooks: slow=1,slowMs=400" */
	faults: async (lab: Lab, text: string) => {
		const [platform = '', plan = ''] = text.split(': ');
		return lab.control.useFaults(parseFaultPlan(plan), platform);
	},
	advance: async (lab: Lab, to: string) => await lab.control.advance(Number(to)),
} as const satisfies Record<string, (lab: Lab, argument: string) => Promise<unknown>>;
export type LabQuestion = keyof typeof QUESTIONS;

type Message =
	| { readonly start: LabStart }
	| { readonly id: number; readonly ask: LabQuestion; readonly argument: string };

let lab: Lab | undefined;

async function open(start: LabStart): Promise<object> {
	const { dayBook, ...more } = start;
	lab = await startLab({ ...more, dayBook });
	const { credentials, slackWebhook, urls, shopDomain, keys } = lab;
	const { dayBook: book } = lab.world;
	const gateways = book.events.flatMap((event) =>
		event.kind === 'order' ? event.payments.map(({ gateway }) => gateway) : [],
	);
	const first = book.events.find(({ kind }) => kind === 'order');
	return {
		credentials,
		slackWebhook,
		urls,
		shopDomain,
		accessToken: keys.store.accessToken,
		tenant: keys.ledger.tenant,
		shop: book.shop,
		gateways: [...new Set(gateways)],
		orders: book.events.filter(({ kind }) => kind === 'order').length,
		first: first !== undefined && 'at' in first ? first.at : '',
	};
}

process.on('message', (message: Message) => {
	void (async () => {
		const id = 'start' in message ? 0 : message.id;
		try {
			if ('start' in message) return process.send?.({ id, answer: await open(message.start) });
			if (lab === undefined) throw new Error('The lab is not started.');
			process.send?.({ id, answer: await QUESTIONS[message.ask](lab, message.argument) });
		} catch (error) {
			process.send?.({ id, error: error instanceof Error ? error.message : String(error) });
		}
		return undefined;
	})();
});
process.on('disconnect', () => process.exit(0));
