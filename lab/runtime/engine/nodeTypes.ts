/** The node types an engine knows: those of the package, loaded by n8n's own loader, and stand-ins for n8n-nodes-base. */
import { NodeHelpers } from 'n8n-workflow';
import type { IDataObject, INodeType, INodeTypes, IVersionedNodeType } from 'n8n-workflow';
import type { PackageDirectoryLoader } from 'n8n-core';
import type { BaseNodes } from './baseNodes';

export class EngineNodeTypes implements INodeTypes {
	constructor(
		private readonly loader: PackageDirectoryLoader,
		private readonly baseNodes: BaseNodes,
	) {}

	/** @throws Error the type is neither of the package nor among the stand-ins */
	getByName(type: string): INodeType | IVersionedNodeType {
		const [packageName, name] = split(type);
		if (packageName === this.loader.packageName) return this.loader.getNode(name).type;
		const standIn = packageName === 'n8n-nodes-base' ? this.baseNodes[name] : undefined;
		if (standIn === undefined)
			throw new Error(`The engine has no node "${type}"; give a stand-in for it (baseNodes)`);
		return standIn;
	}

	getByNameAndVersion(type: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(type), version);
	}

	getKnownTypes(): IDataObject {
		return {};
	}
}

function split(type: string): [string, string] {
	const dot = type.lastIndexOf('.');
	return [type.slice(0, dot), type.slice(dot + 1)];
}
