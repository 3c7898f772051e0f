'use server'

import { noteFinding as note } from '@/lib/history/services/note-finding'
import { startVerification as start } from '@/lib/history/services/start-verification'
import { stopVerification as stop } from '@/lib/history/services/stop-verification'
import type { Result } from '@/lib/kernel/errors'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'
import { fieldsOf, textField } from '@/lib/transport/fields'

// A server action is a public POST endpoint: its input is unknown until the service has parsed it.

type Changed = Promise<Result<{ warnings: string[] }>>

export async function startVerification(_input: unknown): Changed {
  return changed(personAction(start))
}

export async function stopVerification(_input: unknown): Changed {
  return changed(personAction(stop))
}

export async function noteFinding(input: unknown): Changed {
  const { finding, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => note(ctx, textField(finding), rest)))
}
