'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Field, Input, Textarea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { FieldProblem } from '@/lib/domain/errors'
import type { ParamsSchema, TaskOffer } from '@/lib/domain/task'
import { paramsOf, textOf } from './form-values'
import { NodeChoice } from './node-choice'
import { ParamField } from './param-field'
import { TaskChoice } from './task-choice'
import { type RequestAction, useRequest } from './use-request'
import { WhoDecides } from './who-decides'

const emptySchema: ParamsSchema = {
  type: 'object',
  properties: {},
  required: [],
  additionalProperties: false,
}

// The database keeps no order of keys; what must be filled in comes first.
const requiredFirst = ({ properties, required }: ParamsSchema) =>
  Object.entries(properties).sort(([a], [b]) => Number(required.includes(b)) - Number(required.includes(a)))

export type ChosenNode = {
  did: string
  name: string | null
  owners: { did: string; name: string }[]
  tasks: TaskOffer[]
  announced: boolean
}

/**
 * Asks for a job. The fields keep what was typed through every error and when another node is chosen; a task's
 * own fields begin anew with another task.
 */
export function RequestForm(props: {
  nodes: { did: string; name: string | null }[]
  chosen: ChosenNode | null
  task: string | undefined
  viewerDid: string
  request: RequestAction
}) {
  const { chosen } = props
  const { send, refuse, pending, problems, detail, errorOf, form } = useRequest(props.request)
  const [task, setTask] = useState(props.task ?? '')
  const only = chosen?.tasks.length === 1 ? chosen.tasks[0] : undefined
  const offer = chosen?.announced ? (chosen.tasks.find(({ name }) => name === task) ?? only) : undefined
  const shownPaths = [
    'target_node_did',
    'task_name',
    'reason',
    'params',
    ...Object.keys(offer?.params.properties ?? {}).map((name) => `params.${name}`),
  ]
  const elsewhere = problems.filter(({ path }) => !shownPaths.includes(path))

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const element = event.currentTarget
    const taskName = chosen?.announced ? (offer?.name ?? '') : textOf(element, 'task_name').trim()
    const params = paramsOf(element, offer?.params ?? (chosen?.announced ? emptySchema : null))
    const reason = textOf(element, 'reason')
    const missing: FieldProblem[] = []
    if (!chosen) missing.push({ path: 'target_node_did', message: 'choose the node to maintain' })
    else if (taskName === '') missing.push({ path: 'task_name', message: 'say which task to run' })
    if (reason.trim() === '') missing.push({ path: 'reason', message: 'must say why; the approver reads it' })
    const found = params.ok ? missing : [...missing, ...params.problems]
    if (found.length > 0 || !params.ok || !chosen)
      return refuse(found, 'Not sent yet: some fields need another look.')
    send({ targetNodeDid: chosen.did, taskName, params: params.params, reason })
  }

  return (
    <form ref={form} noValidate onSubmit={submit} className="flex max-w-3xl flex-col gap-3.5">
      <Card title="What should run">
        <div className="flex flex-col gap-3.5">
          <NodeChoice nodes={props.nodes} chosen={chosen?.did} error={errorOf('target_node_did')} />
          {chosen?.announced && (
            <TaskChoice
              tasks={chosen.tasks}
              value={offer?.name ?? ''}
              onChange={setTask}
              error={errorOf('task_name')}
            />
          )}
          {chosen && !chosen.announced && (
            <>
              <Notice tone="info">
                This node has not announced its tasks, so name and parameters cannot be checked here. Write
                them as its agent expects them.
              </Notice>
              <Field label="Task" required error={errorOf('task_name')} hint="Such as restart_service">
                <Input
                  name="task_name"
                  defaultValue={task}
                  autoComplete="off"
                  className="font-mono"
                  maxLength={100}
                />
              </Field>
              <Field
                label="Parameters"
                error={errorOf('params')}
                hint={'A JSON object, such as {"service_name": "web"}; nothing means none'}
              >
                <Textarea name="params" rows={5} spellCheck={false} className="font-mono" />
              </Field>
            </>
          )}
          {offer &&
            requiredFirst(offer.params).map(([name, schema]) => (
              <ParamField
                key={`${chosen?.did} ${offer.name} ${name}`}
                name={name}
                schema={schema}
                required={offer.params.required.includes(name)}
                error={errorOf(`params.${name}`)}
              />
            ))}
        </div>
      </Card>
      <Card title="Why">
        <Field label="Reason" required error={errorOf('reason')} hint="The approver decides by it">
          <Textarea name="reason" rows={3} maxLength={2_000} />
        </Field>
      </Card>
      {chosen && <WhoDecides node={chosen} viewerDid={props.viewerDid} />}
      {detail && (
        <Notice tone="error">
          {detail}
          {elsewhere.map(({ path, message }) => ` ${path} ${message}.`)}
        </Notice>
      )}
      <div>
        <Button type="submit" variant="primary" disabled={pending}>
          {pending ? 'Asking…' : 'Ask for consent'}
        </Button>
      </div>
    </form>
  )
}
