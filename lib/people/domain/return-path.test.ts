import fc from 'fast-check'
import { expect, it } from 'vitest'
import { codePath, ownPage, signInPath } from './return-path'

it('keeps a page of this server with its query', () => {
  for (const page of [
    '/jobs',
    '/nodes/did%3Ax%3A1?range=7d&tz=Asia%2FTehran',
    '/jobs?q=%2F%2Fevil',
    '/?view=table',
  ])
    expect(ownPage(page)).toBe(page)
})

it.each([
  ...[
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/x/..//evil',
  ],
  ...[
    'https://evil.example/',
    'javascript:alert(1)',
    'jobs',
    '',
    '/sign-in?next=/jobs',
    '/setup',
    '/sign-in/',
  ],
  ...[`/${'x'.repeat(3_000)}`, undefined, null, 7, ['/jobs'], { toString: () => '/jobs' }],
])('%j leads to the fleet', (wanted) => {
  expect(ownPage(wanted)).toBe('/')
})

it('never leads to another server, whatever is requested', () => {
  const piece = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '\t',
    '\n',
    ':',
    '@',
    'evil.example',
    '%2f',
    'http:',
    '?',
    '#',
    ' ',
  )
  let kept = 0
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const base = 'https://hakim.example'
      const page = ownPage(`/${pieces.join('')}`)
      expect(new URL(page, base).origin).toBe(base)
      if (page !== '/') kept += 1
    }),
    { numRuns: 2_000 },
  )
  expect(kept).toBeGreaterThan(200)
})

it('keeps the page through the sign-in', () => {
  expect(signInPath('/')).toBe('/sign-in')
  expect(signInPath(null)).toBe('/sign-in')
  expect(signInPath('/', true)).toBe('/sign-in?ended=1')
  expect(signInPath('/jobs', true)).toBe('/sign-in?ended=1&next=%2Fjobs')
  expect(codePath('/')).toBe('/sign-in/code')
  expect(codePath('https://evil.example/')).toBe('/sign-in/code')
  expect(codePath('/jobs')).toBe('/sign-in/code?next=%2Fjobs')
  const path = signInPath('/jobs?status=Approved&q=a b')
  expect(new URL(path, 'http://x').searchParams.get('next')).toBe('/jobs?status=Approved&q=a%20b')
})
