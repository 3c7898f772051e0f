import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { LogLineText } from './log-line-text'

const shown = (line: string): string => renderToStaticMarkup(<LogLineText line={line} />)

it('shows colours as text colours, and never as markup', () => {
  const html = shown('\u001b[1;31m<script>alert(1)</script>\u001b[0m ok')
  expect(html).toContain('<span class="text-error font-semibold">')
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(html).not.toContain('<script')
  expect(html.replace(/<[^>]*>/g, '')).toBe('&lt;script&gt;alert(1)&lt;/script&gt; ok')
})

it('marks every other control sequence as what it is', () => {
  expect(shown('\u001b]8;;https://example.org\u0007link\u001b[2K\u202e')).toContain('U+001B')
  expect(shown('\u001b[31" onclick="x')).not.toContain('text-error')
})
