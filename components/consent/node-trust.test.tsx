import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ConsentRefused } from '@/components/jobs/consent-refused'
import { consentRefusalOf } from '@/lib/jobs/domain/consent-refusal'
import { NodeTrust } from './node-trust'

const textOf = (html: string): string => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
const key = 'did:key:z6MkvqoYXQfDDJRv8L4wKzxYeuKyVZBfi9Qo6Ro8MiLH3kDQ'

it('says whose signatures the node requires, or that it trusts the server', () => {
  const owner = (person: string, count: number) => ({
    person,
    keys: Array.from({ length: count }, () => key),
  })
  const trust = { required: 2, owners: [owner('did:a', 2), owner('did:b', 1)], emergency: 0 }
  const pinned = textOf(renderToStaticMarkup(<NodeTrust did="did:n:1" trust={trust} />))
  expect(pinned).toContain('This node verifies its owners’ signatures 3 keys of 2 owners, 2 must sign.')
  const one = { ...trust, required: 1, owners: [owner('did:a', 1)] }
  expect(textOf(renderToStaticMarkup(<NodeTrust did="did:n:1" trust={one} />))).toContain(
    '1 key of 1 owner, 1 must sign.',
  )
  const unpinned = renderToStaticMarkup(<NodeTrust did="did:n:1" trust={null} />)
  expect(textOf(unpinned)).toContain('This node trusts the server No owner’s key is pinned in its tasks file')
  expect(unpinned).toContain('border-warning')
  expect(unpinned).toContain('/consent"')
})

it('shows in red what the agent expected and what it saw', () => {
  const refusal = consentRefusalOf({
    consent: { code: 'quorum', expected: '2 <b>owners</b>', seen: '1\u202e' },
  })
  if (!refusal) throw new Error('unreachable')
  const html = renderToStaticMarkup(<ConsentRefused refusal={refusal} />)
  expect(html).toContain('text-error')
  expect(textOf(html)).toContain('Consent could not be verified')
  expect(textOf(html)).toContain('Expected 2 &lt;b&gt;owners&lt;/b&gt; Seen 1')
  expect(html).toContain('U+202E')
})
