'use server'

import { acknowledge } from '@/lib/alerts/services/acknowledge'
import { changeRule, deleteRule as removeRule } from '@/lib/alerts/services/change-rule'
import { createRule as create } from '@/lib/alerts/services/create-rule'
import { endSilence as end, silenceAlerts as silence } from '@/lib/alerts/services/silence'
import { type TestDelivery, testRule as test } from '@/lib/alerts/services/test-rule'
import type { Result } from '@/lib/kernel/errors'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'
import { fieldsOf, textField } from '@/lib/transport/fields'

// A server action is a public POST endpoint: its input is unknown until the service has parsed it.

type Changed = Promise<Result<{ warnings: string[] }>>

export async function acknowledgeAlert(input: unknown): Changed {
  const { alertId, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => acknowledge(ctx, textField(alertId), rest)))
}

/** `hours` from now; an empty text is a field that was left out. */
export async function silenceAlerts(input: unknown): Changed {
  const { hours, ...rest } = fieldsOf(input)
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ''))
  const until = new Date(Date.now() + Number(hours) * 3_600_000)
  const ends = Number.isNaN(until.getTime()) ? {} : { until: until.toISOString() }
  return changed(personAction((ctx) => silence(ctx, { ...ends, ...given })))
}

export async function endSilence(input: unknown): Changed {
  const { silenceId } = fieldsOf(input)
  return changed(personAction((ctx) => end(ctx, textField(silenceId))))
}

export async function saveRule(input: unknown): Promise<Result<{ goTo: string }>> {
  const { ruleId, ...rest } = fieldsOf(input)
  const saved = await personAction((ctx) =>
    ruleId === undefined ? create(ctx, rest) : changeRule(ctx, textField(ruleId), rest),
  )
  return saved.ok ? { ok: true, value: { goTo: '/alerts/rules' } } : saved
}

export async function deleteRule(input: unknown): Changed {
  const { ruleId } = fieldsOf(input)
  return changed(personAction((ctx) => removeRule(ctx, textField(ruleId))))
}

export async function testRule(input: unknown): Promise<Result<{ deliveries: TestDelivery[] }>> {
  const { ruleId } = fieldsOf(input)
  return personAction((ctx) => test(ctx, textField(ruleId)))
}
