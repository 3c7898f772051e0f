import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { apiCalls } from '@/lib/api/domain/calls'
import { openApi } from '@/lib/api/domain/openapi'

const root = join(import.meta.dirname, '..')

/** `post /jobs/{job_id}/approve` for every method that a route below `/api/v1` exports. */
const routes = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('route.ts'))
  .flatMap((file) => {
    const path = file
      .replace(/\/route\.ts$/, '')
      .replaceAll('[jobId]', '{job_id}')
      .replace(/\[(\w+)\]/g, (_, name: string) => `{${name.replace(/Id$/, '_id')}}`)
    const methods = [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /export (?:const|async function|function) (GET|POST|PUT|DELETE|PATCH)\b/g,
      ),
    ]
    return methods.map(([, method = '']) => `${method.toLowerCase()} /${path}`)
  })

it('every route is described, and nothing else', () => {
  expect(routes.length).toBeGreaterThan(20)
  expect(apiCalls.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...routes].sort())
})

const document = z
  .object({
    openapi: z.literal('3.1.0'),
    servers: z.tuple([z.object({ url: z.literal('https://hakim.example.org/api/v1') })]),
    paths: z.record(
      z.string(),
      z.record(z.string(), z.looseObject({ responses: z.record(z.string(), z.unknown()) })),
    ),
  })
  .parse(openApi(apiCalls, 'https://hakim.example.org'))

it('is made of the schemas that the server parses with', () => {
  const approve = document.paths['/jobs/{job_id}/approve']?.post
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
    '429',
    '503',
  ])
  const listed = document.paths['/jobs']?.get?.parameters
  expect(listed).toContainEqual(expect.objectContaining({ name: 'limit', in: 'query', required: false }))
})
