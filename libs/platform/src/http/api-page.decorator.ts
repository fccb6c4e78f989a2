import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

/** Describes the answer of a list: one `Page` of such bodies. */
export const ApiPage = (body: Type): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(body),
    ApiOkResponse({
      schema: {
        type: 'object',
        required: ['items', 'next'],
        properties: {
          items: { type: 'array', items: { $ref: getSchemaPath(body) } },
          next: { type: 'string', nullable: true, description: 'Null on the last page' },
        },
      },
    }),
  );
