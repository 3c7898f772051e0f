import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { ssoProviders } from './providers'

const lagos = { id: 'lagos', name: 'Lagos', issuer: 'https://id.lagos.example', client_id: 'hakim' }

let folder = ''
beforeAll(() => {
  folder = tempDir()
})
afterAll(removeTempDirs)

let count = 0
function read(content: string) {
  count += 1
  const file = join(folder, `sso-${count}.json`)
  writeFileSync(file, content)
  return () => ssoProviders({ ssoFile: file })
}

it('fills in what a provider leaves out, and takes nothing for granted', () => {
  expect(read(JSON.stringify({ providers: [lagos] }))()).toEqual([
    {
      ...lagos,
      scopes: ['openid', 'profile', 'email'],
      groups_claim: 'groups',
      roles: {},
      ...{ create_people: false, link_by_email: false, emails_verified: false },
    },
  ])
  expect(ssoProviders({ ssoFile: null })).toEqual([])
})

it.each([
  ['{"client_secret": "hush-hush"', /is not JSON\.$/],
  [`{"providers": [${JSON.stringify(lagos)}], "providers": []}`, /providers appears twice/],
  [JSON.stringify({ providers: [] }), /providers must name at least one/],
  [
    JSON.stringify({ providers: [{ ...lagos, issuer: 'http://id.lagos.example' }] }),
    /issuer must begin with https/,
  ],
  [JSON.stringify({ providers: [{ ...lagos, id: '../x' }] }), /id must have 1 to 32 characters/],
  [JSON.stringify({ providers: [{ ...lagos, roles: { all: 'root' } }] }), /roles\.all must be one of/],
  [JSON.stringify({ providers: [lagos, { ...lagos, id: 'two' }] }), /the same issuer twice/],
  [JSON.stringify({ providers: [lagos, { ...lagos, issuer: 'https://b.example' }] }), /the same id twice/],
  [JSON.stringify({ providers: [{ ...lagos, admins: true }] }), /Unrecognized key/],
])('refuses %s in words without quoting it', (content, message) => {
  expect(read(content)).toThrow(message)
  expect(read(content)).not.toThrow(/hush/)
})

it('takes http for this machine only, and names a file that is not there', () => {
  expect(read(JSON.stringify({ providers: [{ ...lagos, issuer: 'http://127.0.0.1:9' }] }))()).toHaveLength(1)
  expect(() => ssoProviders({ ssoFile: join(folder, 'none.json') })).toThrow(/none\.json: cannot be read/)
})
