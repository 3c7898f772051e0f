import { z } from 'zod'
import { type FailureKind, failureKinds } from '@/lib/kernel/errors'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { ApiCall } from './call'

/** What is sent, not what the server makes of it; a check that JSON Schema cannot say is left to the answer of 400. */
const schemaOf = (schema: z.ZodType): JsonObject => {
  const { $schema, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return JSON.parse(JSON.stringify(json))
}

const problem: JsonObject = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong and what to do' },
    instance: {
      type: 'string',
      description: 'This request, as in the x-request-id of the answer and in the log',
    },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
    present: { type: 'string', description: 'The present status of a job that has moved' },
  },
}

const refusal = (kind: FailureKind): [string, JsonObject] => {
  const { status, title } = failureKinds[kind]
  const schema = { $ref: '#/components/schemas/Problem' }
  return [String(status), { description: title, content: { 'application/problem+json': { schema } } }]
}

const usual = ['invalid', 'unauthenticated', 'forbidden', 'not_found', 'too_many', 'unavailable'] as const

const inPath = (path: string): JsonObject[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(
    ([, name = '']): JsonObject => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string', ...(name.endsWith('_id') ? { format: 'uuid' } : {}) },
    }),
  )

function inQuery(query: z.ZodType): JsonObject[] {
  const { properties, required } = z
    .object({
      properties: z.record(z.string(), z.json()).default({}),
      required: z.array(z.string()).default([]),
    })
    .parse(schemaOf(query))
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

function operation(call: ApiCall): JsonObject {
  const parameters = [...inPath(call.path), ...(call.query ? inQuery(call.query) : [])]
  const refusals = [...usual, ...(call.conflict ? (['conflict'] as const) : [])].map(refusal)
  return {
    tags: [call.tag],
    summary: call.summary,
    description: `Who may: ${call.who}.`,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(call.body
      ? {
          requestBody: {
            required: true,
            content: Object.fromEntries(
              (call.bodyTypes ?? ['application/json']).map((type) => [
                type,
                { schema: call.body ? schemaOf(call.body) : {} },
              ]),
            ),
          },
        }
      : {}),
    responses: {
      '200': {
        description: call.answer,
        content: { [call.answerType ?? 'application/json']: { schema: {} } },
      },
      ...Object.fromEntries(refusals),
    },
  }
}

/** The description of the API (OpenAPI 3.1), made of the schemas with which the server parses. */
export function openApi(calls: readonly ApiCall[], server: string): JsonObject {
  const paths: Record<string, JsonObject> = {}
  for (const call of calls) paths[call.path] = { ...paths[call.path], [call.method]: operation(call) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hakim',
      version: '1',
      description:
        'Health reports, maintenance jobs and the consent to them. Errors are RFC 9457 problem details.',
    },
    servers: [{ url: `${server}/api/v1` }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: { Problem: problem },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token of a person or of an agent: hk_…' },
      },
    },
  }
}
