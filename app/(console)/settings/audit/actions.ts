'use server'

import { startVerification as start } from '@/lib/history/services/start-verification'
import { stopVerification as stop } from '@/lib/history/services/stop-verification'
import type { Result } from '@/lib/kernel/errors'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'

// A server action is a public POST endpoint; these take no input.

type Changed = Promise<Result<{ warnings: string[] }>>

export async function startVerification(_input: unknown): Changed {
  return changed(personAction(start))
}

export async function stopVerification(_input: unknown): Changed {
  return changed(personAction(stop))
}
