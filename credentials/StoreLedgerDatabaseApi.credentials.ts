/** The PostgreSQL database in which n8n's workers keep the sync log together. */
import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

export class StoreLedgerDatabaseApi implements ICredentialType {
	name = 'storeLedgerDatabaseApi';

	displayName = 'StoreLedger Database API';

	icon: Icon = { light: 'file:database.svg', dark: 'file:database.dark.svg' };

	documentationUrl =
		'https://github.com/storeledger/n8n-nodes-storeledger/blob/main/docs/credentials.md#database';

	properties: INodeProperties[] = [
		{
			displayName:
				"A PostgreSQL database for the sync log, shared by all workers. n8n's own can be used: StoreLedger keeps to a schema of its own.",
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Host',
			name: 'host',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'postgres.internal',
		},
		{
			displayName: 'Port',
			name: 'port',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 65535 },
			default: 5432,
		},
		{
			displayName: 'Database',
			name: 'database',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'n8n',
		},
		{
			displayName: 'User',
			name: 'user',
			type: 'string',
			required: true,
			default: '',
			description: 'May create the schema, or owns it',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
		},
		{
			displayName: 'Schema',
			name: 'schema',
			type: 'string',
			required: true,
			default: 'storeledger',
			description: 'Made when it is missing: small letters, digits and underscores',
		},
		{
			displayName: 'SSL',
			name: 'ssl',
			type: 'options',
			options: [
				{ name: 'Off', value: 'off', description: 'Only within one machine or a private network' },
				{ name: 'Require', value: 'require', description: 'Encrypted; the certificate is not checked' },
				{ name: 'Verify', value: 'verify', description: 'Encrypted, and the certificate is checked' },
			],
			default: 'off',
		},
		{
			displayName: 'CA Certificate',
			name: 'ca',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: '-----BEGIN CERTIFICATE-----',
			description: 'Of your own authority, as PEM; empty for a public one',
			displayOptions: { show: { ssl: ['verify'] } },
		},
	];
}
