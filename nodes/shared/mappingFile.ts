/** The mapping file as the parameter of a node: as text, or in a binary field. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { parseMappingFile, type MappingFile } from '../../core/mapping';
import type { Outcome } from '../../core/outcome';
import { findingsError } from './errors';

type Show = NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>;

/** @param show when the node needs the file */
export const mappingFileProperties = (show: Show): INodeProperties[] => [
	{
		displayName: 'File Is In',
		name: 'fileIn',
		type: 'options',
		options: [
			{ name: 'A Binary Field', value: 'binary', description: 'Of the first incoming item' },
			{ name: 'Text', value: 'text' },
		],
		default: 'text',
		description: 'Where the mapping file comes from',
		displayOptions: { show },
	},
	{
		displayName: 'Mapping File',
		name: 'mappingFile',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		placeholder: '{"format": "storeledger-mapping", "version": 1, ...}',
		description: 'The JSON text of the file, or an expression that gives it',
		displayOptions: { show: { ...show, fileIn: ['text'] } },
	},
	{
		displayName: 'Binary Field',
		name: 'binaryField',
		type: 'string',
		default: 'data',
		description: 'The name of the field that holds the file',
		displayOptions: { show: { ...show, fileIn: ['binary'] } },
	},
];

/** The value, or a stop with everything that has to be corrected first: a rule that is missing would book elsewhere. */
export function usable<T>(context: IExecuteFunctions, outcome: Outcome<T>): T {
	if (!outcome.ok) throw findingsError(context.getNode(), outcome.findings);
	return outcome.value;
}

/** An expression may give the text or what it was parsed to. */
export const textOf = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);

/** The mapping file that the parameters name. @throws NodeOperationError with everything that is wrong in it */
export async function mappingFileOf(context: IExecuteFunctions): Promise<MappingFile> {
	if (context.getNodeParameter('fileIn', 0, 'text') !== 'binary')
		return usable(context, parseMappingFile(textOf(context.getNodeParameter('mappingFile', 0, ''))));
	const field = String(context.getNodeParameter('binaryField', 0, 'data'));
	const content = await context.helpers.getBinaryDataBuffer(0, field);
	return usable(context, parseMappingFile(content.toString('utf8')));
}
