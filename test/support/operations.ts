import { asObject } from './api-client';

/** One operation of the API as its own description names it. */
export interface Operation {
  readonly method: string;
  /** With `{parameters}`. */
  readonly path: string;
  /** Roles that it is open to. */
  readonly roles: readonly string[] | 'anyone' | undefined;
  readonly hasBody: boolean;
  /** Of a JSON body whose form is described. */
  readonly schema: Record<string, unknown> | undefined;
}

/** Every operation that the running API describes. */
export async function operationsOf(url: string): Promise<Operation[]> {
  const document = asObject(await (await fetch(`${url}/docs-json`)).json());
  return Object.entries(asObject(document['paths'])).flatMap(([path, methods]) =>
    Object.entries(asObject(methods)).map(([method, operation]) => {
      const { 'x-roles': roles, requestBody } = asObject(operation);
      const named = Array.isArray(roles) ? roles.map(String) : undefined;
      return {
        method: method.toUpperCase(),
        path,
        roles: roles === 'anyone' ? 'anyone' : named,
        hasBody: requestBody !== undefined,
        schema: schemaIn(asObject(requestBody)),
      };
    }),
  );
}

/** The path with its parameters filled in. */
export const filled = ({ path }: Operation, value: (name: string) => string): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(value(name)));

function schemaIn(requestBody: Record<string, unknown>): Record<string, unknown> | undefined {
  const schema = asObject(asObject(asObject(requestBody['content'])['application/json'])['schema']);
  return '$ref' in schema ? schema : undefined;
}
