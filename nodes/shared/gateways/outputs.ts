/** Payouts and disputes as items: documents on the first output, what is held on "Needs Review". */
import type { INodeExecutionData } from 'n8n-workflow';
import type { Dispute, HeldDocument, Payout } from '../../../core/documents';
import type { HeldEvent } from '../../../core/posting/syncLog';
import { asItem, reviewItem } from '../outputs';

/** Where documents of gateways are held. */
export const STAGE = 'gateway';

export class GatewayOutputs {
	readonly documents: INodeExecutionData[] = [];
	readonly review: INodeExecutionData[] = [];
	readonly heldEvents: HeldEvent[] = [];

	constructor(private readonly runId: string) {}

	take(documents: readonly (Payout | Dispute | HeldDocument)[], item: number): void {
		for (const document of documents) {
			if (document.type !== 'Held') {
				this.documents.push(asItem(document, item));
				continue;
			}
			const { id, source, findings } = document;
			const event = { orderNumber: source.externalNumber, bookedOn: '', stage: STAGE, findings };
			this.review.push(reviewItem({ id, ...event, document }, item));
			this.heldEvents.push({ businessKey: id, ...event, runId: this.runId });
		}
	}
}
