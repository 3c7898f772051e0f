'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useRef, useState } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { fieldNameOf, isChecked, textOf } from '@/components/ui/form-control'
import { Notice } from '@/components/ui/notice'
import { ReasonField } from '@/components/ui/reason-field'
import { type Action, useSend } from '@/components/ui/use-send'
import { type ChosenNode, pathsOf, type RequestStart, whenOf } from '@/lib/board/domain/request-form'
import { reasonMissing } from '@/lib/jobs/domain/reason'
import { type FieldProblem, fail } from '@/lib/kernel/errors'
import type { ParamsSchema } from '@/lib/tasks/domain/param-schema'
import { type About, AboutMoment } from './about-moment'
import { FixedTarget as Fixed } from './fixed-target'
import { newKey, paramPaths, paramsOf, requestOf, whenFields } from './form-values'
import { FreeFields } from './free-fields'
import { NodeChoice } from './node-choice'
import { ParamsFields } from './params-fields'
import { SuggestedTask } from './suggested-task'
import { TaskChoice } from './task-choice'
import { TryFirst } from './try-first'
import { offeredWindows, WhenFields } from './when-fields'
import { WhoDecides } from './who-decides'

const lost = 'The server did not answer. Nothing you wrote is lost; send it again.'

const emptySchema: ParamsSchema = {
  type: 'object',
  properties: {},
  required: [],
  additionalProperties: false,
}

const sendWord = {
  request: ['Request approval', 'Sending…'],
  retry: ['Request approval again', 'Sending…'],
  revise: ['Change the request', 'Changing…'],
} as const

/**
 * Requests a job, or repeats or changes the job in `start`. The fields keep what was typed after an error and when the
 * node changes; a task's own fields are reset when the task changes.
 */
export function RequestForm(props: {
  chosen: ChosenNode | null
  task: string | undefined
  start: RequestStart | null
  /** What was seen that the request is about. */
  about?: (About & { reason: string }) | null
  viewerDid: string
  send: Action<{ jobId?: string; status?: string }>
}) {
  const { chosen, start } = props
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const { send, refuse, changed, pending, failure, errorOf, refusedBeside } = useSend(form, lost)
  // Each form has one key, so that sending it again after a lost answer finds the same job; a used key is replaced.
  const [idempotency_key, setKey] = useState(newKey)
  const [task, setTask] = useState(start?.task ?? props.task ?? '')
  const [ask, asking] = sendWord[start?.as ?? 'request']
  const revising = start?.as === 'revise'
  const only = chosen?.tasks.length === 1 ? chosen.tasks[0] : undefined
  const offer = chosen?.announced ? (chosen.tasks.find(({ name }) => name === task) ?? only) : undefined
  const shownPaths = [
    'target_node_did',
    'task_name',
    'reason',
    'params',
    ...['window', 'window.start', 'window.end', 'window.time_zone', 'expires_at'],
    ...paramPaths(offer?.params, failure),
  ]
  const refused = refusedBeside(shownPaths)

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const element = event.currentTarget
    const taskName = start?.task ?? (chosen?.announced ? (offer?.name ?? '') : task.trim())
    const params = paramsOf(element, offer?.params ?? (chosen?.announced ? emptySchema : null))
    const reason = textOf(element, 'reason')
    const missing: FieldProblem[] = []
    if (!chosen) missing.push({ path: 'target_node_did', message: 'choose a node' })
    else if (taskName === '') missing.push({ path: 'task_name', message: 'choose a task' })
    if (reason.trim() === '' && !revising) missing.push({ path: 'reason', message: reasonMissing })
    const when = whenOf(whenFields(element), offeredWindows(chosen, start), new Date(), start?.window)
    // Without a node the form has no parameters and no times.
    const others = chosen ? [params, when] : []
    const found = [missing, ...others.map((part) => (part.ok ? [] : part.problems))].flat()
    if (found.length > 0 || !params.ok || !when.ok || !chosen)
      return refuse(fail('invalid', 'Not sent: check the marked fields.', { fields: found }).error)
    const body = requestOf(start, {
      ...{ target_node_did: chosen.did, task_name: taskName, params: params.params, reason },
      dry_run: isChecked(element, 'dry_run'),
      ...when.when,
    })
    send(
      () => props.send(revising ? body : { ...body, idempotency_key }),
      (result) => {
        if (result.ok || result.error.kind === 'conflict') setKey(newKey())
        if (result.ok) router.push(`/jobs/${result.value.jobId ?? start?.jobId}`)
      },
    )
  }

  return (
    <form
      ref={form}
      noValidate
      onSubmit={submit}
      onChange={(event) => changed(pathsOf(fieldNameOf(event.target)))}
      className="flex max-w-3xl flex-col gap-3.5"
    >
      <Card title="What to run">
        <div className="flex flex-col gap-3.5">
          {start ? (
            <Fixed start={start} name={chosen?.name ?? null} />
          ) : (
            <NodeChoice
              chosen={chosen}
              error={errorOf('target_node_did')}
              onChoose={() => changed(pathsOf('target_node_did'))}
            />
          )}
          {!start && chosen?.announced && (
            <TaskChoice
              tasks={chosen.tasks}
              value={offer?.name ?? ''}
              onChange={setTask}
              error={errorOf('task_name')}
            />
          )}
          {!start && chosen?.announced && (
            <SuggestedTask node={chosen} chosen={offer?.name ?? ''} choose={setTask} />
          )}
          {chosen && !chosen.announced && (
            <FreeFields start={start} task={task} onTask={setTask} errorOf={errorOf} />
          )}
          {chosen && offer && <ParamsFields did={chosen.did} offer={offer} start={start} errorOf={errorOf} />}
          {offer?.dry_run && !revising && <TryFirst command={offer.dry_run.command} />}
        </div>
      </Card>
      {chosen && (
        <Card title="When">
          <WhenFields node={chosen} start={start} errorOf={errorOf} />
        </Card>
      )}
      <Card title="Why">
        {chosen && props.about && <AboutMoment {...props.about} />}
        <ReasonField
          label={revising ? 'Reason for the change' : 'Reason'}
          required={!revising}
          error={errorOf('reason')}
          hint={revising ? 'Shown in the timeline' : 'The approver reads it before deciding'}
          defaultValue={start?.as === 'retry' ? (start.reason ?? '') : (props.about?.reason ?? '')}
        />
      </Card>
      {chosen && <WhoDecides node={chosen} task={offer?.name ?? task} viewerDid={props.viewerDid} />}
      {refused && <Notice tone="error">{refused}</Notice>}
      <div className="flex flex-wrap gap-2.5">
        <Button type="submit" variant="primary" disabled={pending}>
          {pending ? asking : ask}
        </Button>
        {start && (
          <ButtonLink variant="ghost" href={`/jobs/${start.jobId}`}>
            Back to the job
          </ButtonLink>
        )}
      </div>
    </form>
  )
}
