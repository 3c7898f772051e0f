import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { expect, it, vi } from 'vitest'
import { hakimCommands, main } from './main'

it.each(['--version', '-V'])('`hakim agent %s` prints the version', async (option) => {
  let text = ''
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((more) => {
    text += String(more)
    return true
  })
  const code = await main(['agent', option], { root: '.', version: '1.2.3', prepare: async () => {} })
  stdout.mockRestore()
  expect({ code, text }).toEqual({ code: 0, text: '1.2.3\n' })
})

it('`hakim --help` names every setting of the README', async () => {
  const readme = readFileSync('README.md', 'utf8')
  const rows = readme.match(/^\| `[A-Z_]+`[^|]*/gm) ?? []
  const settings = rows.flatMap((row) => row.match(/[A-Z_]+/g) ?? [])
  expect(settings).toContain('HAKIM_RETAIN_REPORTS')
  let help = ''
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    help += String(text)
    return true
  })
  await main(['--help'], { root: '.', version: '1.2.3', prepare: async () => {} })
  stdout.mockRestore()
  for (const name of settings) expect(help).toContain(name)
})

/** What needs no right of a person: work on this machine, and on the database as its owner. */
const needNone = [
  'start',
  'migrate',
  'doctor',
  'agent pending',
  'agent pins apply',
  'backup',
  'restore',
  'verify-consent',
  'pins sign',
  'key create',
  'key show',
  'sample load',
]

const commandsOf = (command: Command, before: readonly string[] = []): string[] =>
  command.commands.flatMap((one) => {
    const name = [...before, one.name()]
    return one.commands.length > 0 ? commandsOf(one, name) : [name.join(' ')]
  })

/** The commands in a cell of docs/permissions.md: of `hakim job approve`, `reject` the second is `job reject`. */
function commandsIn(cell: string): string[] {
  let group = ''
  return [...cell.matchAll(/`(hakim )?([a-z][a-z -]*)`/g)].map(([, full, name = '']) => {
    const words = name.split(' ').filter((word) => !word.startsWith('-'))
    if (full) group = words.slice(0, -1).join(' ')
    return (full ? words : [group, ...words]).join(' ').trim()
  })
}

it('docs/permissions.md names every command that needs a right, and no other', () => {
  const named = readFileSync('docs/permissions.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .flatMap((line) => commandsIn(line.split(' | ').at(-1) ?? ''))
  const every = commandsOf(hakimCommands({ root: '.', version: '1.2.3', prepare: async () => {} }))
  const covers = (name: string, command: string) => command === name || command.startsWith(`${name} `)
  const needed = every.filter((command) => !needNone.includes(command))
  expect(needed.filter((command) => !named.some((name) => covers(name, command)))).toEqual([])
  expect(named.filter((name) => !every.some((command) => covers(name, command)))).toEqual([])
})
