import { expect, it } from 'vitest'
import { viewHref, viewQuery } from './view-address'

it('keeps what the page itself reads, and nothing else', () => {
  expect(viewQuery('fleet', '?label=site:Lagos&state=Error&sort=-cpu&pinned=true&next=//evil.example')).toBe(
    'state=Error&label=site%3ALagos&pinned=true&sort=-cpu',
  )
  expect(viewQuery('fleet', 'columns=network_io_kbps,label:site&owner=somebody&sort=colour')).toBe(
    'columns=network_io_kbps%2Clabel%3Asite',
  )
  expect(viewQuery('map', 'group=site&fill=cpu_usage_percent&x=1')).toBe('group=site&fill=cpu_usage_percent')
  expect(viewQuery('board', 'status=Running,Failed&task=a&since=ever&job=x')).toBe(
    'status=Running,Failed&task=a',
  )
  expect(viewQuery('board', 'view=board&status=open&sort=oldest&cursor=x')).toBe(
    'status=open&sort=oldest&view=board',
  )
})

it('keeps nodes, metrics, order and range of a comparison', () => {
  const query =
    'nodes=did%3An%3A1&nodes=did%3An%3A2&range=30d&mode=overlay&metric=disk_usage_gb&metrics=cpu_usage_percent&sort=name&compare=previous&raw=true&refresh=30s'
  expect(viewQuery('compare', `${query}&add=x&goTo=https://evil.example`)).toBe(query)
  expect(viewQuery('compare', 'label=site:Lagos&range=24h&from=')).toBe('label=site%3ALagos')
  expect(viewQuery('compare', 'from=now-3d&to=now-1d')).toBe('from=now-3d&to=now-1d')
})

it('always leads to a page of its own', () => {
  expect(viewHref('fleet', '')).toBe('/')
  expect(viewHref('map', '//evil.example')).toBe('/map')
  expect(viewHref('board', 'https://evil.example')).toBe('/jobs')
  expect(viewHref('compare', '?nodes=did:n:1')).toBe('/compare?nodes=did%3An%3A1')
})

it.each(['fleet', 'map', 'board', 'compare'] as const)('reads back what it wrote, on %s', (page) => {
  const once = viewQuery(page, 'q=a%26b%3Dc&label=a:b&status=waiting&sort=longest&nodes=did:a:b,did:c:d')
  expect(viewQuery(page, once)).toBe(once)
})
