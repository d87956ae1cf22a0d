/** The trigger of every store: what a node's class calls. */
export { poll } from './poll';
export { salesTriggerProperties } from './properties';
export { receiveWebhook } from './receiveWebhook';
export { subscribe, subscriptionExists, unsubscribe } from './subscription';
