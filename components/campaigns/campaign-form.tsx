'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useRef, useState, useTransition } from 'react'
import { newKey, paramPaths, paramsOf } from '@/components/job-request/form-values'
import { ParamsFields } from '@/components/job-request/params-fields'
import { TryFirst } from '@/components/job-request/try-first'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Field, Input, Select } from '@/components/ui/field'
import { fieldNameOf, isChecked, textOf } from '@/components/ui/form-control'
import { Notice } from '@/components/ui/notice'
import { ReasonField } from '@/components/ui/reason-field'
import { type Action, useSend } from '@/components/ui/use-send'
import { reasonMissing } from '@/lib/jobs/domain/reason'
import { fail } from '@/lib/kernel/errors'
import type { TaskOffer } from '@/lib/tasks/domain/task'
import { RulesFields, rulesOf } from './rules-fields'

/** Before a task is chosen, or where no node offers it, there is no number to name. */
const askFor = (nodes: number): string =>
  nodes === 0 ? 'Request approval' : `Request approval for ${nodes} ${nodes === 1 ? 'node' : 'nodes'}`

const lost = 'The server did not answer. Nothing you wrote is lost; send it again.'

const shown = [
  'name',
  'task_name',
  'params',
  'reason',
  'wave_size',
  'pause_minutes',
  'wait_minutes',
  'at_once',
  'stop_failures',
]

/** Requests the same on many nodes. The task is in the address, and the server says which nodes offer it. */
export function CampaignForm(props: {
  /** Where the page is, without its task. */
  query: string
  tasks: readonly { name: string; title: string | null; nodes: number }[]
  nodes: number
  task: string | null
  offer: TaskOffer | null
  dryRun: { command: readonly string[]; nodes: number } | null
  dids: readonly string[]
  start: Action
  /** Between what runs and when: who is left out, and what runs where. */
  children: ReactNode
}) {
  const { offer, dids, task, dryRun } = props
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const { send, refuse, changed, pending, failure, errorOf, refusedBeside } = useSend(form, lost)
  const [reading, startReading] = useTransition()
  const [idempotency_key, setKey] = useState(newKey)
  const refused = refusedBeside([...shown, ...paramPaths(offer?.params, failure)])

  const choose = (name: string) =>
    startReading(() => {
      const query = new URLSearchParams(props.query)
      if (name !== '') query.set('task', name)
      router.replace(`/jobs/new?${query}`, { scroll: false })
    })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const element = event.currentTarget
    const params = paramsOf(element, offer?.params ?? null)
    const [name, reason] = [textOf(element, 'name'), textOf(element, 'reason')]
    const found = [
      ...(name.trim() === '' ? [{ path: 'name', message: 'must not be empty' }] : []),
      ...(task === null ? [{ path: 'task_name', message: 'choose a task' }] : []),
      ...(params.ok ? [] : params.problems),
      ...(reason.trim() === '' ? [{ path: 'reason', message: reasonMissing }] : []),
    ]
    if (found.length > 0 || !params.ok)
      return refuse(fail('invalid', 'Not sent: check the marked fields.', { fields: found }).error)
    const body = { name, task_name: task, params: params.params, reason, nodes: dids, ...rulesOf(element) }
    const tries = isChecked(element, 'dry_run') ? { dry_run: true } : {}
    send(
      () => props.start({ ...body, ...tries, idempotency_key }),
      (result) => {
        if (result.ok || result.error.kind === 'conflict') setKey(newKey())
        if (result.ok && result.value.goTo !== undefined) router.push(result.value.goTo)
      },
    )
  }
  return (
    <form
      ref={form}
      noValidate
      onSubmit={submit}
      onChange={(event) => changed([fieldNameOf(event.target)])}
      className="flex max-w-3xl flex-col gap-3.5"
    >
      <Card title="What to run" aside={reading ? 'Loading the task…' : undefined}>
        <div className="flex flex-col gap-3.5">
          <Field
            label="Name of the campaign"
            required
            error={errorOf('name')}
            hint="Such as 27 Nov, gateway fix"
          >
            <Input name="name" autoComplete="off" maxLength={100} />
          </Field>
          <Field label="Task" required error={errorOf('task_name')}>
            <Select name="task_name" value={task ?? ''} onChange={(event) => choose(event.target.value)}>
              <option value="">Choose…</option>
              {props.tasks.map(({ name, title, nodes }) => (
                <option key={name} value={name}>
                  {title ? `${title} · ${name}` : name} ({nodes} of {props.nodes} nodes)
                </option>
              ))}
            </Select>
          </Field>
          {offer && <ParamsFields did={dids[0] ?? ''} offer={offer} start={null} errorOf={errorOf} />}
          {dryRun && <TryFirst command={dryRun.command} nodes={{ can: dryRun.nodes, all: dids.length }} />}
        </div>
      </Card>
      {props.children}
      <Card title="Waves">
        <RulesFields errorOf={errorOf} />
      </Card>
      <Card title="Why">
        <ReasonField
          label="Reason"
          required
          error={errorOf('reason')}
          hint="Every owner reads it before deciding"
        />
      </Card>
      {refused && <Notice tone="error">{refused}</Notice>}
      <div>
        <Button type="submit" variant="primary" disabled={pending || (task !== null && dids.length === 0)}>
          {pending ? 'Sending…' : askFor(dids.length)}
        </Button>
      </div>
    </form>
  )
}
