import { z } from 'zod'
import { type FailureKind, failureKinds } from '@/lib/kernel/errors'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { Permission } from '@/lib/people/domain/permission'
import { permissions } from '@/lib/people/domain/permissions'
import { scopeOf } from '@/lib/people/domain/scopes'
import { sessionCookie } from '@/lib/people/domain/session-cookie'
import { whoMay } from '@/lib/people/domain/who-may'
import type { ApiCall } from './call'
import { jsonSchemas } from './json-schema'
import { problemAnswer } from './problem'

/** Each failure is described once; the calls that can end with it refer to it. */
const failureAt = (kind: FailureKind): [string, JsonObject] => [
  String(failureKinds[kind].status),
  { $ref: `#/components/responses/${kind}` },
]

const failureOf = (kind: FailureKind, schemas: Schemas): JsonObject => ({
  description: failureKinds[kind].title,
  content: { 'application/problem+json': { schema: schemas.answered(problemAnswer) } },
})

const paramNames = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

/** The failures that a call lists, and those that follow from the rest of it. */
function failuresOf(call: ApiCall): FailureKind[] {
  const kinds = new Set<FailureKind>(call.failures)
  if (call.may !== null)
    for (const kind of ['unauthenticated', 'forbidden', 'unavailable'] as const) kinds.add(kind)
  if (call.query) kinds.add('invalid')
  if (call.body) for (const kind of ['invalid', 'too_large', 'unsupported'] as const) kinds.add(kind)
  if (paramNames(call.path).length > 0) kinds.add('not_found')
  return [...kinds].sort((a, b) => failureKinds[a].status - failureKinds[b].status)
}

const inPath = (path: string): JsonObject[] =>
  paramNames(path).map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', ...(name.endsWith('_id') ? { format: 'uuid' } : {}) },
  }))

function inQuery(query: z.ZodType, schemaOf: Schemas['sent']): JsonObject[] {
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

type Schemas = ReturnType<typeof jsonSchemas>

function successes(call: ApiCall, schema: JsonObject): [string, JsonObject][] {
  const content = { [call.answerType ?? 'application/json']: { schema } }
  const done: [string, JsonObject] = ['200', { description: 'Done', content }]
  if (call.asks) {
    const asked: [string, JsonObject] = [
      '202',
      { description: 'The owners of the nodes are asked first: see change', content },
    ]
    return [...successes({ ...call, asks: undefined }, schema), asked]
  }
  if (!call.makes) return [done]
  const created: [string, JsonObject] = ['201', { description: 'Created', content }]
  return call.makes === 'created'
    ? [created]
    : [['200', { description: 'It already existed', content }], created]
}

const whoOf = (may: ApiCall['may']): string => {
  if (may === null) return 'Anyone, without a token.'
  const permission: Permission = permissions[may]
  const scope = scopeOf(may)
  return [
    `Allowed for: ${whoMay(permission)}.`,
    ...(permission.condition ? [`Condition: ${permission.condition}.`] : []),
    scope === null ? 'Any token.' : `A token needs the scope ${scope}.`,
  ].join(' ')
}

/** Most calls need a token, as the document says for all; a browser's session also reads what its person may see. */
function securityOf({ may, method }: ApiCall): JsonObject {
  if (may === null) return { security: [] }
  const { role }: Permission = permissions[may]
  return method === 'GET' && role !== null ? { security: [{ token: [] }, { session: [] }] } : {}
}

function operation(operationId: string, call: ApiCall, schemas: Schemas): JsonObject {
  const parameters = [...inPath(call.path), ...(call.query ? inQuery(call.query, schemas.sent) : [])]
  const bodySchema = call.body && schemas.sent(call.body)
  const types = call.bodyTypes ?? ['application/json']
  const unavailable = call.unavailable && {
    description: failureKinds.unavailable.title,
    content: { 'application/json': { schema: schemas.answered(call.unavailable) } },
  }
  return {
    operationId,
    tags: [call.tag],
    summary: call.summary,
    description: whoOf(call.may),
    ...securityOf(call),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(bodySchema
      ? {
          requestBody: {
            // A missing body counts as an empty object.
            required: !call.body?.safeParse({}).success,
            content: Object.fromEntries(types.map((type) => [type, { schema: bodySchema }])),
          },
        }
      : {}),
    responses: Object.fromEntries([
      ...successes(call, schemas.answered(call.answer)),
      ...failuresOf(call).map(failureAt),
      ...(unavailable ? [['503', unavailable] as const] : []),
    ]),
  }
}

/** The description of the API (OpenAPI 3.1), made from the schemas that the server parses with and the tests check against. */
export function openApi(calls: Readonly<Record<string, ApiCall>>, server: string): JsonObject {
  const schemas = jsonSchemas()
  const paths: Record<string, JsonObject> = {}
  const responses: Record<string, JsonObject> = {}
  for (const [operationId, call] of Object.entries(calls))
    paths[call.path] = {
      ...paths[call.path],
      [call.method.toLowerCase()]: operation(operationId, call, schemas),
    }
  for (const kind of new Set(Object.values(calls).flatMap(failuresOf)))
    responses[kind] = failureOf(kind, schemas)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hakim',
      version: '1',
      description:
        'Health reports, maintenance jobs and the approvals that they need. Errors are RFC 9457 problem details.',
    },
    servers: [{ url: server }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: schemas.named,
      responses,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token of a person or of an agent: hk_…' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: sessionCookie(server),
          description: 'The session of a signed-in browser; it only reads',
        },
      },
    },
  }
}
