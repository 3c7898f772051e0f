import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { registerRule } from '@/lib/cli/rights/rule'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { runCommand } from '@/test/run-command'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(2)
  vi.stubEnv('DATABASE_URL', fleet.url)
  for (const id of ['anna', 'ben']) await testPerson(fleet.db, id, 'approver')
  await testNode(fleet.db, 'did:test:node:1', ['anna', 'ben'])
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await fleet.close()
})

const run = (...argv: string[]): Promise<string> => runCommand(registerRule, ['rule', ...argv])

it('a rule is changed in place, what is not given stays, and its history says who and why', async () => {
  await run('create', '--name', 'Two', '--task', 'update')
  const why = ['--reason', 'The audit asks for it.']
  expect(await run('change', '--name', 'Two', '--owners', '2', '--rename', 'Two owners', ...why)).toBe(
    'Version 2 of Two owners',
  )
  await expect(
    run('change', '--name', 'Two owners', '--of-version', '1', '--owners', '2', ...why),
  ).rejects.toThrow(
    'Version 2 by somebody else came first (Name Two → Two owners, Owners or delegates 1 → 2)',
  )
  expect(await run('change', '--name', 'Two owners', '--any-task', ...why)).toBe('Version 3 of Two owners')
  expect(await run('change', '--name', 'Two owners', '--owners', '1', ...why)).toMatch(
    /^Not yet changed: Two owners\nNote: Change the rule Two owners: Owners or delegates 2 → 1: the owners are asked first/,
  )
  expect(await run('list')).toBe('Two owners · version 3 · owners 2')
  expect((await run('show', '--name', 'Two owners')).split('\n')).toEqual([
    ...['Name: Two owners', 'Task: every task', 'Nodes with label: all nodes', 'Minimum risk: any'],
    'Owners or delegates: 2',
    expect.stringMatching(
      /^Version 3, changed by the terminal or a program on .*Z because The audit asks for it\. \(Task update → every task\)$/,
    ),
    expect.stringMatching(/^Version 2, changed .* \(Name Two → Two owners, Owners or delegates 1 → 2\)$/),
    expect.stringMatching(/^Version 1, created by the terminal or a program on [^ ]*$/),
  ])
})

it('bad input and a rule that there is not are refused with what is wrong', async () => {
  await expect(run('change', '--name', 'None', '--owners', '2', '--reason', 'x')).rejects.toThrow(
    'There is no such rule.',
  )
  await expect(run('change', '--name', 'Two owners', '--owners', 'two', '--reason', 'x')).rejects.toThrow(
    '--owners two is not a number.',
  )
  await expect(run('show', '--name', 'None')).rejects.toThrow('There is no such rule.')
  await expect(run('change', '--name', 'Two owners', '--owners', '3', '--reason', 'x')).rejects.toThrow(
    'Here: --confirm did:test:node:1',
  )
})
