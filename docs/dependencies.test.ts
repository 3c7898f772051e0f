import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'

const manifest = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        license: z.string().optional(),
        dev: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))

const direct = { ...manifest.dependencies, ...manifest.devDependencies }
/** Of every package that the lockfile names: its name and what it says of it. */
const locked = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, about]) => ({ name: path.split('node_modules/').at(-1) ?? '', path, ...about }))

it('names exact versions, the ones of the lockfile', () => {
  for (const [name, wanted] of Object.entries(direct)) {
    const version = wanted.replace(/^npm:[^@]+@/, '')
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
    expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version)
  }
  expect(readFileSync('.npmrc', 'utf8')).toContain('save-exact=true')
})

it('allows install scripts by name, of exactly the packages that have one', () => {
  const scripts = locked.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)
  expect(Object.keys(manifest.allowScripts).sort()).toEqual([...new Set(scripts)].sort())
})

/** The first versions without known holes: CVE-2026-23870 (server functions), and the advisories of better-auth up to July 2026. */
const safeFrom = { next: '16.2.5', react: '19.2.6', 'react-dom': '19.2.6', 'better-auth': '1.6.22' }

const numbers = (version: string): number[] => (version.split('-')[0] ?? '').split('.').map(Number)
function isAtLeast(version: string, least: string): boolean {
  const [have, want] = [numbers(version), numbers(least)]
  const at = have.findIndex((part, index) => part !== want[index])
  return at === -1 || (have[at] ?? 0) > (want[at] ?? 0)
}

it.each(Object.entries(safeFrom))('%s is at least %s, wherever it is installed', (name, least) => {
  const versions = locked.filter((one) => one.name === name).map(({ version }) => version ?? '')
  expect(versions.length).toBeGreaterThan(0)
  expect(versions.filter((version) => !isAtLeast(version, least))).toEqual([])
  expect([
    isAtLeast('16.1.5', '16.1.6'),
    isAtLeast('16.2.0', '16.1.6'),
    isAtLeast('16.1.6', '16.1.6'),
  ]).toEqual([false, true, true])
})

const free = [
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'OFL-1.1',
]
/** docs/dependencies.md says why. */
const exceptions: Record<string, RegExp> = {
  'MPL-2.0': /^lightningcss(-|$)/,
  'LGPL-3.0-or-later': /^@img\/sharp-/,
  'CC-BY-4.0': /^caniuse-lite$/,
}

it('runs nothing under a licence that is not listed', () => {
  const refused = locked.flatMap(({ name, dev, license = 'none' }) => {
    const parts = license.replace(/[()]/g, '').split(/ (?:AND|OR) /)
    const isFree = parts.every((part) => free.includes(part) || exceptions[part]?.test(name) === true)
    return dev || isFree ? [] : [`${name}: ${license}`]
  })
  expect(refused).toEqual([])
})

it('docs/dependencies.md has a reason for each direct dependency, and for nothing else', () => {
  const rows = readFileSync('docs/dependencies.md', 'utf8').match(/^\| `.+$/gm) ?? []
  const named = rows.flatMap((row) => {
    const [, packages = '', reason = ''] = row.split('|')
    expect(reason.trim().length, row).toBeGreaterThan(10)
    return [...packages.matchAll(/`([^`]+)`/g)].map(([, name]) => name)
  })
  expect(named.sort()).toEqual(Object.keys(direct).sort())
})
