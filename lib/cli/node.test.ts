import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { runCommand } from '@/test/run-command'
import { main } from './main'
import { registerNode } from './node'

const node = 'did:test:node:mill'
let fleet: TestFleet

beforeAll(async () => {
  fleet = await testFleet(2)
  vi.stubEnv('DATABASE_URL', fleet.url)
  await testPerson(fleet.db, 'owner', 'approver')
  await testPerson(fleet.db, 'second', 'approver')
  await testNode(fleet.db, node, 'owner')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await fleet.close()
})

const add = (...more: string[]) => runCommand(registerNode, ['node', 'add', '--did', node, ...more])

it('asks the owners of a known node about another one, for a reason', async () => {
  await expect(add('--owner', 'second@example.org')).rejects.toThrow('must say why')
  const text = await add('--owner', 'second@example.org', '--reason', 'Nights')
  expect(text).toContain(
    `Changed ${node}\nNote: Add did:test:person:second as an owner: the owners are asked first.`,
  )
  expect(await fleet.db.query(`SELECT person_id FROM node_owners`)).toEqual([{ person_id: 'owner' }])
})

const hakim = async (...argv: string[]): Promise<string> => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  expect(await main(argv, { root: '.', version: '1.2.3', prepare: async () => {} })).toBe(1)
  const text = said.mock.calls.flat().join('\n')
  said.mockRestore()
  return text
}

it.each([
  [['node', 'restrict', '--did', node], '\n  --reason must say why'],
  [['node', 'owner', 'add', '--did', node, '--owner', 'nobody'], '\n  --owner must be the e-mail address'],
  [['node', 'add', '--did', node, '--label', `${'x'.repeat(70)}=1`], '\n  --label (labels.'],
])('%j is refused in words that name its options', async (argv, words) => {
  expect(await hakim(...argv)).toContain(words)
})

it('names the nodes of a rule that nobody could meet as the option takes them', async () => {
  const text = await hakim('rule', 'create', '--name', 'three', '--owners', '3')
  expect(text).toContain(`\nHere: --confirm ${node}`)
})
