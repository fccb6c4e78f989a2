import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { describeConventions } from './describe-conventions';

/** The OpenAPI document, from the code. @param app one in preview mode will do: nothing is called */
export function openApi(app: INestApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Accord')
    .setDescription('Deal registration and incentives: commands in, explained answers out')
    .setVersion('1')
    .addBearerAuth()
    .build();
  return describeConventions(SwaggerModule.createDocument(app, about));
}
