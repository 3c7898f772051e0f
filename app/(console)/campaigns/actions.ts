'use server'

import type { Move } from '@/lib/campaigns/domain/campaign'
import { followCampaign as follow } from '@/lib/campaigns/services/follow-campaign'
import { type Moved, moveCampaign as move } from '@/lib/campaigns/services/move-campaign'
import { remindOwners as remind } from '@/lib/campaigns/services/remind-owners'
import { startCampaign as start } from '@/lib/campaigns/services/start-campaign'
import type { Result } from '@/lib/kernel/errors'
import type { Context } from '@/lib/people/services/context'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'
import { fieldsOf, textField } from '@/lib/transport/fields'

// A server action is a public POST endpoint: its input is unknown until the service has parsed it.

type Changed = Promise<Result<{ warnings: string[] }>>

export async function startCampaign(input: unknown): Promise<Result<{ goTo: string }>> {
  const started = await personAction((ctx) => start(ctx, input))
  return started.ok ? { ok: true, value: { goTo: `/campaigns/${started.value.campaignId}` } } : started
}

export async function pauseCampaign(input: unknown): Changed {
  return changed(moved('pause', input))
}

export async function resumeCampaign(input: unknown): Changed {
  return changed(moved('resume', input))
}

export async function cancelCampaign(input: unknown): Changed {
  return changed(moved('cancel', input))
}

export async function followCampaign(input: unknown): Changed {
  return changed(withCampaign(input, (ctx, id) => follow(ctx, id, true)))
}

export async function unfollowCampaign(input: unknown): Changed {
  return changed(withCampaign(input, (ctx, id) => follow(ctx, id, false)))
}

export async function remindOwners(input: unknown): Changed {
  return changed(withCampaign(input, remind))
}

const moved = (verb: Move, input: unknown): Promise<Result<Moved>> =>
  withCampaign(input, (ctx, id, rest) => move(ctx, verb, id, rest))

const withCampaign = <T>(
  input: unknown,
  work: (context: Context, id: string, rest: object) => Promise<Result<T>>,
): Promise<Result<T>> =>
  personAction((ctx) => {
    const { campaignId, ...rest } = fieldsOf(input)
    return work(ctx, textField(campaignId), rest)
  })
