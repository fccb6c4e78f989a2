import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { createLogger, readConfig } from '@accord/platform';
import { ApiModule } from './api.module';
import { openApi } from './open-api';

/** Never connected. */
const NOWHERE = { EVENTSTORE_URL: 'esdb://nowhere', DATABASE_URL: 'postgres://nowhere' };

/** Writes the OpenAPI document to standard output. Nothing is started for it. */
async function describe(): Promise<void> {
  const root = ApiModule.forRoot(readConfig(NOWHERE), createLogger('describe', 'silent'));
  const app = await NestFactory.create(root, new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  process.stdout.write(`${JSON.stringify(openApi(app), null, 2)}\n`);
}

void describe();
