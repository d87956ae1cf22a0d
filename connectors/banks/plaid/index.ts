/** Plaid as a bank: accounts and transactions of the banks that it reads, one connection (Item) a credential. */
import type {
	BankAccount,
	BankConnector,
	BankPage,
	BankSession,
	BankSettings,
} from '../../../core/bank/connector';
import type { Clock } from '../../../core/transport/clock';
import { TransportError, type Http } from '../../../core/transport/http';
import { toBankAccount } from './accounts';
import { plaidAddress } from './auth';
import { PlaidClient } from './client';
import { accountsAnswer, type AccountsAnswer } from './payload';
import { namesOf, readChanges, readPeriod } from './reading';
import { PLATFORM } from './transaction';

class PlaidSession implements BankSession {
	private readonly client: PlaidClient;

	constructor(http: Http, settings: BankSettings, clock: Clock) {
		this.client = new PlaidClient(http, plaidAddress(settings.environment, settings.baseUrl), clock);
	}

	async accounts(): Promise<readonly BankAccount[]> {
		return (await this.plaidAccounts()).accounts.map(toBankAccount);
	}

	/** One call is a whole update, however many pages Plaid makes of it. */
	async changes(cursor: string | undefined): Promise<BankPage> {
		const { accounts, item } = await this.plaidAccounts();
		const page = await readChanges(this.client, cursor ?? '', namesOf(accounts));
		const ends = Date.parse(item?.consent_expiration_time ?? '');
		return Number.isNaN(ends) ? page : { ...page, permissionEndsAt: new Date(ends).toISOString() };
	}

	period(from: string, to: string) {
		return readPeriod(this.client, from, to);
	}

	private async plaidAccounts(): Promise<AccountsAnswer> {
		const parsed = accountsAnswer.safeParse(await this.client.post('/accounts/get', {}));
		if (parsed.success) return parsed.data;
		const where = parsed.error.issues[0]?.path.join('.') ?? '';
		throw new TransportError(
			'rejected',
			`Plaid's list of accounts has another shape than is known, at "${where}".`,
		);
	}
}

export const plaid = {
	id: PLATFORM,
	displayName: 'Plaid',
	open: (http: Http, settings: BankSettings, clock: Clock): BankSession =>
		new PlaidSession(http, settings, clock),
} satisfies BankConnector;
