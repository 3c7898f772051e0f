import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'

const folder = join(import.meta.dirname, '..', '..', 'public')

const manifest = z.object({
  start_url: z.literal('/'),
  icons: z.array(z.object({ src: z.string().startsWith('/'), type: z.string(), sizes: z.string() })).min(4),
})

/** Width and height from the header of a PNG. */
function sizeOf(file: string): string {
  const bytes = readFileSync(file)
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG')
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`
}

it('has every icon in the manifest, in its stated size', () => {
  const { icons } = manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.webmanifest'), 'utf8')))
  for (const { src, type, sizes } of icons) {
    const file = join(folder, src)
    expect(existsSync(file), src).toBe(true)
    if (type === 'image/png') expect(sizeOf(file), src).toBe(sizes)
  }
})

it('keeps crawlers out: everything behind the sign-in is private', () => {
  expect(readFileSync(join(folder, 'robots.txt'), 'utf8')).toBe('User-agent: *\nDisallow: /\n')
})
