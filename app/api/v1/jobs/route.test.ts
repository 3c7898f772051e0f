import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob } from '@/test/jobs'
import { bearerOf, testServer } from '@/test/query-server'
import { GET } from './route'

let fleet: TestFleet
let token: string

beforeAll(async () => {
  fleet = await testServer()
  const rita = await testPerson(fleet.db, 'rita', 'operator')
  await testNode(fleet.db, 'did:n:1')
  await requestedJob(fleet.db, rita, 'did:n:1', {})
  token = `Bearer ${await bearerOf(fleet, { personId: rita.id })}`
})
afterAll(() => fleet.close())

const get = (known?: string) =>
  GET(
    new Request('http://localhost/api/v1/jobs', {
      headers: { authorization: token, ...(known === undefined ? {} : { 'if-none-match': known }) },
    }),
    { params: Promise.resolve({}) },
  )

it('answers 304 to whoever has the list already, until something changes', async () => {
  const first = await get()
  const tag = first.headers.get('etag') ?? ''
  expect(first.status).toBe(200)
  expect(tag).toMatch(/^"[\w-]{27}"$/)
  for (const known of [tag, `"other", W/${tag}`]) {
    const again = await get(known)
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag])
  }
  await fleet.db.query(`UPDATE job_details SET reason = 'Another'`)
  const changed = await get(tag)
  expect(changed.status).toBe(200)
  expect(changed.headers.get('etag')).not.toBe(tag)
})
