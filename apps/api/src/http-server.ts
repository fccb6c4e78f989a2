import fastifyHelmet from '@fastify/helmet';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { NestLogger, Problem, sendProblem, type Config, type Logger } from '@accord/platform';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { ApiModule } from './api.module';
import { openApi } from './open-api';
import { streamBodies, takeDocuments } from './body-types';

/** One request's body; what streams (bulk registration, evidence) is not held to it. */
export const MAX_BODY_BYTES = 1_048_576;
const MAX_PATH_PARAMETER = 200;
const CLOSE_IDLE_EVERY_MS = 50;

/** The HTTP server, ready to listen. @param root what it consists of, the API when absent */
export async function createServer(
  config: Config,
  logger: Logger,
  root: DynamicModule = ApiModule.forRoot(config, logger),
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: MAX_PATH_PARAMETER },
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(pathFault(error), request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  await app.register(fastifyHelmet, { contentSecurityPolicy: false });
  takeDocuments(adapter.getInstance());
  streamBodies(adapter.getInstance());
  SwaggerModule.setup('docs', app, () => openApi(app));
  return app;
}

/** What is wrong with a path that reaches no route: the server answers it by itself. */
const pathFault = ({ statusCode }: FastifyError): Problem =>
  statusCode === 414
    ? new Problem(
        414,
        'path-too-long',
        `A part of a path has at most ${MAX_PATH_PARAMETER} characters`,
      )
    : new Problem(400, 'path-invalid', 'The path is not percent-encoded UTF-8');

/**
 * Accepts nothing more and waits for what is being answered. A connection ends with its last answer:
 * the server by itself would wait until a client that says nothing more has been silent for 72 s.
 */
export async function closeServer(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  const idle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
  }
}
