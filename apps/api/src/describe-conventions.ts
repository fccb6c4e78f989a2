import type { OpenAPIObject } from '@nestjs/swagger';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['post']>;
type Parameter = NonNullable<Operation['parameters']>[number];
type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

const text = { type: 'string' } as const;

/** RFC 9457, as every fault and refusal is answered. */
const PROBLEM: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'instance', 'requestId'],
  properties: {
    type: text,
    title: text,
    status: { type: 'number' },
    code: { type: 'string', description: 'The reason, for machines' },
    instance: text,
    requestId: text,
    errors: {
      type: 'array',
      description: 'Every fault at once',
      items: {
        type: 'object',
        required: ['code', 'message'],
        properties: {
          code: text,
          message: text,
          path: { type: 'string', description: 'Of the field, dotted' },
        },
      },
    },
  },
};

const PROBLEM_CONTENT = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
};

const OF_COMMANDS: readonly Parameter[] = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'New for each command; under the same one it is the same command',
    schema: { type: 'string', maxLength: 200 },
  },
  {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'The ETag of a reply: decide at that revision only',
    schema: text,
  },
  {
    name: 'dryRun',
    in: 'query',
    required: false,
    description: 'Decide and write nothing',
    schema: { type: 'boolean' },
  },
];

/** @returns the document with what holds for every command and every fault, which no route repeats */
export function describeConventions(document: OpenAPIObject): OpenAPIObject {
  const { paths, components = {} } = document;
  return {
    ...document,
    components: { ...components, schemas: { ...components.schemas, Problem: PROBLEM } },
    paths: Object.fromEntries(Object.entries(paths).map(([path, item]) => [path, described(item)])),
  };
}

const described = ({ get, post, ...item }: PathItem): PathItem => ({
  ...item,
  ...(get && { get: withProblems(get) }),
  ...(post && { post: withProblems(asCommand(post)) }),
});

const NOTHING_NEW =
  'Nothing new was written: the command was repeated, changes nothing, or had just been finished by a worker';

/** A command that writes nothing new is answered alike, with 200. */
const asCommand = (operation: Operation): Operation => ({
  ...operation,
  parameters: [...(operation.parameters ?? []), ...OF_COMMANDS],
  responses: {
    ...operation.responses,
    ...('201' in operation.responses && {
      '200': { ...operation.responses['201'], description: NOTHING_NEW },
    }),
  },
});

const withProblems = (operation: Operation): Operation => {
  const { 401: unauthenticated, 403: forbidden, ...responses } = operation.responses;
  return {
    ...operation,
    responses: {
      ...responses,
      ...(unauthenticated && { 401: { ...unauthenticated, content: PROBLEM_CONTENT } }),
      ...(forbidden && { 403: { ...forbidden, content: PROBLEM_CONTENT } }),
      default: {
        description: 'A fault or a refusal; nothing was changed',
        content: PROBLEM_CONTENT,
      },
    },
  };
};
