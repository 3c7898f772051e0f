import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, normalize } from 'node:path'
import { expect, it } from 'vitest'

const pages = execFileSync('git', ['ls-files', '*.md'], { encoding: 'utf8' }).trim().split('\n')

/** A heading as the fragment of its address: small letters, hyphens for spaces, no other marks. */
const fragmentOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .trim()
    .replaceAll(' ', '-')

const headingsOf = (page: string): string[] =>
  [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => fragmentOf(heading))

function leadsNowhere(page: string, target: string): boolean {
  const [path = '', fragment] = target.split('#')
  const file = path === '' ? page : normalize(`${dirname(page)}/${path}`)
  return !existsSync(file) || (fragment !== undefined && !headingsOf(file).includes(fragment))
}

it('every link between the pages leads to a file and a heading that exist', () => {
  expect(pages).toContain('README.md')
  const broken = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) =>
      /^[a-z]+:/.test(target) || !leadsNowhere(page, target) ? [] : [`${page}: ${target}`],
    ),
  )
  expect(broken).toEqual([])
})
