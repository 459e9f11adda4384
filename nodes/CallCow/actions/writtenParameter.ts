import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { oncePerRun } from './oncePerRun';

const writtenParameters = oncePerRun((context) => context.getNode().parameters as IDataObject);

/** A parameter as it stands in the node, with `=` in front when it holds expressions. */
export function writtenAt(context: IExecuteFunctions, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>(
			(value, name) => (value as IDataObject | undefined)?.[name],
			writtenParameters(context),
		);
}
