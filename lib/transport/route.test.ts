import { expect, it } from 'vitest'
import { apiCalls } from '@/lib/api/domain/calls'
import { bodyOf } from './route'

const post = (body: string) =>
  new Request('http://localhost/api/v1/x', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })

it('every body of a person is refused when it names a member twice; a number of an agent may have any digits', async () => {
  const withBody = Object.values(apiCalls).filter((call) => 'body' in call)
  expect(withBody.length).toBeGreaterThan(20)
  for (const call of withBody) {
    const twice = await bodyOf(call, post('{"role": "operator", "role": "admin"}'))
    const digits = await bodyOf(call, post('{"metric": 0.12345678901234567890123}'))
    const isAgents = call.tag === 'Agents'
    expect([call.path, twice.ok, digits.ok]).toEqual([call.path, isAgents, isAgents])
  }
})
