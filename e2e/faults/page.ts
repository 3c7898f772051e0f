import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'two-servers.md'), 'utf8')

/** The code blocks in this language under a heading of docs/two-servers.md, in order. Throws if there are not `count`. */
export function blocks(heading: string, language: string, count: number): string[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  const found = [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text ?? '')
  if (found.length !== count)
    throw new Error(
      `docs/two-servers.md has ${found.length} blocks of ${language} under "${heading}", not ${count}`,
    )
  return found
}

/** The settings that a block exports. */
export const exported = (block: string): Record<string, string> =>
  Object.fromEntries([...block.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]))
