import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { TimeAgo, timeText } from './time-ago'

const now = Date.parse('2026-11-29T12:00:00Z')

it.each([
  ['2026-11-29T11:58:00Z', '2 min ago', '2 min', 'for 2 min'],
  ['2026-09-01T12:00:00Z', '89 d ago', '89 d', 'for 89 d'],
  ['2026-08-31T12:00:00Z', 'Aug 2026', 'Aug 2026', 'since Aug 2026'],
  ['2014-02-14T14:30:00Z', 'Feb 2014', 'Feb 2014', 'since Feb 2014'],
  ['2026-12-06T12:00:00Z', 'in 7 d', '0 s', 'for 0 s'],
])('%s is %s, %s, %s', (iso, ...texts) => {
  const forms = ['ago', 'age', 'lasting'] as const
  expect(forms.map((form) => timeText(iso, now, form, 'UTC'))).toEqual(texts)
})

it('has the exact time on hover', () => {
  expect(renderToStaticMarkup(<TimeAgo iso="2014-02-14T14:30:00Z" form="lasting" />)).toBe(
    '<time dateTime="2014-02-14T14:30:00Z" title="2014-02-14 14:30:00 UTC">since Feb 2014</time>',
  )
})
