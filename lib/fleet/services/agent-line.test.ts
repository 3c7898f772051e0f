import { expect, it } from 'vitest'
import { agentLine } from './agent-line'

it.each([
  ['https://hakim.example.org', ''],
  ['http://127.0.0.1:3000', ''],
  // Without it the agent refuses to start, and whoever copies the line sees what it means.
  ['http://10.0.0.7:3000', ' --insecure-http'],
])('the line for a node at %s ends with%s', async (server, option) => {
  const line = await agentLine(server, 'hk_secret')
  expect(line).toMatch(new RegExp(`^curl -fsSO ${server}/agent/hakim-agent\\.mjs && `))
  expect(
    line.endsWith(` && HAKIM_AGENT_TOKEN=hk_secret node hakim-agent.mjs --server ${server}${option}`),
  ).toBe(true)
})
