import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import type { ApiCall } from '@/lib/api/domain/call'
import { apiCalls, pageCalls } from '@/lib/api/domain/calls'
import { openApi } from '@/lib/api/domain/openapi'

const root = join(import.meta.dirname, '..', '..')

/** `GET /api/v1/jobs/{job_id}` for every method that a route exports, and what its file says about it. */
const routes = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('route.ts'))
  .flatMap((file) => {
    const path = file
      .replace(/\/route\.ts$/, '')
      .replace(/\[(\w+)\]/g, (_, name: string) => `{${name.replace(/Id$/, '_id')}}`)
    const text = readFileSync(join(root, file), 'utf8')
    const methods = [...text.matchAll(/^export (?:const|async function|function) ([A-Z]+)\b(?: = (.*))?/gm)]
    return methods.map(([, method = '', made = '']) => ({ name: `${method} /api/${path}`, made }))
  })

const calls = Object.entries<ApiCall>(apiCalls)
const nameOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`

it('every route is described, and nothing else', () => {
  expect(routes.length).toBeGreaterThan(40)
  const known = [...calls.map(([, call]) => call), ...pageCalls]
  expect(known.map(nameOf).sort()).toEqual(routes.map(({ name }) => name).sort())
})

it('every route serves the call of its path and method', () => {
  const without = routes.flatMap(({ name, made }) => {
    const operationId = /^(?:route|queryRoute)\(\w+Calls\.(\w+),/.exec(made)?.[1]
    if (operationId === undefined) return [name]
    expect([operationId, name]).toEqual([operationId, nameOf(apiCallNamed(operationId))])
    return []
  })
  // These need no viewer; reports are received before Next (lib/server/receive-reports.ts).
  const open = calls.filter(([, { may }]) => may === null).map(([, call]) => nameOf(call))
  expect(without.sort()).toEqual([...pageCalls.map(nameOf), ...open, 'POST /api/v1/reports'].sort())
})

const apiCallNamed = (operationId: string): ApiCall => {
  const found = calls.find(([name]) => name === operationId)
  if (!found) throw new Error(`No call is named ${operationId}`)
  return found[1]
}

const document = z
  .object({
    openapi: z.literal('3.1.0'),
    components: z.object({ responses: z.record(z.string(), z.unknown()) }),
    servers: z.tuple([z.object({ url: z.literal('https://hakim.example.org') })]),
    paths: z.record(
      z.string(),
      z.record(z.string(), z.looseObject({ responses: z.record(z.string(), z.unknown()) })),
    ),
  })
  .parse(openApi(apiCalls, 'https://hakim.example.org'))

const failures = Object.keys(document.components.responses)

it('is made of the schemas that the server parses with', () => {
  const approve = document.paths['/api/v1/jobs/{job_id}/approve']?.post
  expect(approve).toMatchObject({
    parameters: [{ name: 'job_id', in: 'path', required: true }],
    requestBody: {
      content: {
        'application/json': {
          schema: {
            required: ['approval_hash'],
            additionalProperties: false,
            properties: { approval_hash: { type: 'string' }, reason: { type: 'string', maxLength: 2_000 } },
          },
        },
      },
    },
  })
  expect(Object.keys(approve?.responses ?? {})).toEqual([
    '200',
    '400',
    '401',
    '403',
    '404',
    '409',
    '413',
    '415',
    '503',
  ])
  const listed = document.paths['/api/v1/jobs']?.get?.parameters
  expect(listed).toContainEqual(expect.objectContaining({ name: 'limit', in: 'query', required: false }))
})

it('names the session’s cookie as the browser sends it', () => {
  const nameAt = (server: string) =>
    z
      .object({
        components: z.object({ securitySchemes: z.object({ session: z.object({ name: z.string() }) }) }),
      })
      .parse(openApi(apiCalls, server)).components.securitySchemes.session.name
  expect(nameAt('http://127.0.0.1:3000')).toBe('hakim.session_token')
  expect(nameAt('https://hakim.example.org')).toBe('__Host-hakim.session_token')
})

it('lists a person of the path who does not exist as a wrong request, except where the call is about them', () => {
  const named = calls.filter(
    ([, { path }]) => path.includes('{person}') && !path.startsWith('/api/v1/people/'),
  )
  expect(named.length).toBeGreaterThan(1)
  for (const [, { path }] of named) expect(document.paths[path]?.delete?.responses).toHaveProperty('400')
})

it('describes every answer, and requires a token where one is needed', () => {
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const { operationId, security, responses } = z
        .object({
          operationId: z.string(),
          security: z.array(z.unknown()).optional(),
          responses: z.record(
            z.string(),
            z.union([
              z.strictObject({ $ref: z.templateLiteral(['#/components/responses/', z.enum(failures)]) }),
              z.object({
                content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.json()) })),
              }),
            ]),
          ),
        })
        .parse(operation)
      const call = apiCallNamed(operationId)
      expect([method, path]).toEqual([call.method.toLowerCase(), call.path])
      // A session reads what people may read, and changes nothing.
      const people = call.method === 'GET' && call.may !== null && call.may !== 'readOwnAgent'
      expect(security).toEqual(call.may === null ? [] : people ? [{ token: [] }, { session: [] }] : undefined)
      for (const response of Object.values(responses))
        for (const { schema } of Object.values('content' in response ? response.content : {}))
          expect(Object.keys(schema), path).not.toEqual([])
    }
})
