import { readFileSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { main } from './main'

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
