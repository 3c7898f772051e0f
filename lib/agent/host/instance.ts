import { createHash, randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { readOwn } from './own-files'
import { bootId } from './process-list'
import { writeWhole } from './state-dir'

export type Instance = { id: string; host: string }

/**
 * Which installation this is: the same after a restart of the agent, another for each state folder, machine and start of
 * the machine, so that a copied machine differs from its original.
 */
export function instanceOf(stateDir: string): Instance {
  const file = join(stateDir, 'instance.json')
  const host = hostname().slice(0, 255)
  const parts = [installation(file), host, bootId() ?? '']
  return { id: createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32), host }
}

function installation(file: string): string {
  try {
    return z.guid().parse(JSON.parse(readOwn(file).toString()))
  } catch {
    const made = randomUUID()
    try {
      writeWhole(file, JSON.stringify(made))
    } catch {
      // On a full disk it holds for this run.
    }
    return made
  }
}
