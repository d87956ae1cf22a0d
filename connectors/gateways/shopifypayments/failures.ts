/** What can be wrong beside the network, in words for people. */
import { TransportError } from '../../../core/transport/http';

export const NO_SUCH_SHOP =
	'Check the address of the shop in the credential: it must be the permanent one that ends in .myshopify.com.';

export const notSetUp = (shop: string): TransportError =>
	new TransportError(
		'rejected',
		`${shop} does not use Shopify Payments, or the app may not see it: it needs the permissions read_shopify_payments_accounts and read_shopify_payments_payouts.`,
	);
