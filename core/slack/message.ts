/** What Slack's incoming webhooks and chat.postMessage take: Block Kit, as far as StoreLedger's messages use it. */

export interface SlackText {
	readonly type: 'mrkdwn' | 'plain_text';
	readonly text: string;
}

export type SlackBlock =
	| { readonly type: 'header'; readonly text: SlackText }
	| { readonly type: 'section'; readonly text: SlackText }
	| { readonly type: 'context'; readonly elements: readonly SlackText[] }
	| { readonly type: 'divider' };

export interface SlackMessage {
	/** shown in notifications, and where blocks cannot be shown */
	readonly text: string;
	readonly blocks: readonly SlackBlock[];
}
