import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { NodePins } from '@/lib/consent/domain/consent-page'
import { FirstTasksFile } from './first-tasks-file'

const did = 'did:kos:griot:1'
const grace = { did: 'did:web:example.org:grace', name: 'Grace' }
const shown = (owners: NodePins): string =>
  renderToStaticMarkup(<FirstTasksFile did={did} owners={owners} />).replaceAll('&quot;', '"')

it('a new node gets a tasks file with its owners’ keys', () => {
  const key = 'did:key:z6MkvqoYXQfDDJRv8L4wKzxYeuKyVZBfi9Qo6Ro8MiLH3kDQ'
  const pins = {
    ...{ node: did, required: 1, delegation: false, emergency: null },
    owners: [{ person: grace.did, keys: [{ key }] }],
  }
  expect(shown({ pins, keyless: [] })).toContain(JSON.stringify({ tasks: [], consent: pins }, null, 2))
})

it('without a key of an owner it says whom the node trusts, and without an owner nothing', () => {
  const text = shown({ pins: null, keyless: [grace] })
  expect(text).toContain('the node trusts this server')
  expect(text).toContain('/nodes/did%3Akos%3Agriot%3A1/consent')
  expect(shown({ pins: null, keyless: [] })).toBe('')
})
